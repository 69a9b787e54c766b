package upft.kernel.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellOutcome.Done;
import upft.kernel.cell.CellOutcome.Failed;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.CommMessage;
import upft.kernel.cell.CommMessage.Kind;
import upft.kernel.cell.MimeBundle;
import upft.kernel.magic.RecordedOutput;
import upft.kernel.magic.commands.StandardMagics;
import upft.kernel.magic.session.Session;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommsTest {
    private final NotebookInterpreter interpreter = new NotebookInterpreter(
            StandardMagics.registry(),
            new Session(Path.of(""), Path.of("")),
            value -> MimeBundle.text(String.valueOf(value)));
    private Client client = new Client();

    /** A client that has programs. */
    private static final class Client implements CellOutput {
        private final StringBuilder printed = new StringBuilder();
        private final List<CommMessage> said = new ArrayList<>();

        @Override
        public void stdout(String text) {
            printed.append(text);
        }

        @Override
        public void stderr(String text) {
            printed.append(text);
        }

        @Override
        public void display(String id, MimeBundle bundle) {}

        @Override
        public void update(String id, MimeBundle bundle) {}

        @Override
        public void comm(CommMessage message) {
            said.add(message);
        }
    }

    @BeforeEach
    void beginAnew() {
        run("%reset");
        client = new Client();
    }

    @AfterAll
    void close() {
        interpreter.close();
    }

    private CellOutcome run(String code) {
        return interpreter.execute(code, client);
    }

    private void done(String code) {
        assertInstanceOf(Done.class, run(code), () -> client.printed.toString());
    }

    private CellOutcome receive(Kind kind, String id, Map<String, Object> data) {
        CommMessage message = new CommMessage(kind, id, kind == Kind.OPEN ? "dial" : "", data, Map.of());
        return interpreter.receive(message, CellRequest.of("", client));
    }

    @Test
    void aCellOpensACommSpeaksAndIsAnswered() {
        done("var comm = comms.open(\"slider\", Map.of(\"level\", 3), Map.of(\"version\", \"2.1.0\"));\n"
                + "comm.onMessage(data -> { System.out.print(\"moved to \" + data.get(\"level\")); comm.send(data); });\n"
                + "comm.send(Map.of(\"level\", 4));");
        String id = client.said.get(0).id();
        assertEquals(
                List.of(
                        new CommMessage(Kind.OPEN, id, "slider", Map.of("level", 3), Map.of("version", "2.1.0")),
                        new CommMessage(Kind.MESSAGE, id, "", Map.of("level", 4), Map.of())),
                client.said);
        assertEquals(Map.of(id, "slider"), interpreter.comms());

        assertInstanceOf(Done.class, receive(Kind.MESSAGE, id, Map.of("level", 5L)));
        assertEquals("moved to 5", client.printed.toString());
        assertEquals(Map.of("level", 5L), client.said.get(2).data());

        done("comm.close(); comm.close();");
        assertEquals(new CommMessage(Kind.CLOSE, id, "", Map.of(), Map.of()), client.said.get(3));
        assertEquals(4, client.said.size());
        assertEquals(Map.of(), interpreter.comms());
        assertTrue(((Failed) run("comm.send(Map.of());")).message().contains("the comm to slider is closed"));
    }

    @Test
    void theClientOpensATargetThatACellAnswersForAndClosesIt() {
        done("comms.onOpen(\"dial\", (comm, data) -> {\n"
                + "  comm.onClose(() -> System.out.print(\"gone\"));\n"
                + "  comm.send(Map.of(\"heard\", data.get(\"text\")));\n"
                + "});");
        receive(Kind.OPEN, "c1", Map.of("text", "é"));
        assertEquals(List.of(new CommMessage(Kind.MESSAGE, "c1", "", Map.of("heard", "é"), Map.of())), client.said);
        assertEquals(Map.of("c1", "dial"), interpreter.comms());

        receive(Kind.CLOSE, "c1", Map.of());
        assertEquals("gone", client.printed.toString());
        assertEquals(Map.of(), interpreter.comms());
    }

    @Test
    void whatNobodyAnswersForIsClosedAndUnknownCommsAreLeftAlone() {
        receive(Kind.OPEN, "c2", Map.of());
        assertEquals(List.of(new CommMessage(Kind.CLOSE, "c2", "", Map.of(), Map.of())), client.said);
        assertInstanceOf(Done.class, receive(Kind.MESSAGE, "c2", Map.of()));
        assertInstanceOf(Done.class, receive(Kind.CLOSE, "c2", Map.of()));
        assertEquals(1, client.said.size());
    }

    @Test
    void aHandlerThatFailsIsShownAsACellThatFails() {
        done("comms.onOpen(\"dial\", (comm, data) -> { throw new IllegalStateException(\"no dial\"); });");
        Failed failed = assertInstanceOf(Failed.class, receive(Kind.OPEN, "c3", Map.of()));
        assertEquals("java.lang.IllegalStateException", failed.name());
        assertEquals("no dial", failed.message());
    }

    @Test
    void aResetClosesAllAndForgetsTheTargets() {
        done("comms.open(\"slider\", Map.of()); comms.onOpen(\"dial\", (comm, data) -> {});");
        done("%reset");
        assertEquals(Kind.CLOSE, client.said.get(1).kind());
        assertEquals(Map.of(), interpreter.comms());
        receive(Kind.OPEN, "c4", Map.of());
        assertEquals(Kind.CLOSE, client.said.get(2).kind());
    }

    @Test
    void whereThereIsNoClientTheCellSaysSo() {
        CellOutcome outcome = interpreter.execute("comms.open(\"slider\", Map.of());", new RecordedOutput());
        assertTrue(((Failed) outcome).message().contains("Nobody is there to talk to"));
        assertEquals(Map.of(), interpreter.comms());
    }

    @Test
    void theVariableThatRunsHandlersIsNotOffered() {
        assertEquals(List.of("comms"), interpreter.complete("comm", 4).candidates());
        assertEquals(List.of(), interpreter.complete("__comm", 6).candidates());
    }
}
