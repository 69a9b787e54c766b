package upft.kernel.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import upft.kernel.cell.CellInput;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellOutcome.Done;
import upft.kernel.cell.CellOutcome.Failed;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.Interpreter.Completeness;
import upft.kernel.cell.Interpreter.Completions;
import upft.kernel.display.Renderer;
import upft.kernel.history.History;
import upft.kernel.magic.RecordedOutput;
import upft.kernel.magic.commands.StandardMagics;
import upft.kernel.magic.process.ChildProcess;
import upft.kernel.magic.session.Session;
import upft.task.CancelToken;

/** The magics that have nothing to do with models: shell, files, time, environment, variables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneralMagicsTest {
    @TempDir
    static Path directory;

    private NotebookInterpreter interpreter;
    private RecordedOutput output;

    @BeforeAll
    void open() {
        interpreter = new NotebookInterpreter(
                StandardMagics.registry(), new Session(directory, directory), Renderer.standard()::render);
    }

    @BeforeEach
    void freshOutput() {
        output = new RecordedOutput();
    }

    @AfterAll
    void close() {
        interpreter.close();
    }

    @Test
    void aScriptPrintsOnBothStreamsWithItsQuotesUntouched() {
        done("%%bash\necho \"$((6 * 7)) \\\"it's\\\" \\n\" 'single \"x\"' # %not a magic\necho über 😀 >&2");
        assertEquals("42 \"it's\" \\n single \"x\"\nüber 😀\n", sorted(output.printed()));
    }

    /** What is printed on two streams comes in any order. */
    private static String sorted(String printed) {
        return printed.lines().sorted().reduce("", (all, line) -> all + line + "\n");
    }

    @Test
    void aScriptHasNothingToReadAndRunsWhereFilesAreWritten() throws IOException {
        done("%%bash\npwd -P; cat; read x || echo \"nothing: $x\"; echo $UPFT_NOTEBOOK_DIR");
        assertEquals(
                List.of(directory.toRealPath().toString(), "nothing: ", directory.toString()),
                output.printed().lines().toList());
    }

    @Test
    void anExitCodeOtherThanZeroIsAnErrorUnlessItIsToBeSaidOnly() {
        Failed failed = failed("%%bash\necho before\nexit 3");
        assertEquals("The script ended with exit code 3.", failed.message());
        assertEquals("UserError", failed.name());
        assertEquals("before\n", output.printed());
        done("%%bash --no-raise-error\nexit 3");
        assertEquals(List.of("The script ended with exit code 3."), output.texts());
    }

    @Test
    void bashCountsLinesAsTheCellDoes() {
        failed("%%bash\n\n\nno-such-command-here\nexit 4");
        assertTrue(output.printed().contains("line 4: no-such-command-here"), output.printed());
    }

    @Test
    void anEmptyScriptDoesNothing() {
        for (String cell : List.of("%%bash", "%%bash\n", "%%bash\n\n  \n")) {
            assertEquals(new Done(Optional.empty()), run(cell), cell);
        }
        assertEquals("", output.printed());
        assertEquals(List.of(), output.texts());
    }

    @Test
    void outputIsThereWhileTheScriptRunsAndAnInterruptEndsItWithItsChildren() throws Exception {
        Path pids = directory.resolve("pids");
        CompletableFuture<CellOutcome> running = CompletableFuture.supplyAsync(
                () -> run("%%bash\ntrap '' INT TERM\n(sleep 601 & echo $! > pids)\nsleep 602 &\necho $! >> pids\n"
                        + "echo started\nwait"));
        output.awaitPrinted("started\n");
        long start = System.nanoTime();
        interpreter.interrupt();
        Failed failed = (Failed) running.get(10, TimeUnit.SECONDS);
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertEquals("Interrupted", failed.name());
        assertEquals("The cell was interrupted.", failed.message(), "nothing was left behind");
        assertTrue(milliseconds < 1000, milliseconds + " ms");
        for (String pid : Files.readAllLines(pids)) {
            Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(pid));
            if (left.isPresent()) {
                left.get().onExit().get(5, TimeUnit.SECONDS);
            }
        }
        assertEquals("2", result("1 + 1"));
    }

    @Test
    void aProgramInTheBackgroundDoesNotHoldTheCellAndIsNoted() throws Exception {
        assumeTrue(ChildProcess.find(System.getenv("PATH"), "setsid").isPresent());
        done("%%bash\n(until [ -e go ]; do sleep 0.05; done; echo late) &\necho now");
        assertEquals(List.of("A program that it started goes on in the background."), output.texts());
        Files.createFile(directory.resolve("go"));
        output.awaitPrinted("now\nlate\n");
    }

    @Test
    void muchOutputComesWhole() {
        done("%%bash\nseq 1 20000");
        assertEquals(20000, output.printed().lines().count());
    }

    @Test
    void variablesOfTheEnvironmentReachScriptsAndPathsAndNotJava() {
        done("%env UPFT_TEST_WORD=\"two words\"");
        done("%%bash\necho \"[$UPFT_TEST_WORD]\"");
        assertEquals("[two words]\n", output.printed());
        assertEquals("two words", result("var word = %env UPFT_TEST_WORD\nword"));
        assertEquals("true", result("System.getenv(\"UPFT_TEST_WORD\") == null"));
        done("%env UPFT_TEST_NAME=note");
        done("%%file ${UPFT_TEST_NAME}.txt\nx");
        assertTrue(Files.exists(directory.resolve("note.txt")));
        done("%env PATH=/nowhere:$PATH\n%env --unset UPFT_TEST_WORD");
        assertEquals("true", result("session.environment().get(\"PATH\").get().startsWith(\"/nowhere:/\")"));
        assertTrue(failed("%env UPFT_TEST_WORD")
                .message()
                .startsWith("The environment variable UPFT_TEST_WORD is not set."));
        done("%env UPFT_TEST_SIGNS a$b --literal");
        assertEquals("a$b", result("session.environment().get(\"UPFT_TEST_SIGNS\").get()"));
    }

    @Test
    void secretsOfTheEnvironmentAreNotShown() {
        done("%env UPFT_TEST_TOKEN=hush-hush\n%env\n%env UPFT_TEST_TOKEN");
        assertFalse(
                output.texts().toString().contains("hush-hush"), output.texts().toString());
        assertTrue(
                output.texts().get(1).contains("UPFT_TEST_TOKEN=(not shown)"),
                output.texts().toString());
        assertEquals("hush-hush", result("var token = %env UPFT_TEST_TOKEN\ntoken"));
    }

    @Test
    void aFileIsWrittenAsTheLinesStand() throws IOException {
        done("%%file \"some where/a.txt\"\n\"C:\\new\" % \"\"\" \\u0041\n%eval 😀");
        Path file = directory.resolve("some where/a.txt");
        assertEquals("\"C:\\new\" % \"\"\" \\u0041\n%eval 😀\n", Files.readString(file));
        assertEquals(List.of("Wrote 2 lines (33 bytes) to " + file + "."), output.texts());
        done("%%file -a 'some where/a.txt'\nmore\n");
        assertEquals("\"C:\\new\" % \"\"\" \\u0041\n%eval 😀\nmore\n", Files.readString(file));
        assertTrue(
                output.texts().get(1).startsWith("Added 1 lines (5 bytes) to "),
                output.texts().toString());
        done("%%file 'some where/a.txt'");
        assertEquals("", Files.readString(file));
    }

    @Test
    void aFileLargerThanAnyJavaLiteralIsWritten() throws IOException {
        String line = "0123456789".repeat(20) + "\n";
        done("%%file large.txt\n" + line.repeat(1000));
        assertEquals(line.repeat(1000), Files.readString(directory.resolve("large.txt")));
    }

    @Test
    void aTimedCellIsJavaWithItsLinesItsMagicsAndItsValue() {
        assertEquals("3", result("%%time\nint timed = 3;\n%env UPFT_TEST_WORD=x\ntimed"));
        assertTrue(
                output.texts()
                        .get(output.texts().size() - 1)
                        .matches(
                                "Wall time [\\d.]+ m?s, [\\d.]+ m?s of it to compile the cell; processor time [\\d.]+ m?s\\."),
                output.texts().toString());
        Failed failed = failed("%%time\nint a = 1;\nint b = \"text\";");
        assertEquals("line 3 | int b = \"text\";", plain(failed).get(1));
        assertEquals(
                "line 4 |     throw new RuntimeException(\"x\");",
                plain(failed("%%time\n\n{\n    throw new RuntimeException(\"x\");\n}"))
                        .get(1));
    }

    @Test
    void wallTimeIsThatOfTheCode() {
        done("%time Thread.sleep(150);");
        Matcher said = Pattern.compile("Wall time ([\\d.]+) ms; processor time .*")
                .matcher(output.texts().get(0));
        assertTrue(said.matches(), output.texts().toString());
        double milliseconds = Double.parseDouble(said.group(1));
        assertTrue(milliseconds >= 150 && milliseconds < 1000, milliseconds + "");
    }

    @Test
    void aTimedStatementDeclaresAssignsAndHasItsValue() {
        assertEquals("[1, 2]", result("%time List<Integer> xs = List.of(1, 2); // generic\nxs"));
        assertEquals("7", result("%time 3 + 4"));
        done("int sum = 0;\nfor (int i = 0; i < 3; i++) {\n    %time sum += i;\n    %time int twice = 2 * i\n"
                + "    sum += twice;\n    %time if (i == 2) { break; }\n}");
        assertEquals("9", result("sum"));
        assertEquals("true", result("var home = %time %env HOME\nhome.equals(System.getenv(\"HOME\"))"));
        done("%time %env");
        assertTrue(output.texts().stream().allMatch(text -> text.contains("=") || text.startsWith("Wall time")));
    }

    @Test
    void errorsInATimedStatementAreAtTheirPlace() {
        Failed failed = failed("int ok = 1;\n%time int bad = ok.length();");
        assertEquals("line 2 | %time int bad = ok.length();", plain(failed).get(1));
        assertEquals(3, plain(failed).size(), "no word of a remainder");
        assertEquals("line 2 | %time int bad = ".length(), plain(failed).get(2).indexOf('^'));
    }

    @Test
    void completionAndInspectionWorkInTimedCode() {
        String line = "var text = \"a\";\n%time text.isBla";
        Completions found = interpreter.complete(line, line.length());
        assertEquals("isBla", line.substring(found.start(), found.end()));
        assertEquals(List.of("isBlank()"), found.candidates());
        String cell = "%%time\nvar text = \"a\";\ntext.isBla";
        assertEquals(
                List.of("isBlank()"), interpreter.complete(cell, cell.length()).candidates());
        assertTrue(interpreter
                .inspect("%time \"a\".isBlank()", 13)
                .orElseThrow()
                .data()
                .get("text/plain")
                .contains("isBlank"));
        assertTrue(interpreter
                .inspect("%time \"a\".isBlank()", 3)
                .orElseThrow()
                .data()
                .get("text/plain")
                .startsWith("Usage: %time"));
    }

    @Test
    void placesAreRightBehindCharactersBeyondTheBasicPlaneAndOtherLineEnds() {
        String line = "var smile = \"😀\";\r\n\t%time \"😀\".isBla";
        Completions found = interpreter.complete(line, line.length());
        assertEquals("isBla", line.substring(found.start(), found.end()));
        assertEquals(List.of("isBlank()"), found.candidates());
        Failed failed = failed("var smile = \"😀\"; /* 😀 */\r\n\t%time int bad = smile;\r\n");
        assertEquals("line 2 | \t%time int bad = smile;", plain(failed).get(1));
        assertEquals(
                "line 2 | \t%time int bad = ".length(), plain(failed).get(2).indexOf('^'));
    }

    @Test
    void nothingIsOfferedInTextThatIsNotJava() {
        String cell = "%%bash\nSystem.o";
        assertEquals(List.of(), interpreter.complete(cell, cell.length()).candidates());
        assertTrue(interpreter.inspect(cell, cell.length()).isEmpty());
        assertEquals(
                List.of("--no-raise-error"),
                interpreter.complete("%%bash --n", 10).candidates());
    }

    @Test
    void textIsCompleteWhenAnEmptyLineEndsIt() {
        assertEquals(Completeness.INCOMPLETE, interpreter.completeness("%%bash"));
        assertEquals(Completeness.INCOMPLETE, interpreter.completeness("%%bash\nfor x in 1; do"));
        assertEquals(Completeness.COMPLETE, interpreter.completeness("%%bash\nfor x in 1; do\n"));
        assertEquals(Completeness.INCOMPLETE, interpreter.completeness("%%time"));
        assertEquals(Completeness.INCOMPLETE, interpreter.completeness("%%time\nfor (;;) {"));
        assertEquals(Completeness.COMPLETE, interpreter.completeness("%%time\nint n = 1;"));
        assertEquals(Completeness.COMPLETE, interpreter.completeness("%time f(x)\nint b = 2;"));
    }

    @Test
    void variablesAreListedWithTypeSizeAndTheBeginningOfTheirValue() {
        done(
                "var numbers_ = new int[] {1, 2, 3};\nString html_ = \"<b>\\n\" + \"x\".repeat(100);\n"
                        + "Map<String, Integer> map_ = Map.of(\"a\", 1);\nint n_ = 5; Object nothing_ = null;\n"
                        + "class Bad_ { public String toString() { throw new IllegalStateException(\"no\"); } }\nvar bad_ = new Bad_();");
        assertEquals(
                "numbers_ int[] 3 [1, 2, 3]; map_ Map<String, Integer> 1 {a=1}; n_ int  5; nothing_ Object  null; ",
                result(
                        "var all_ = %whos\nvar shown_ = \"\";\nfor (var name : List.of(\"numbers_\", \"map_\", \"n_\", \"nothing_\")) {\n"
                                + "    var row = all_.where(all_.stringColumn(\"variable\").isEqualTo(name));\n"
                                + "    shown_ += name + \" \" + row.getString(0, \"type\") + \" \" + row.getString(0, \"size\") + \" \" + row.getString(0, \"value\") + \"; \";\n}\nshown_"));
        done("%whos");
        String html = output.last().data().get("text/html");
        assertTrue(html.contains("&lt;b&gt;⏎xxx") && !html.contains("<b>⏎"), html);
        assertTrue(html.contains("more characters"), html);
        assertTrue(html.contains("its toString() threw java.lang.IllegalStateException: no"), html);
        assertFalse(html.contains("__magics") || html.contains(">session<"), html);
        assertEquals("true", result("var names_ = %who\nnames_.contains(\"n_\") && !names_.contains(\"session\")"));
    }

    @Test
    void allMagicsAreListedWithTheirKind() {
        String list = result("var list_ = %lsmagic\nlist_");
        assertTrue(list.contains("\n%time ") && list.contains("\n%%time ") && list.contains("\n%%bash "), list);
        assertFalse(list.contains("\n%bash"), list);
    }

    @Test
    void aFileOfSourceRunsAsIfItStoodThere() throws IOException {
        Files.writeString(
                directory.resolve("Helper.java"),
                "// a helper\npackage example.of.mine;\n\nimport java.util.zip.CRC32;\n\npublic class Helper {\n"
                        + "    static int twice(int n) {\n        return 2 * n;\n    }\n}\n");
        Files.writeString(directory.resolve("value.jsh"), "int six = three + 3;\n%env UPFT_TEST_LOADED=yes\nsix");
        assertEquals("6", result("int three = 3;\n%load Helper.java\n%load value.jsh"));
        assertEquals(
                "12 yes", result("Helper.twice(six) + \" \" + session.environment().get(\"UPFT_TEST_LOADED\").get()"));
        assertEquals("8", result("%load Helper.java // again\nHelper.twice(4)"));
        assertEquals("9", result("%%time\n%load value.jsh\nsix + 3"));
    }

    @Test
    void errorsInAFileOfSourceNameItAndItsLine() throws IOException {
        Files.writeString(directory.resolve("Broken.java"), "package a;\n\nint fine = 1;\nint bad = \"text\";\n");
        Failed compiling = failed("int before = 1;\n%load Broken.java");
        assertEquals(
                "Broken.java, line 4 | int bad = \"text\";", plain(compiling).get(1));
        assertEquals(
                "Broken.java, line 4 | int bad = ".length(),
                plain(compiling).get(2).indexOf('^'));
        Files.writeString(
                directory.resolve("throws.jshell"),
                "void fail() {\n    throw new IllegalStateException(\"x\");\n}\nfail();\n");
        Failed thrown = failed("\n%load throws.jshell");
        assertEquals(
                "throws.jshell, line 2 |     throw new IllegalStateException(\"x\");",
                plain(thrown).get(1));
        assertTrue(
                plain(thrown).get(2).endsWith("(throws.jshell:2)"),
                plain(thrown).toString());
        assertTrue(
                plain(thrown).get(3).endsWith("(throws.jshell:4)"),
                plain(thrown).toString());
        Files.writeString(directory.resolve("magic.jsh"), "int n = 1;\n%trian upft\n");
        assertEquals(
                List.of(
                        "Unknown magic %trian. Did you mean %train? %lsmagic lists all.",
                        "magic.jsh, line 2 | %trian upft"),
                plain(failed("%load magic.jsh")));
    }

    @Test
    void aFileOfSourceIsRefusedWhereItCannotStand() throws IOException {
        Files.writeString(directory.resolve("self.jsh"), "%load self.jsh");
        Files.writeString(directory.resolve("shell.jsh"), "%%bash\necho");
        assertTrue(failed("%load self.jsh").message().contains("stands for itself"));
        assertTrue(failed("%load shell.jsh").message().contains("begins with %%bash"));
        assertTrue(failed("%load no-such-file.java").message().startsWith("Cannot read "));
        assertTrue(failed("var x = %load self.jsh").message().contains("in its place"));
        assertTrue(failed("{\n%load self.jsh\n}").message().contains("in its place"));
        assertTrue(failed("%time %load self.jsh").message().contains("in its place"));
        assertTrue(failed("%load self.jsh --run").message().startsWith("There is no run self.jsh"));
        assertTrue(failed("%load no-such-run").message().startsWith("There is no run no-such-run"));
        assertEquals("", output.printed());
        Failed broken = failed("System.out.println(\"ran\");\n%load self.jsh\nint x = ;");
        assertEquals("CompilationError", broken.name());
        assertEquals("", output.printed());
    }

    @Test
    void theHistoryIsShownSearchedAndSaved() throws IOException {
        History history = History.ofThisSession();
        try (NotebookInterpreter own = new NotebookInterpreter(
                StandardMagics.registry(), new Session(directory, directory), Renderer.standard()::render, history)) {
            numbered(own, 1, "int h1 = 1;\n// <b>");
            numbered(own, 2, "h1 + 1");
            numbered(own, 3, "%history");
            assertEquals(
                    "[1] int h1 = 1;\n    // <b>\n[2] h1 + 1\n[3] %history",
                    output.last().data().get("text/plain"));
            assertTrue(output.last().data().get("text/html").contains("// &lt;b&gt;"));
            numbered(own, 4, "%history 2 --results");
            assertEquals("[2] h1 + 1\n    → 2", output.last().data().get("text/plain"));
            numbered(own, 5, "%history --search int*1");
            assertTrue(output.last().data().get("text/plain").startsWith("[1/1] int h1 = 1;"), output.last() + "");
            numbered(own, 6, "%history --last 2");
            assertEquals(
                    "[1/5] %history --search int*1\n[1/6] %history --last 2",
                    output.last().data().get("text/plain"));
            numbered(own, 7, "%history 1-2 --save kept.jsh");
            assertEquals("int h1 = 1;\n// <b>\n\nh1 + 1\n", Files.readString(directory.resolve("kept.jsh")));
            assertTrue(numbered(own, 8, "%history x") instanceof Failed);
            CellOutcome bad = numbered(own, 9, "%history 1 --search x");
            assertTrue(((Failed) bad).message().contains("--search looks through all sessions"), bad.toString());
            Done rows = (Done) numbered(own, 10, "var rows = %history 1-2\nrows.column(\"source\").size()");
            assertEquals("2", rows.result().orElseThrow().data().get("text/plain"));
        }
    }

    private CellOutcome numbered(NotebookInterpreter on, int number, String code) {
        return on.execute(
                new CellRequest(code, OptionalInt.of(number), output, CellInput.nobody("no."), new CancelToken()));
    }

    private CellOutcome run(String code) {
        return interpreter.execute(code, output);
    }

    private void done(String code) {
        CellOutcome outcome = run(code);
        assertTrue(outcome instanceof Done, () -> code + "\n" + String.join("\n", ((Failed) outcome).traceback()));
    }

    private String result(String code) {
        CellOutcome outcome = run(code);
        if (outcome instanceof Failed failed) {
            throw new AssertionError(code + "\n" + String.join("\n", failed.traceback()));
        }
        return ((Done) outcome).result().orElseThrow().data().get("text/plain");
    }

    private Failed failed(String code) {
        return (Failed) run(code);
    }

    private static List<String> plain(Failed failed) {
        return failed.traceback().stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();
    }
}
