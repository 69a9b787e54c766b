package upft.kernel.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static upft.kernel.cell.ScriptedInterpreter.failure;
import static upft.kernel.cell.ScriptedInterpreter.nothing;
import static upft.kernel.cell.ScriptedInterpreter.value;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import upft.io.UserException;
import upft.kernel.cell.CellInput.Echo;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.MimeBundle;
import upft.kernel.cell.ScriptedInterpreter;

class ConsoleSessionTest {
    private final ScriptedInterpreter interpreter = new ScriptedInterpreter();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void pipedCellsAreRunOneByOneAndALineThatGoesOnIsPutTogether() throws IOException {
        interpreter.on("1", out -> value(MimeBundle.text("one")));

        assertTrue(pipe("1\n\nvoid f() {\n}\n2"));

        assertEquals(List.of("1", "void f() {\n}", "2"), interpreter.executed());
        assertEquals("one\n", screen());
    }

    @Test
    void thePipeEndsAtTheFirstFailure() throws IOException {
        interpreter.on("bad", out -> failure("Oops", "broken"));

        assertFalse(pipe("bad\nnever\n"));

        assertEquals(List.of("bad"), interpreter.executed());
        assertEquals("Oops: broken\n", screen());
    }

    @Test
    void whatIsCutOffAtTheEndOfThePipeIsRunSoThatItsErrorIsSeen() throws IOException {
        interpreter.on("void f() {", out -> failure("CompilationError", "reached end of file"));

        assertFalse(pipe("void f() {\n"));
    }

    @Test
    void aPictureThatCannotBeSavedFailsItsCellWithOneMessage() throws IOException {
        Path inTheWay = Files.writeString(directory.resolve("file"), "");
        directory = inTheWay.resolve("pictures");
        interpreter.on("chart", out -> value(new MimeBundle(Map.of("image/svg+xml", "<svg/>", "text/plain", "Loss"))));

        assertFalse(pipe("chart\n"));

        assertEquals(
                "Cannot write " + directory.resolve("chart-1.svg") + ": Not a directory. Choose another place.\n",
                screen());
    }

    @Test
    void picturesAreSavedAndNamedAndEarlierOnesStay() throws IOException {
        Files.writeString(directory.resolve("chart-1.svg"), "earlier");
        interpreter.on("chart", out -> value(new MimeBundle(Map.of("image/svg+xml", "<svg/>", "text/plain", "Loss"))));
        interpreter.on("shown", out -> {
            out.display("a", new MimeBundle(Map.of("image/png", "QUJD", "text/plain", "")));
            return nothing();
        });

        pipe("chart\nshown\n");

        assertEquals("earlier", Files.readString(directory.resolve("chart-1.svg")));
        assertEquals("<svg/>", Files.readString(directory.resolve("chart-2.svg")));
        assertEquals("ABC", Files.readString(directory.resolve("chart-1.png")));
        assertEquals(
                "Loss\nPicture: " + directory.resolve("chart-2.svg") + "\nPicture: " + directory.resolve("chart-1.png")
                        + "\n",
                screen());
    }

    @Test
    void typedCellsAreRunFailuresDoNotEndTheSessionAndTheHistoryIsKept() throws IOException {
        interpreter.on("bad", out -> failure("Oops", "broken"));
        Path history = directory.resolve("data/history");

        type("bad\rvoid f() {\r}\r\rint x = 1;\r/exit\rnever\r", history);

        assertEquals(List.of("bad", "void f() {\n}", "int x = 1;"), interpreter.executed());
        assertTrue(screen().contains("Oops: broken"), screen());
        assertTrue(Files.readString(history).contains("int x = 1;"));
    }

    @Test
    void aCellAsksAtTheTerminalAndWhatItHasBegunToPrintIsPartOfThePrompt() throws IOException {
        interpreter.onRequest("ask", request -> {
            request.output().stdout("printed\nName: ");
            return value(MimeBundle.text("<" + answer(request, "", Echo.SHOWN) + ">"));
        });
        interpreter.onRequest(
                "secret",
                request -> value(MimeBundle.text(
                        "[" + answer(request, "Token: ", Echo.HIDDEN).length() + "]")));
        Path history = directory.resolve("history");

        type("ask\rAda \"L\\\rsecret\rhush!\rend\r", history);

        assertTrue(screen().contains("<Ada \"L\\>"), screen());
        assertTrue(screen().contains("Name: Ada"), screen());
        assertTrue(screen().contains("Token: ") && screen().contains("[5]"), screen());
        assertFalse(screen().contains("hush"), screen());
        assertEquals(List.of("ask", "secret", "end"), interpreter.executed());
        assertFalse(Files.readString(history).contains("hush"));
        assertFalse(Files.readString(history).contains("Ada"));
    }

    @Test
    @Timeout(30)
    void ctrlCWhileACellAsksInterruptsTheCell() throws IOException {
        interpreter.onRequest("ask", request -> {
            assertEquals("interrupted", answer(request, "Name: ", Echo.SHOWN));
            return failure("Interrupted", "interrupted");
        });

        try (PipedOutputStream keyboard = new PipedOutputStream();
                Terminal terminal = terminal(new PipedInputStream(keyboard))) {
            keyboard.write("ask\r".getBytes(StandardCharsets.UTF_8));
            CompletableFuture<Void> ctrlC = CompletableFuture.runAsync(() -> {
                while (!screen().contains("Name: ")) {
                    Thread.onSpinWait();
                }
                terminal.raise(Terminal.Signal.INT);
            });
            CompletableFuture.runAsync(() -> {
                while (!screen().contains("Interrupted")) {
                    Thread.onSpinWait();
                }
                typeInto(keyboard, "/exit\r");
            });
            session(terminal).interact("0", directory.resolve("history"));
            ctrlC.join();
        }

        assertTrue(interpreter.isInterrupted());
        assertTrue(screen().contains("Interrupted"), screen());
    }

    @Test
    void cellsFromAPipeCanAskNobodyAndAreToldSo() throws IOException {
        interpreter.onRequest("ask", request -> {
            UserException e =
                    assertThrows(UserException.class, () -> request.input().ask("Name: ", Echo.SHOWN));
            return failure("UserError", e.getMessage());
        });

        assertFalse(pipe("ask\nnot an answer\n"));

        assertTrue(screen().contains("This cell asks for input (Name:), and nobody can be asked"), screen());
    }

    private static String answer(CellRequest request, String prompt, Echo echo) {
        try {
            return request.input().ask(prompt, echo).orElse("ended");
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    @Test
    void theTabulatorCompletesTheNameAtTheCursor() throws IOException {
        type("1 + accu\t;\r", directory.resolve("history"));

        assertEquals(List.of("1 + accuracy;"), interpreter.executed());
    }

    @Test
    void anExclamationMarkIsJavas() throws IOException {
        type("!true\r", directory.resolve("history"));

        assertEquals(List.of("!true"), interpreter.executed());
    }

    @Test
    void anInterruptReachesTheRunningCell() throws Exception {
        try (Terminal terminal = terminal("")) {
            interpreter.on("long", out -> {
                terminal.raise(Terminal.Signal.INT);
                return nothing();
            });
            Interrupts.handledBy(
                    interpreter::interrupt, terminal, () -> session(terminal).runAll(new StringReader("long\n")));
        }

        assertTrue(interpreter.isInterrupted());
    }

    private boolean pipe(String input) throws IOException {
        try (Terminal terminal = terminal("")) {
            return session(terminal).runAll(new StringReader(input));
        }
    }

    private static void typeInto(PipedOutputStream keyboard, String keys) {
        try {
            keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void type(String keys, Path history) throws IOException {
        try (Terminal terminal = terminal(keys)) {
            session(terminal).interact("0", history);
        }
    }

    private ConsoleSession session(Terminal terminal) {
        return new ConsoleSession(interpreter, terminal, TerminalStyle.LOG, directory);
    }

    /** A terminal that types {@code keys} and then ends its input. */
    private Terminal terminal(String keys) throws IOException {
        return terminal(new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)));
    }

    private Terminal terminal(InputStream keyboard) throws IOException {
        Terminal terminal = new DumbTerminal("test", "ansi", keyboard, screen, StandardCharsets.UTF_8);
        terminal.setSize(new Size(80, 24));
        return terminal;
    }

    private String screen() {
        return screen.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
