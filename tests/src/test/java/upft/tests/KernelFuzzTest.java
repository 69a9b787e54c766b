package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static upft.tests.JupyterClient.Channel.CONTROL;
import static upft.tests.JupyterClient.Channel.SHELL;
import static upft.tests.JupyterClient.Channel.STDIN;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import upft.kernel.cell.CellInput.Echo;
import upft.tests.JupyterClient.Channel;

/** Ten thousand damaged messages on every channel, with the kernel alive after them. */
@Timeout(120)
class KernelFuzzTest extends KernelOverSockets {
    private static final int MESSAGES = 10_000;
    private static final int CONNECTIONS = 50;

    @BeforeEach
    void answerCells() {
        interpreter.onRequest(
                "ask",
                request -> FakeInterpreter.value(
                        request.input().ask("", Echo.SHOWN).orElse("(ended)")));
    }

    @ParameterizedTest
    @EnumSource(names = {"SHELL", "CONTROL", "HEARTBEAT"})
    void damagedRequestsAreSurvived(Channel channel) {
        send(channel, SocketType.DEALER);
        assertAlive();
        assertTrue(channel == Channel.HEARTBEAT || server.refusedMessages() > MESSAGES / 4);
    }

    @Test
    void damagedAnswersAreSurvivedWhileACellAsks() {
        String id = client.executeAsking("ask");
        client.receive(STDIN);
        send(STDIN, SocketType.DEALER);
        client.answer("the answer", new JsonObject());
        assertEquals("ok", client.reply(SHELL, id).text("status"));
        assertAlive();
        assertTrue(server.refusedMessages() > MESSAGES / 4);
    }

    @Test
    void whatSubscribersSendIsSurvived() {
        send(Channel.IOPUB, SocketType.XSUB);
        assertAlive();
    }

    /** The kernel takes what subscribers send when it publishes something itself; until then it waits outside. */
    private void havePublished(int sent) {
        if (sent % 200 == 0) {
            client.ask(SHELL, "kernel_info_request", new JsonObject());
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectionsThatSpeakAnotherLanguageAreSurvived(Channel channel) throws IOException {
        DamagedMessages noise = new DamagedMessages(channel.ordinal());
        for (int i = 0; i < CONNECTIONS; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(channel))) {
                socket.getOutputStream().write(i == 0 ? "GET / HTTP/1.1\r\n\r\n".getBytes() : noise.bytes(200));
            }
        }
        assertAlive();
    }

    private void send(Channel channel, SocketType type) {
        DamagedMessages messages = new DamagedMessages(channel.ordinal());
        try (ZContext context = new ZContext()) {
            ZMQ.Socket socket = context.createSocket(type);
            socket.setRcvHWM(0);
            socket.setLinger(-1); // What was sent arrives.
            socket.connect("tcp://127.0.0.1:" + port(channel));
            for (int i = 0; i < MESSAGES; i++) {
                if (channel == Channel.IOPUB) {
                    havePublished(i);
                }
                List<byte[]> frames = messages.next();
                for (int f = 0; f < frames.size(); f++) {
                    socket.send(frames.get(f), f + 1 < frames.size() ? ZMQ.SNDMORE : 0);
                }
            }
            context.setLinger(-1);
        }
    }

    private int port(Channel channel) {
        return connection.get(channel.port).getAsInt();
    }

    private void assertAlive() {
        for (Channel channel : List.of(SHELL, CONTROL)) {
            assertEquals(
                    "ok",
                    client.ask(channel, "kernel_info_request", new JsonObject()).text("status"));
        }
        String id = client.execute("alive");
        assertEquals("ok", client.reply(SHELL, id).text("status"));
        assertTrue(
                client.published(id).stream().anyMatch(message -> message.type().equals("execute_result")));
        assertEquals("ping", client.beat("ping"));
        String asking = client.executeAsking("ask");
        client.receive(STDIN);
        client.answer("yes", new JsonObject());
        assertEquals("ok", client.reply(SHELL, asking).text("status"));
    }
}
