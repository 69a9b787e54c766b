package upft.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import upft.kernel.cell.CellInput;
import upft.kernel.cell.CellRequest;
import upft.task.CancelToken;

/** What an interrupt ends, how fast, and what is left behind. */
@Timeout(60)
class InterruptTest {
    /** Begins a piece of code that is to be interrupted while it runs. */
    private static final String READY = "{ System.out.println(\"ready\");\n";

    private final JavaShell shell = new JavaShell(new ShellSettings(List.of("java.util.stream.*"), Map.of()));

    @AfterEach
    void close() {
        shell.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                READY + "while (true) {} }",
                READY + "long n = 0; for (;;) n++; }",
                READY + "do { try { while (true) {} } catch (Throwable t) {} } while (true); }",
                READY + "Thread.sleep(600_000); }",
                READY + "while (true) { try { Thread.sleep(600_000); } catch (InterruptedException e) {} } }",
                READY + "try { Thread.sleep(600_000); } catch (InterruptedException e) {} Thread.sleep(600_000); }",
                READY + "synchronized (\"x\") { \"x\".wait(); } }",
                READY + "IntStream.iterate(0, i -> i + 1).forEach(i -> {}); }",
                READY + "IntStream.range(0, Integer.MAX_VALUE).parallel().forEach(i -> Math.pow(i, i)); }",
                "int f(int n) { return n < 2 ? n : f(n - 1) + f(n - 2); }\n" + READY + "f(80); }",
                READY + "new java.util.concurrent.CountDownLatch(1).await(); }"
            })
    void loopsSleepsAndWaitsEndWithinASecond(String code) throws Exception {
        interruptOnceReady(code);
        assertTrue(nanos < TimeUnit.MILLISECONDS.toNanos(1500), "took " + nanos / 1e9 + " s");
        assertEquals(new ShellResult.Interrupted(""), last);
        assertEquals(Optional.of(2), value("1 + 1"));
    }

    @Test
    void variablesAreKept() throws Exception {
        interruptOnceReady("int count = 41;\n" + READY + "while (true) {} }");
        assertEquals(Optional.of(42), value("count + 1"));
    }

    @Test
    void libraryCallThatIgnoresTheInterruptIsLeftBehindAndTheResultSaysWhere() throws Exception {
        shell.run(
                "var lock = new java.util.concurrent.locks.ReentrantLock();\n"
                        + "var holder = new Thread(lock::lock); holder.start(); holder.join();",
                output);
        interruptOnceReady(READY + "lock.lock(); }");
        ShellResult.Interrupted result = assertInstanceOf(ShellResult.Interrupted.class, last);
        assertTrue(result.note().contains("goes on in the background"), result.note());
        assertEquals(Optional.of(2), value("1 + 1"));
    }

    @Test
    void abandonedThreadDoesNotComeBackToLife() throws Exception {
        shell.run(
                "var gate = new java.util.concurrent.locks.ReentrantLock(); gate.lock();\n"
                        + "int after = 0; Thread stuck = null;",
                output);
        shell.run(
                "var freed = new java.util.concurrent.CountDownLatch(1);\n"
                        + "var keeper = new Thread(() -> { gate.lock(); try { freed.await(); } catch (Exception e) {} gate.unlock(); });\n"
                        + "gate.unlock(); keeper.start(); while (!gate.isLocked()) Thread.onSpinWait();",
                output);
        interruptOnceReady(READY + "stuck = Thread.currentThread();"
                + "for (int i = 0; i < 10; i++) { gate.lock(); after++; gate.unlock(); } }");
        assertEquals(Optional.of(0), value("freed.countDown(); stuck.join(); after > 1 ? after : 0"));
    }

    @Test
    void aSecondInterruptSaysInTheCellThatARestartEndsWhatIsLeftOfIt() throws Exception {
        shell.run(
                "var held = new java.util.concurrent.locks.ReentrantLock();\n"
                        + "var owner = new Thread(held::lock); owner.start(); owner.join();",
                output);
        RecordedOutput stuck = interruptOnceReady(READY + "held.lock(); }");
        assertEquals("", stuck.err());
        shell.interrupt();
        assertTrue(stuck.err().contains("Still running in the background"), stuck.err());
        assertTrue(stuck.err().contains("restart"), stuck.err());
        assertEquals("", output.err());
    }

    @Test
    void anInterruptThatCameBeforeTheCellIsHeeded() {
        CancelToken cancel = new CancelToken();
        cancel.cancel();
        CellRequest early =
                new CellRequest("int unreached = 1;", OptionalInt.empty(), output, CellInput.nobody("no."), cancel);
        assertEquals(new ShellResult.Interrupted(""), shell.run(early, UnaryOperator.identity()));
        assertEquals(Optional.empty(), shell.typeOf("unreached"));
    }

    @Test
    void threadsThatAnInterruptedCellHasStartedEndTooThoseThatSleepAmongThem() throws Exception {
        interruptOnceReady("var children = new Thread[9];\n"
                + "for (int i = 0; i < 8; i++) { children[i] = new Thread(() -> { while (true) {} }); children[i].start(); }\n"
                + "children[8] = new Thread(() -> { while (true) { try { Thread.sleep(500); } catch (Exception e) {} } });\n"
                + "children[8].start();\n" + READY + "while (true) {} }");
        assertEquals(
                Optional.of(0L),
                value("for (Thread child : children) child.join(5000);\n"
                        + "Stream.of(children).filter(Thread::isAlive).count()"));
    }

    @Test
    void interruptWithNothingRunningDoesNothing() {
        shell.interrupt();
        assertEquals(Optional.of(2), value("1 + 1"));
    }

    @Test
    void interruptBetweenTwoPiecesIsNotLost() throws Exception {
        RecordedOutput calls = new RecordedOutput() {
            @Override
            public synchronized void stdout(String text) {
                shell.interrupt();
            }
        };
        assertEquals(new ShellResult.Interrupted(""), shell.run(READY + "}\nint unreached = 1;", calls));
        assertEquals(Optional.empty(), shell.typeOf("unreached"));
    }

    private final RecordedOutput output = new RecordedOutput();
    private ShellResult last;
    /** From the interrupt to the result. */
    private long nanos;

    /** Sets how it ended and how long that took; gives what the cell put out. */
    private RecordedOutput interruptOnceReady(String code) throws Exception {
        RecordedOutput ready = new RecordedOutput();
        CompletableFuture<ShellResult> result = CompletableFuture.supplyAsync(() -> shell.run(code, ready));
        ready.awaitOut("ready");
        long start = System.nanoTime();
        shell.interrupt();
        last = result.get();
        nanos = System.nanoTime() - start;
        return ready;
    }

    private Optional<Object> value(String code) {
        ShellResult result = shell.run(code, output);
        return assertInstanceOf(ShellResult.Done.class, result, () -> code + " gave " + result)
                .value();
    }
}
