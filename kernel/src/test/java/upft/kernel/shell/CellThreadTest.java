package upft.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import upft.kernel.cell.CellRequest;

@Timeout(60)
class CellThreadTest {
    private final Cells cells = new Cells();
    private final Checkpoint checkpoint =
            new Checkpoint(new MutableCallSite(MethodHandles.empty(MethodType.methodType(void.class))), cells);

    @Test
    void theCheckpointThatCostsSpeedIsArmedForTwoSecondsAfterAnInterrupt() {
        try (CellThread thread = new CellThread(cells, checkpoint, getClass().getClassLoader())) {
            Cell interrupted = cell(1);
            interrupted.interrupt();
            CellThread.Ending ending = thread.run(interrupted, () -> {
                Thread.sleep(60_000);
                return null;
            });
            assertInstanceOf(InterruptedException.class, ending.thrown());
            assertTrue(checkpoint.isArmed());

            assertTrue(thread.disarmWhenDue() > 0);
            thread.run(cell(2), () -> {
                Thread.sleep(2500);
                return null;
            });
            assertFalse(checkpoint.isArmed());
            assertEquals(0, thread.disarmWhenDue());
        }
    }

    private static Cell cell(int number) {
        return new Cell(number, CellRequest.of("", new RecordedOutput()));
    }
}
