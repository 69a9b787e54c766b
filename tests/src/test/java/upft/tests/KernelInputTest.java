package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static upft.tests.JupyterClient.Channel.CONTROL;
import static upft.tests.JupyterClient.Channel.SHELL;
import static upft.tests.JupyterClient.Channel.STDIN;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import upft.io.UserException;
import upft.kernel.cell.CellInput;
import upft.kernel.cell.CellInput.Echo;
import upft.tests.JupyterClient.Received;

/** What a cell asks and how it is answered, over real sockets. */
@Timeout(60)
class KernelInputTest extends KernelOverSockets {
    private static final JsonObject NOTHING = new JsonObject();

    @BeforeEach
    void answerCells() {
        interpreter.onRequest(
                "ask",
                request -> FakeInterpreter.value(
                        request.input().ask("Name: ", Echo.SHOWN).orElse("(ended)")));
        interpreter.onRequest(
                "secret",
                request -> FakeInterpreter.value(
                        request.input().ask("", Echo.HIDDEN).orElse("(ended)")));
    }

    @Test
    void aQuestionGoesToTheClientAndItsAnswerToTheCell() {
        String id = client.executeAsking("ask");
        Received question = client.receive(STDIN);
        assertEquals("input_request", question.type());
        assertEquals(id, question.parentId());
        assertEquals("Name: ", question.text("prompt"));
        assertFalse(question.content().get("password").getAsBoolean());
        client.answer("größer 😀", NOTHING);
        assertEquals("größer 😀", result(id));
    }

    @Test
    void aPasswordIsAskedForAsOne() {
        String id = client.executeAsking("secret");
        Received question = client.receive(STDIN);
        assertTrue(question.content().get("password").getAsBoolean());
        client.answer("hush", question.header());
        assertEquals("hush", result(id));
    }

    @Test
    void endOfInputIsNoLine() {
        String id = client.executeAsking("ask");
        client.receive(STDIN);
        client.answer("\u0004", NOTHING);
        assertEquals("(ended)", result(id));
    }

    @Test
    void whereTheClientCannotAnswerTheCellFailsAndSaysSo() {
        interpreter.onRequest("ask", request -> {
            try {
                request.input().ask("Name: ", Echo.SHOWN);
                return FakeInterpreter.value("answered");
            } catch (UserException e) {
                return FakeInterpreter.value(e.getMessage());
            }
        });
        String message = result(client.execute("ask"));
        assertTrue(message.startsWith("This cell asks for input (Name:), and"), message);
        assertTrue(message.contains("allow_stdin"), message);
    }

    @Test
    void anInterruptWithdrawsTheQuestionAndALateAnswerIsForNobody() {
        String id = client.executeAsking("ask");
        Received withdrawn = client.receive(STDIN);
        client.ask(CONTROL, "interrupt_request", NOTHING);
        assertEquals("Interrupted", client.reply(SHELL, id).text("ename"));
        client.answer("too late", withdrawn.header());

        String next = client.executeAsking("ask");
        Received question = client.receive(STDIN);
        client.answer("too late again", withdrawn.header());
        client.answer("in time", question.header());
        assertEquals("in time", result(next));
    }

    @Test
    void aClientThatConnectsItsStdinLateIsAskedAllTheSame() {
        try (ZContext context = new ZContext()) {
            JsonObject content = new JsonObject();
            content.addProperty("code", "ask");
            content.addProperty("allow_stdin", true);
            ZMQ.Socket shell = connected(context, SHELL);
            for (Iterator<byte[]> frames = JupyterClient.request("late", "execute_request", content)
                            .iterator();
                    frames.hasNext(); ) {
                shell.send(frames.next(), frames.hasNext() ? ZMQ.SNDMORE : 0);
            }
            client.ask(CONTROL, "kernel_info_request", NOTHING);
            ZMQ.Socket stdin = connected(context, STDIN);
            assertEquals("<IDS|MSG>", stdin.recvStr());
        }
        client.ask(CONTROL, "interrupt_request", NOTHING);
    }

    private ZMQ.Socket connected(ZContext context, JupyterClient.Channel channel) {
        ZMQ.Socket socket = context.createSocket(SocketType.DEALER);
        socket.setIdentity("late".getBytes(StandardCharsets.US_ASCII));
        socket.setReceiveTimeOut(20_000);
        socket.connect("tcp://127.0.0.1:" + connection.get(channel.port).getAsInt());
        return socket;
    }

    @Test
    void whatIsNoAnswerIsPassedOver() {
        String id = client.executeAsking("ask");
        client.receive(STDIN);
        client.send(STDIN, "input_reply", NOTHING);
        client.send(STDIN, "execute_request", NOTHING);
        client.sendForged(STDIN, "input_reply", NOTHING);
        client.answer("right", NOTHING);
        assertEquals("right", result(id));
        assertEquals(3, server.refusedMessages());
    }

    @Test
    void aThreadThatAsksAfterItsCellHasEndedIsToldSo() throws InterruptedException {
        CompletableFuture<CellInput> kept = new CompletableFuture<>();
        interpreter.onRequest("keep", request -> {
            kept.complete(request.input());
            return FakeInterpreter.value("kept");
        });
        client.reply(SHELL, client.executeAsking("keep"));
        UserException e = assertThrows(UserException.class, () -> kept.join().ask("", Echo.SHOWN));
        assertTrue(e.getMessage().contains("has ended"), e.getMessage());
    }

    @Test
    void aShutdownIsAnsweredWhileACellAsks() throws InterruptedException {
        client.executeAsking("ask");
        client.receive(STDIN);
        assertEquals("ok", client.ask(CONTROL, "shutdown_request", NOTHING).text("status"));
        server.awaitShutdownRequest();
    }

    /** The value that a request was answered with. */
    private String result(String id) {
        assertEquals("ok", client.reply(SHELL, id).text("status"));
        return client.published(id).stream()
                .filter(message -> message.type().equals("execute_result"))
                .map(message -> message.content()
                        .getAsJsonObject("data")
                        .get("text/plain")
                        .getAsString())
                .findFirst()
                .orElseThrow();
    }
}
