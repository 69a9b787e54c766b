package upft.kernel.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import upft.kernel.cell.CellInput;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellOutcome.Done;
import upft.kernel.cell.CellOutcome.Failed;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.Interpreter.Completeness;
import upft.kernel.cell.Interpreter.Completions;
import upft.kernel.cell.MimeBundle;
import upft.kernel.history.History;
import upft.kernel.magic.EchoMagic;
import upft.kernel.magic.MagicCommand;
import upft.kernel.magic.MagicRegistry;
import upft.kernel.magic.RecordedOutput;
import upft.kernel.magic.commands.StandardMagics;
import upft.kernel.magic.session.Session;
import upft.task.CancelToken;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotebookInterpreterTest {
    private RecordedOutput output;
    private final NotebookInterpreter interpreter = new NotebookInterpreter(
            withEcho(), new Session(Path.of(""), Path.of("")), value -> MimeBundle.text(String.valueOf(value)));

    @BeforeEach
    void freshOutput() {
        output = new RecordedOutput();
    }

    @AfterAll
    void close() {
        interpreter.close();
    }

    @Test
    void valueOfTheLastExpressionIsRendered() {
        assertEquals("[1, 2]", result("var list = new ArrayList<>(List.of(1));\nlist.add(2);\nlist"));
    }

    @Test
    void librariesAreThereWithoutAnImportLine() {
        assertEquals(
                "true",
                result("Stream.of(Path.of(\"a\")).map(Path::toString).collect(Collectors.joining()).equals(\"a\")"
                        + " && BigInteger.ONE.signum() == 1 && Duration.ZERO.isZero()"
                        + " && Upft.prefix(8).name().equals(\"upft\") && Table.create(\"t\").name().equals(\"t\")"));
    }

    @Test
    void magicBindsItsResultWithItsType() {
        assertEquals("5", result("var word = %echo hello // as a String\nword.length()"));
        assertEquals("HELLOHELLO", result("String loud = %echo hello --times 2 --mood loud;\nloud"));
        assertEquals(
                List.of("Said hello\n    echo(\"hello\");", "Said HELLOHELLO\n    echo(\"HELLOHELLO\");"),
                output.texts());
    }

    @Test
    void resultTypeOfEveryMagicIsImported() {
        MagicRegistry standard = StandardMagics.registry();
        for (String name : standard.lines().names()) {
            Class<?> type = standard.lines().resultType(name, "");
            assertEquals(type.getName(), result(type.getSimpleName() + ".class.getName()"), name);
        }
    }

    @Test
    void variableMayBearTheNameOfThePackage() {
        run("var first = session.settings();\nvar upft = %prefix 12");
        assertEquals("true", result("var second = upft;\nsecond.equals(upft) && first != null"));
    }

    @Test
    void statementMagicShowsWhatItDidAndItsValue() {
        assertEquals(new Done(Optional.empty()), run("%echo a"));
        assertEquals(List.of("Said a\n    echo(\"a\");", "a"), output.texts());
    }

    @Test
    void magicsWorkInLoopsAndMethods() {
        run("void twice() {\n  for (int i = 0; i < 2; i++) {\n    %echo x\n  }\n}\ntwice();");
        assertEquals(4, output.texts().size());
    }

    @Test
    void remainderOperatorStaysJava() {
        assertEquals("1", result("int n = 7, m = 3;\nint r = n\n  % m;\nr"));
    }

    @Test
    void compileErrorNamesTheCellsLineAndMarksThePlace() {
        Failed failed = failed("int a = 1;\nvar s = %echo hi\nint b = s;");
        assertEquals("CompilationError", failed.name());
        assertEquals("incompatible types: java.lang.String cannot be converted to int", failed.message());
        assertEquals(
                List.of(
                        "incompatible types: java.lang.String cannot be converted to int",
                        "line 3 | int b = s;",
                        "                 ^"),
                plain(failed));
    }

    @Test
    void anUnknownNameIsToldWithoutTheClassesThatTheShellPutsRoundCells() {
        assertEquals(
                List.of(
                        "cannot find symbol",
                        "  symbol:   variable nowhere",
                        "line 1 | int n = nowhere;",
                        "                 ^^^^^^^"),
                plain(failed("int n = nowhere;")));
        assertEquals(
                "  location: class java.lang.String",
                plain(failed("\"\".nothing();")).get(2));
    }

    @Test
    void compileErrorInAMagicsLineIsMarkedAtTheMagic() {
        Failed failed = failed("int n = %echo hi");
        assertEquals("line 1 | int n = %echo hi", plain(failed).get(1));
        assertEquals("                 ^".length(), plain(failed).get(2).indexOf('^') + 1);
    }

    @Test
    void magicWhereJavaReadsARemainderGetsAHint() {
        Failed failed = failed("int x = 5\n%echo hi");
        assertTrue(String.join("\n", plain(failed)).contains("If %echo is meant as a magic"), failed.toString());
    }

    @Test
    void exceptionIsShownWithItsLineAndStack() {
        Failed failed = failed("int zero = 0;\n\nint x = 1 / zero;");
        assertEquals("java.lang.ArithmeticException", failed.name());
        assertEquals("/ by zero", failed.message());
        assertEquals("java.lang.ArithmeticException: / by zero", plain(failed).get(0));
        assertEquals("line 3 | int x = 1 / zero;", plain(failed).get(1));
    }

    @Test
    void userErrorIsShownAsItsMessageAlone() {
        Failed failed = failed("%echo x --fail");
        assertEquals("UserError", failed.name());
        assertEquals("The word x cannot be said.", failed.message());
        assertEquals(List.of("The word x cannot be said."), plain(failed));
    }

    @Test
    void userErrorInALongCellNamesItsLine() {
        assertEquals(
                List.of("The word x cannot be said.", "line 2 | %echo x --fail"),
                plain(failed("int a = 1;\n%echo x --fail\nint b = 2;")));
    }

    @Test
    void malformedMagicIsFoundBeforeAnythingRuns() {
        Failed failed = failed("System.out.println(\"ran\");\n%ehco x");
        assertEquals("Unknown magic %ehco. Did you mean %echo? %lsmagic lists all.", failed.message());
        assertEquals("line 2 | %ehco x", plain(failed).get(1));
        assertEquals("", output.printed());
    }

    @Test
    void helpIsShownAndNothingIsRun() {
        run("%echo x --fail --help");
        assertTrue(
                output.texts().get(0).startsWith("Usage: %echo"), output.texts().toString());
    }

    @Test
    void interruptEndsAMagicAndLeavesVariablesIntact() throws Exception {
        run("int kept = 42;");
        CompletableFuture<CellOutcome> running = CompletableFuture.supplyAsync(() -> run("%echo --work"));
        output.awaitDisplay();
        long start = System.nanoTime();
        interpreter.interrupt();
        Failed failed = (Failed) running.get(10, TimeUnit.SECONDS);
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(2));
        assertEquals("Interrupted", failed.name());
        assertTrue(output.texts().get(0).contains("stopped at"), output.texts().toString());
        assertEquals("42", result("kept"));
        assertEquals("a", result("String a = %echo a\na"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "%%",
                "%%time\nno_such_name",
                "%%tmie\nx",
                "%%time\n%%bash\necho",
                "int a;\n%%bash\necho",
                "%%bash --nothing\necho",
                "%%bash\nexit 3",
                "%%file",
                "%%file .\nx",
                "%time",
                "%time ;",
                "%time for (;;) {",
                "%time int a = 1; int b = 2;",
                "%env --unset",
                "%env =x",
                "%env NO_SUCH_VARIABLE_IS_SET",
                "% 5",
                "%trian upft",
                "%train",
                "%train upft --lr",
                "%train upft --lr x",
                "%prefix 0",
                "%prefix abc",
                "%prefix -1",
                "%prefix 1 2",
                "%sample",
                "%eval",
                "%eval nobody",
                "%chart",
                "%chart loss",
                "%results",
                "%results --save",
                "%model \"open",
                "%model $NO_SUCH_VARIABLE_IS_SET",
                "%train upft --name base",
                "var x = %nothing",
                "int x = %prefix 8",
                "throw new StackOverflowError();",
                "}",
                "\"",
                "\"\"\"",
                "\0",
                "new Object() { public String toString() { throw new IllegalStateException(\"no text\"); } }",
            })
    void kernelLivesOnAfterBadInput(String code) {
        Failed failed = failed(code);
        assertTrue(!failed.message().isBlank() && !failed.message().contains("\n"), failed.toString());
        assertEquals("2", result("1 + 1"));
    }

    @Test
    void sessionIsVisibleToCells() {
        assertEquals("16", result("%prefix 16\nsession.settings().prefix()"));
    }

    @Test
    void cellsAskByTheVariableInput() {
        CellInput user =
                (prompt, echo) -> prompt.isEmpty() ? Optional.empty() : Optional.of(echo + " answer to " + prompt);
        CellOutcome asked = ask("List.of(input.line(\"Name: \"), input.password(\"Token: \"))", user);
        assertEquals(
                "[SHOWN answer to Name: , HIDDEN answer to Token: ]",
                ((Done) asked).result().orElseThrow().data().get("text/plain"));
        Failed ended = (Failed) ask("input.line(\"\")", user);
        assertEquals("UserError", ended.name());
        assertTrue(ended.message().contains("ended"), ended.message());
        Failed nobody = failed("input.password(\"Token: \")");
        assertEquals("UserError", nobody.name());
        assertTrue(nobody.message().startsWith("This cell asks for input (Token:), and nobody"), nobody.message());
    }

    private CellOutcome ask(String code, CellInput input) {
        return interpreter.execute(new CellRequest(code, OptionalInt.empty(), output, input, new CancelToken()));
    }

    @Test
    void cellsShowValuesByTheVariableOutput() {
        assertEquals(
                new Done(Optional.empty()),
                run("var shown = output.updatable(List.of(1));\nshown.update(List.of(2));\noutput.display(\"x\");"));
        assertEquals(List.of("[2]", "x"), output.texts());
    }

    @Test
    void valuesOfEarlierCellsAreInOutByTheirNumbers() {
        numbered(1, "var kept = new ArrayList<>(List.of(1, 2)); kept");
        numbered(2, "int nothing = 0;");
        numbered(3, "throw new Exception();");
        assertEquals("true", numbered(4, "Out[1] == kept && Out[2] == null && Out[3] == null && Out.length == 4"));
        run("\"on the side\"");
        assertEquals("true 5", numbered(5, "Out[4] + \" \" + Out.length"));
        assertEquals("3", numbered(6, "((List<?>) Out[1]).size() + 1"));
    }

    @Test
    void outIsBoundedAndAResetEmptiesIt() {
        try (Session session = new Session(Path.of(""), Path.of(""));
                NotebookInterpreter own = new NotebookInterpreter(
                        StandardMagics.registry(), session, value -> MimeBundle.text(String.valueOf(value)))) {
            for (int number = 1; number <= 3; number++) {
                numbered(own, number, "" + number);
            }
            int later = CellValues.MOST + 2;
            numbered(own, later, "\"later\"");
            String count = "Arrays.stream(Out).filter(Objects::nonNull).count()";
            assertEquals(
                    "3 later 2", numbered(own, later + 1, "Out[3] + \" \" + Out[" + later + "] + \" \" + " + count));
            session.reset();
            assertEquals("0", numbered(own, later + 2, count));
        }
    }

    @Test
    void aVariableOfTheUsersOwnNamedOutIsLeftAlone() {
        try (NotebookInterpreter own = new NotebookInterpreter(
                StandardMagics.registry(),
                new Session(Path.of(""), Path.of("")),
                value -> MimeBundle.text(String.valueOf(value)))) {
            numbered(own, 1, "1");
            numbered(own, 2, "String[] Out = {\"mine\"};");
            numbered(own, 3, "3");
            assertEquals("mine", numbered(own, 4, "Out[0]"));
        }
    }

    @Test
    void numberedCellsAreInTheHistoryAlsoThoseThatFail() {
        History history = History.ofThisSession();
        try (NotebookInterpreter own = new NotebookInterpreter(
                StandardMagics.registry(),
                new Session(Path.of(""), Path.of("")),
                value -> MimeBundle.text(String.valueOf(value)),
                history)) {
            numbered(own, 1, "6 * 7");
            own.execute("unnumbered", output);
            numbered(own, 2, "%nosuch");
            numbered(own, 3, "syntax error");
        }
        assertEquals(
                List.of("6 * 7 = 42", "%nosuch = null", "syntax error = null"),
                history.tail(9).stream()
                        .map(entry -> entry.source() + " = " + entry.result().orElse(null))
                        .toList());
    }

    private String numbered(int number, String code) {
        return numbered(interpreter, number, code);
    }

    private String numbered(NotebookInterpreter on, int number, String code) {
        CellRequest request =
                new CellRequest(code, OptionalInt.of(number), output, CellInput.nobody("no."), new CancelToken());
        return on.execute(request) instanceof Done done
                ? done.result().map(bundle -> bundle.data().get("text/plain")).orElse("")
                : "failed";
    }

    @Test
    void completenessLooksThroughMagics() {
        assertEquals(Completeness.COMPLETE, interpreter.completeness("%train upft --lr 1e-4"));
        assertEquals(Completeness.COMPLETE, interpreter.completeness("var t = %sample"));
        assertEquals(Completeness.INCOMPLETE, interpreter.completeness("for (int i = 0; i < 3; i++) {\n  %echo x"));
        assertEquals(Completeness.COMPLETE, interpreter.completeness("for (int i = 0; i < 3; i++) {\n  %echo x\n}"));
    }

    @Test
    void completionFindsItsPlaceBehindMagics() {
        String code = "var s = %echo hello\nint i = \"\".lengt";
        Completions found = interpreter.complete(code, code.length());
        assertEquals("lengt", code.substring(found.start(), found.end()));
        assertTrue(found.candidates().stream().anyMatch(each -> each.startsWith("length")), found.toString());
        assertEquals(List.of("echo"), interpreter.complete("%ec", 3).candidates());
        assertTrue(interpreter.complete("__m", 3).candidates().isEmpty());
    }

    @Test
    void inspectionTellsOfMagicsAndOfJava() {
        assertTrue(interpreter
                .inspect("%echo x", 3)
                .orElseThrow()
                .data()
                .get("text/plain")
                .startsWith("Usage: %echo"));
        String code = "%echo x\n\"a\".length()";
        assertTrue(interpreter
                .inspect(code, code.length() - 2)
                .orElseThrow()
                .data()
                .get("text/plain")
                .contains("length"));
    }

    private CellOutcome run(String code) {
        return interpreter.execute(code, output);
    }

    private String result(String code) {
        CellOutcome outcome = run(code);
        if (outcome instanceof Failed failed) {
            throw new AssertionError(String.join("\n", failed.traceback()));
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

    private static MagicRegistry withEcho() {
        List<Supplier<? extends MagicCommand>> makers = new ArrayList<>(StandardMagics.makers());
        makers.add(EchoMagic::new);
        return new MagicRegistry(makers);
    }
}
