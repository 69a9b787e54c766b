package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static upft.tests.JupyterClient.Channel.CONTROL;
import static upft.tests.JupyterClient.Channel.SHELL;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import upft.tests.JupyterClient.Channel;

/**
 * Kernels that are just starting answer clients that are there before them: one that waits, and one that gives up after
 * 10 ms and comes again under the same name. {@code UPFT_STARTS=200} starts more of them than the usual few.
 */
class KernelStartTest {
    private static final int STARTS = Integer.parseInt(System.getenv().getOrDefault("UPFT_STARTS", "3"));
    private static final int IMPATIENT_MILLIS = 10;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void everyStartAnswersPatientAndImpatientClients() throws Exception {
        for (int i = 1; i <= STARTS; i++) {
            Path own = Files.createDirectories(directory.resolve("start-" + i));
            JsonObject connection = JupyterClient.freeConnection();
            Process process = null;
            try (JupyterClient patient = new JupyterClient(connection)) {
                Map<Channel, String> asked = Map.of(
                        SHELL, patient.send(SHELL, "kernel_info_request", new JsonObject()),
                        CONTROL, patient.send(CONTROL, "kernel_info_request", new JsonObject()));
                process = SpawnedKernel.spawn(own, connection, Map.of());
                awaitAnswerToTheImpatient(connection, "start " + i);
                asked.forEach((channel, id) ->
                        assertEquals("ok", patient.reply(channel, id).text("status")));
                patient.ask(CONTROL, "shutdown_request", new JsonObject());
                assertTrue(process.waitFor(5, TimeUnit.SECONDS), "start " + i + " did not end");
            } finally {
                if (process != null) {
                    process.destroyForcibly();
                }
            }
        }
    }

    private static void awaitAnswerToTheImpatient(JsonObject connection, String start) {
        long begun = System.nanoTime();
        try (ZContext context = new ZContext()) {
            boolean answered = false;
            while (!answered) {
                assertTrue(System.nanoTime() - begun < PATIENCE, start + " was not answered");
                answered = askOnce(context, connection.get(SHELL.port).getAsInt());
            }
        }
    }

    private static boolean askOnce(ZContext context, int port) {
        ZMQ.Socket socket = context.createSocket(SocketType.DEALER);
        try {
            socket.setLinger(0);
            socket.setIdentity("impatient".getBytes(StandardCharsets.US_ASCII));
            socket.setReceiveTimeOut(IMPATIENT_MILLIS);
            socket.connect("tcp://127.0.0.1:" + port);
            List<byte[]> request = JupyterClient.request("impatient", "kernel_info_request", new JsonObject());
            for (int f = 0; f < request.size(); f++) {
                socket.send(request.get(f), f + 1 < request.size() ? ZMQ.SNDMORE : 0);
            }
            return socket.recv() != null;
        } finally {
            context.destroySocket(socket);
        }
    }
}
