package upft.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import upft.io.UserException;
import upft.kernel.cell.CellInput;
import upft.kernel.cell.CellRequest;
import upft.task.CancelToken;

/** What cells read from {@code System.in}. */
@Timeout(60)
class StdinTest {
    private final InputStream before = System.in;
    private final JavaShell shell =
            new JavaShell(new ShellSettings(List.of("java.util.*", "java.io.*", "java.util.stream.*"), Map.of()));
    private final List<String> asked = new ArrayList<>();

    @AfterEach
    void close() {
        shell.close();
        assertSame(before, System.in);
    }

    @Test
    void aScannerTakesLinesAndWordsAndAsksForNoMoreThanItNeeds() {
        assertEquals(
                "Ada Lovelace/1/2/😀 größer",
                value(
                        "var in = new Scanner(System.in);\n"
                                + "in.nextLine() + \"/\" + in.nextInt() + \"/\" + in.nextInt() + in.nextLine()"
                                + " + \"/\" + in.nextLine()",
                        "Ada Lovelace",
                        "1 2",
                        "😀 größer"));
        assertEquals(3, asked.size());
    }

    @Test
    void aScannerOfAnEarlierCellAsksForTheLaterOne() {
        value("var kept = new Scanner(System.in);\nkept.nextLine()", "first");
        assertEquals("second", value("kept.nextLine()", "second"));
    }

    @Test
    void aReaderTakesLinesUpToTheEndOfInput() {
        assertEquals(
                List.of("a", "", "b"),
                value("new BufferedReader(new InputStreamReader(System.in)).lines().toList()", "a", "", "b"));
    }

    @Test
    void singleBytesCanBeReadAndWhatIsLeftIsNotForTheNextCell() {
        assertEquals((int) 'x', value("System.in.read()", "xyz"));
        assertEquals((int) 'n', value("System.in.read()", "new"));
        assertEquals(
                List.of(0, 3),
                value(
                        "int none = System.in.available(); System.in.read();\n"
                                + "List.of(none, System.in.available())",
                        "abc"));
    }

    @Test
    void whereNobodyCanBeAskedTheReaderIsTold() {
        CellInput nobody = CellInput.nobody("this is a test.");
        ShellResult result = run("new Scanner(System.in).nextLine()", nobody, new CancelToken());
        Throwable thrown = assertInstanceOf(ShellResult.Threw.class, result).thrown();
        assertInstanceOf(UserException.class, thrown);
        assertEquals("This cell asks for input, and this is a test.", thrown.getMessage());
    }

    @Test
    void anInterruptEndsTheWaitAlsoInAScanner() throws Exception {
        for (String code : List.of("new Scanner(System.in).nextLine()", "System.in.read()")) {
            CountDownLatch waiting = new CountDownLatch(1);
            CancelToken cancel = new CancelToken();
            CellInput never = (prompt, echo) -> {
                waiting.countDown();
                new CountDownLatch(1).await();
                return Optional.empty();
            };
            CompletableFuture<ShellResult> result = CompletableFuture.supplyAsync(() -> run(code, never, cancel));
            waiting.await();
            long start = System.nanoTime();
            cancel.cancel();
            assertEquals(new ShellResult.Interrupted(""), result.get(), code);
            assertTrue(System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(900), code);
        }
    }

    @Test
    void threadsOfACellAskForIt() {
        assertEquals(
                "from a thread",
                value(
                        "String[] line = {null};\nThread t = new Thread(() -> line[0] = new Scanner(System.in).nextLine());\n"
                                + "t.start(); t.join();\nline[0]",
                        "from a thread"));
    }

    private Object value(String code, String... typed) {
        Iterator<String> lines = Arrays.asList(typed).iterator();
        CellInput input = (prompt, echo) -> {
            asked.add(prompt);
            return lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
        };
        ShellResult result = run(code, input, new CancelToken());
        return assertInstanceOf(ShellResult.Done.class, result, () -> code + " gave " + result)
                .value()
                .orElseThrow();
    }

    private ShellResult run(String code, CellInput input, CancelToken cancel) {
        return shell.run(
                new CellRequest(code, OptionalInt.empty(), new RecordedOutput(), input, cancel),
                UnaryOperator.identity());
    }
}
