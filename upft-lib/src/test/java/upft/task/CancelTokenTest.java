package upft.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelTokenTest {
    private final CancelToken token = new CancelToken();

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void whatIsToBeFinishedIsFinishedWhileTheCallerIsInterruptedAgainAndAgain() {
        Thread caller = Thread.currentThread();
        CountDownLatch interrupted = new CountDownLatch(1);
        String result = token.finish(() -> {
            assertTrue(token.isFinishing());
            assertNotSame(caller, Thread.currentThread());
            for (int i = 0; i < 100; i++) {
                caller.interrupt();
            }
            return waited(interrupted) ? "other" : "done";
        });
        assertEquals("done", result);
        assertFalse(token.isFinishing());
        assertTrue(Thread.currentThread().isInterrupted(), "the caller stays interrupted");
    }

    @Test
    void whatItThrowsReachesTheCaller() {
        assertThrows(
                CancelledException.class,
                () -> token.finish(() -> {
                    throw new CancelledException();
                }));
        assertThrows(
                StackOverflowError.class,
                () -> token.finish(() -> {
                    throw new StackOverflowError();
                }));
        assertFalse(token.isFinishing());
    }

    /** Nobody counts it down: time passes. */
    private static boolean waited(CountDownLatch latch) {
        try {
            return latch.await(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
