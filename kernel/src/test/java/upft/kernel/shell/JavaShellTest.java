package upft.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import upft.io.UserException;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.Interpreter.Completeness;
import upft.kernel.cell.Interpreter.Completions;
import upft.kernel.shell.ShellResult.Diagnostic;

/** Values, errors, output and redefinitions, seen from outside. The tests share a shell: names are their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class JavaShellTest {
    private final StringBuilder host = new StringBuilder("host");
    private JavaShell shell;
    private RecordedOutput output = new RecordedOutput();

    @BeforeAll
    void open() {
        shell = new JavaShell(new ShellSettings(
                List.of("java.util.*", "static java.lang.Math.max"),
                Map.of("bound", new ShellSettings.Binding("StringBuilder", () -> host))));
    }

    @AfterAll
    void close() {
        shell.close();
    }

    @Test
    void valueOfTheLastExpressionIsTheObjectItself() {
        run("List<String> kept = new ArrayList<>();");
        assertSame(value("kept"), value("kept.add(\"x\"); kept"));
        assertEquals(List.of("x"), value("kept"));
        assertEquals(2, value("1 + 1;"));
    }

    @Test
    void declarationsAssignmentsAndStatementsHaveNoValue() {
        assertEquals(Optional.empty(), done("int declared = 3;"));
        assertEquals(Optional.empty(), done("declared = 4"));
        assertEquals(Optional.empty(), done("for (int i = 0; i < 3; i++) {}"));
        assertEquals(Optional.empty(), done("String nothing = null; nothing"));
        assertEquals(Optional.empty(), done("1 + 1; // and then\nint unused = 0;"));
        assertEquals(Optional.empty(), done("// only a comment\n"));
        assertEquals(Optional.empty(), done(""));
    }

    /** JShell is asked for the value of most expressions in another way than it is used to; none may show it. */
    @Test
    void anExpressionHasTheValueThatJavaGivesIt() {
        run("int count = 3; boolean yes = true; Object boxed = 3; <T> T same(T t) { return t; }");
        Map<String, Object> values = Map.ofEntries(
                Map.entry("count", 3),
                Map.entry("'a'", 'a'),
                Map.entry("(byte) count", (byte) 3),
                Map.entry("count / 2f", 1.5f),
                Map.entry("'a' + 1L", 98L),
                Map.entry("count >= 3 && count != 4 == yes", true),
                Map.entry("count >>> 1", 1),
                Map.entry("yes ? same(1) : 2.0", 1.0),
                Map.entry("yes ? 1 : \"one\"", 1),
                Map.entry("switch (count) { case 3 -> 1; default -> 2.0; }", 1.0),
                Map.entry("boxed instanceof Integer n && n > 2", true),
                Map.entry("new int[] {1, 2, 3}[1]", 2),
                Map.entry("List.of(1, 2).stream().map(n -> n + 1).toList()", List.of(2, 3)),
                Map.entry("count // of what?", 3),
                Map.entry("// what\ncount /* = */", 3),
                Map.entry("\"=; \" + count", "=; 3"),
                Map.entry("(count)", 3),
                Map.entry("new StringBuilder(\"x\").append(1).toString()", "x1"));
        values.forEach((code, value) -> assertEquals(value, value(code), code));
    }

    @Test
    void whatIsNoExpressionOrHasNoValueRunsOnce() {
        run("List<Integer> calls = new ArrayList<>(); void call(int n) { calls.add(n); } int x = 0;");
        assertEquals(Optional.empty(), done("call(1)"));
        assertEquals(List.of(1), value("calls"));
        assertEquals(2, value("x += 2"));
        assertEquals(2, value("x++"));
        assertEquals(Optional.empty(), done("int y, z"));
        assertEquals(Optional.empty(), done("x \\u003d 7"));
        assertEquals(7, value("x"));
        assertEquals(1, notCompiled("absentNumber + 1").get(0).column());
        notCompiled("x, y");
        assertEquals(Optional.empty(), shell.typeOf("value$"));
    }

    @Test
    void aValueThatTheHostNoLongerHasIsFreed() throws InterruptedException {
        for (String code : List.of("new Object()", "new Object();")) {
            ReferenceQueue<Object> freed = new ReferenceQueue<>();
            WeakReference<Object> value = new WeakReference<>(value(code), freed);
            System.gc();
            assertSame(value, freed.remove(Duration.ofSeconds(20).toMillis()), code);
        }
    }

    @Test
    void importsAndBindingsOfTheHostAreThere() {
        assertEquals(7, value("max(3, 7)"));
        assertSame(host, value("bound"));
        assertEquals(Optional.of("StringBuilder"), shell.typeOf("bound"));
        assertEquals(Optional.empty(), shell.typeOf("unheardOf"));
    }

    @Test
    void typeOfTellsTheInferredType() {
        run("var inferred = Map.of(\"a\", List.of(1));");
        assertEquals(Optional.of("Map<String,List<Integer>>"), shell.typeOf("inferred"));
    }

    @Test
    void errorsOfTheCompilerPointIntoTheCell() {
        Diagnostic diagnostic =
                notCompiled("int fine = 1;\n\nint wrong =\n    \"text\";\n").get(0);
        assertEquals(4, diagnostic.line());
        assertEquals(5, diagnostic.column());
        assertEquals(6, diagnostic.length());
        assertTrue(diagnostic.message().contains("String cannot be converted to int"), diagnostic.message());
    }

    @Test
    void columnsCountCharactersAlsoBehindOnesBeyondTheBasicPlane() {
        Diagnostic diagnostic = notCompiled("String s = \"😀\"; int n = true;").get(0);
        assertEquals("String s = \"😀\"; int n = ".length() + 1, diagnostic.column());
    }

    @Test
    void cellThatDoesNotParseToItsEndIsNotBegun() {
        Diagnostic diagnostic =
                notCompiled("System.out.println(\"begun\");\nint y = 3 +;\n").get(0);
        assertEquals(2, diagnostic.line());
        assertEquals("", output.out());
        assertEquals(1, notCompiled("int open = (1 + ").size());
    }

    @Test
    void exceptionsNameTheLineOfTheCell() {
        ShellResult.Threw threw = threw("int a = 1;\n\n// why\nint b = a / 0;\n");
        assertInstanceOf(ArithmeticException.class, threw.thrown());
        assertEquals(4, threw.line());
        assertEquals("Cell.main(cell:4)", threw.thrown().getStackTrace()[0].toString());
        assertEquals(1, threw.thrown().getStackTrace().length);
    }

    @Test
    void stackTracesLeadThroughMethodsOfThisAndEarlierCells() {
        run("int half(int n) {\n  return 8 / n;\n}");
        ShellResult.Threw threw = threw("int zero = 0;\nint fourth(int n) {\n  return half(n);\n}\nfourth(zero)");
        List<String> frames = Arrays.stream(threw.thrown().getStackTrace())
                .map(StackTraceElement::toString)
                .toList();
        assertEquals(List.of("Cell.half(earlier cell:2)", "Cell.fourth(cell:3)", "Cell.main(cell:5)"), frames);
        assertEquals(3, threw.line());
    }

    @Test
    void framesOfLibrariesAboveTheCellStay() {
        ShellResult.Threw threw = threw("\nList.of(1).forEach(i -> { throw new IllegalStateException(\"x\"); });");
        List<StackTraceElement> frames = List.of(threw.thrown().getStackTrace());
        assertEquals("Cell.lambda(cell:2)", frames.get(0).toString());
        assertTrue(frames.get(1).getClassName().startsWith("java."), frames.toString());
        assertEquals("Cell.main(cell:2)", frames.get(frames.size() - 1).toString());
    }

    @Test
    void causesAreTrimmedToo() {
        ShellResult.Threw threw = threw("try {\n  Integer.parseInt(\"x\");\n} catch (Exception e) {\n"
                + "  throw new RuntimeException(\"wrapped\", e);\n}");
        StackTraceElement[] cause = threw.thrown().getCause().getStackTrace();
        assertEquals("Cell.main(cell:2)", cause[cause.length - 1].toString());
        assertEquals(4, threw.line());
    }

    @Test
    void whatFollowsAnExceptionIsNotRunAndWhatWentBeforeIsKept() {
        threw("int before = 5; if (before > 0) throw new Exception(); before = 6;");
        assertEquals(5, value("before"));
    }

    @Test
    void deepRecursionAndExhaustedMemoryAreReported() {
        run("int deep(int n) { return deep(n + 1) + 1; }");
        assertInstanceOf(StackOverflowError.class, threw("deep(0)").thrown());
        assertInstanceOf(
                OutOfMemoryError.class,
                threw("long[][] all = new long[1 << 20][1 << 28];").thrown());
        assertInstanceOf(
                ExceptionInInitializerError.class,
                threw("class Bad { static int x = 1 / 0; }\nint readBad = Bad.x;")
                        .thrown());
        assertEquals(3, value("1 + 2"));
    }

    @Test
    void endingTheProcessIsRefused() {
        for (String code : List.of(
                "System.exit(3);",
                "Runtime.getRuntime().exit(3);",
                "Runtime.getRuntime().halt(3);",
                "java.util.function.IntConsumer end = System::exit; end.accept(3);")) {
            ShellResult.Threw threw = threw(code);
            assertInstanceOf(UserException.class, threw.thrown());
            assertTrue(threw.thrown().getMessage().contains("System.exit(3)"), code);
        }
    }

    @Test
    void mutuallyDependentMethodsAndClassesWorkInOneCell() {
        assertEquals(
                true,
                value("boolean even(int n) { return n == 0 || odd(n - 1); }\n"
                        + "boolean odd(int n) { return n != 0 && even(n - 1); }\neven(10)"));
        assertEquals(
                7,
                value("class Left { Right other; int n = 7; }\nclass Right { Left back = new Left(); }\n"
                        + "new Right().back.n"));
        assertEquals("", output.err());
    }

    @Test
    void cellSaysWhatItsDeclarationsStillMiss() {
        run("int wanting() { return absent() + 1; }");
        assertEquals("wanting() cannot be used before method absent() is defined.\n", output.err());
        ShellResult.Threw threw = threw("\nwanting()");
        assertInstanceOf(UserException.class, threw.thrown());
        assertTrue(threw.thrown().getMessage().startsWith("wanting() uses method absent()"));
        assertEquals(2, threw.line());
        assertEquals(3, value("int absent() { return 2; }\nwanting()"));
    }

    @Test
    void variablesSurviveRedefinitionOfMethodsAndRepeatedImports() {
        run("int one() { return 1; }\nvar one = one();\nvar list = new ArrayList<>(List.of(one));");
        Object list = value("list");
        assertEquals(1, value("int one() { return 2; }\none"));
        assertEquals(1, value("String one(int other) { return \"\"; }\none"));
        run("import java.util.*;\nimport java.nio.file.*;\nimport java.util.ArrayList;");
        assertEquals(1, value("one"));
        assertSame(list, value("list"));
        assertEquals(2, value("one()"));
        assertEquals("", output.err());
    }

    @Test
    void cellSaysWhichVariablesAChangedClassCost() {
        run("class Point { int x = 1; }\nvar point = new Point();\nvar other = List.of(point.x);");
        run("class Point { int x = 1; int y = 2; }");
        assertEquals("Lost, because a class that they depend on has changed: point\n", output.err());
        assertEquals(List.of(1), value("other"));
        assertTrue(notCompiled("point").get(0).message().contains("symbol:   variable point"));
    }

    @Test
    void textBeyondTheBasicPlaneGoesThroughWhole() {
        assertEquals("😀 größer", value("String face = \"😀 größer\"; System.out.print(face); face"));
        assertEquals("😀 größer", output.out());
    }

    @Test
    void characterWrittenByteByByteArrivesWhole() {
        run("for (byte b : \"€😀\".getBytes(\"UTF-8\")) System.out.write(b);");
        assertEquals("€😀", output.out());
    }

    @Test
    void linesArriveInOrderFromBothStreams() {
        run("for (int i = 0; i < 3; i++) { System.out.println(i); System.err.println(-i); }");
        assertEquals("0\n1\n2\n", output.out());
        assertEquals("0\n-1\n-2\n", output.err());
    }

    @Test
    void threadThatOutlivesItsCellPrintsIntoThatCell() throws InterruptedException {
        RecordedOutput first = output;
        run("var go = new java.util.concurrent.CountDownLatch(1);\n"
                + "new Thread(() -> { try { go.await(); } catch (InterruptedException e) {} System.out.print(\"late\"); })"
                + ".start();");
        output = new RecordedOutput();
        run("System.out.print(\"now\"); go.countDown();");
        first.awaitOut("late");
        assertEquals("now", output.out());
    }

    @Test
    void temporaryVariablesLeaveNoTrace() {
        for (int i = 0; i < 3; i++) {
            assertEquals(i + 1, value(i + " + 1"));
        }
        assertEquals(Optional.empty(), shell.typeOf("$1"));
        assertTrue(shell.complete("$", 1).candidates().isEmpty());
    }

    @Test
    void completenessTellsCompleteIncompleteAndInvalid() {
        assertEquals(Completeness.COMPLETE, shell.completeness("int x = 1;\nx + 1"));
        assertEquals(Completeness.COMPLETE, shell.completeness(""));
        assertEquals(Completeness.INCOMPLETE, shell.completeness("for (int i = 0; i < 3; i++) {"));
        assertEquals(Completeness.INCOMPLETE, shell.completeness("int x = 1; /* open"));
        assertEquals(Completeness.INVALID, shell.completeness("int x = 1;\n) + 1"));
    }

    @Test
    void completionKnowsVariablesOfEarlierCellsAndOfThisOne() {
        run("var word = \"text\";");
        String code = "int a = 1;\nword.isB";
        var completions = shell.complete(code, code.length());
        assertEquals(List.of("isBlank()"), completions.candidates());
        assertEquals("isB", code.substring(completions.start(), completions.end()));

        String here = "// 😀\nvar fresh = \"😀\";\nif (true) fresh.isE";
        completions = shell.complete(here, here.length());
        assertEquals(List.of("isEmpty()"), completions.candidates());
        assertEquals("isE", here.substring(completions.start(), completions.end()));
    }

    @Test
    void viewOfTheValueBelongsToTheCell() {
        run("class Loud { public String toString() { System.out.print(\"said\"); return \"loud\"; } }");
        assertEquals(
                new ShellResult.Done(Optional.of("loud")),
                shell.run(CellRequest.of("new Loud()", output), Object::toString));
        assertEquals("said", output.out());
        run("class Broken { public String toString() { throw new IllegalStateException(); } }");
        ShellResult broken = shell.run(CellRequest.of("new Broken()", output), Object::toString);
        assertInstanceOf(
                IllegalStateException.class,
                assertInstanceOf(ShellResult.Threw.class, broken).thrown());
    }

    @Test
    void generatedNamesAreLeftOutOfReadableText() {
        run("class Gone { void hello() {} }\nGone gone = null;");
        String message = threw("gone.hello()").thrown().getMessage();
        assertEquals("Cannot invoke \"Gone.hello()\" because \"gone\" is null", JavaShell.readable(message));
    }

    /** JShell lists packages on a thread of its own, which waits for the first cell. */
    @Test
    void packagesAreCompletedOnceTheyAreListed() {
        Completions found;
        do {
            found = shell.complete("import java.util.conc", 21);
        } while (!found.candidates().contains("concurrent."));
        assertEquals(17, found.start());
    }

    @Test
    void inspectionShowsTheSignature() {
        run("/** Doubles. */ int twice(int n) { return 2 * n; }");
        assertTrue(shell.inspect("int q = twice(3);", 10).orElseThrow().contains("int twice(int n)"));
        for (String code : List.of("\"a\".isBlank()", "\"a\".isBlank() ;", "\"a\".isBlank")) {
            assertTrue(shell.inspect(code, code.length()).orElseThrow().contains("isBlank()"), code);
        }
        assertEquals(Optional.empty(), shell.inspect("   ", 1));
    }

    private ShellResult run(String code) {
        return shell.run(code, output);
    }

    private Optional<Object> done(String code) {
        ShellResult result = run(code);
        return assertInstanceOf(ShellResult.Done.class, result, () -> code + " gave " + result)
                .value();
    }

    private Object value(String code) {
        return done(code).orElseThrow();
    }

    private ShellResult.Threw threw(String code) {
        ShellResult result = run(code);
        return assertInstanceOf(ShellResult.Threw.class, result, () -> code + " gave " + result);
    }

    private List<Diagnostic> notCompiled(String code) {
        ShellResult result = run(code);
        return assertInstanceOf(ShellResult.DoesNotCompile.class, result, () -> code + " gave " + result)
                .diagnostics();
    }

    @org.junit.jupiter.api.BeforeEach
    void freshOutput() {
        output = new RecordedOutput();
    }
}
