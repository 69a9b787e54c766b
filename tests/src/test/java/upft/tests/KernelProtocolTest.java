package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static upft.tests.JupyterClient.Channel.CONTROL;
import static upft.tests.JupyterClient.Channel.SHELL;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.MimeBundle;
import upft.tests.JupyterClient.Channel;
import upft.tests.JupyterClient.Received;

/** The protocol over real sockets, with an interpreter that does what the test says. */
@Timeout(60)
class KernelProtocolTest extends KernelOverSockets {
    /** Ends a cell that heeds no interrupt: in the JVM of the tests it would take a processor from all that follow. */
    private volatile boolean over;

    @AfterEach
    void endCells() {
        over = true;
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHELL", "CONTROL"})
    void kernelSaysWhatItIs(Channel channel) {
        Received reply = client.ask(channel, "kernel_info_request", new JsonObject());
        assertEquals("kernel_info_reply", reply.type());
        assertEquals("ok", reply.text("status"));
        assertEquals("upft", reply.text("implementation"));
        assertEquals("1.2.3", reply.text("implementation_version"));
        assertEquals("5.4", reply.text("protocol_version"));
        JsonObject language = reply.content().getAsJsonObject("language_info");
        assertEquals("java", language.get("name").getAsString());
        assertEquals("text/x-java-source", language.get("mimetype").getAsString());
    }

    @Test
    void valueComesBetweenBusyAndIdleAsExecuteResult() {
        String id = client.execute("1 + 1");
        assertEquals(
                List.of("status", "execute_input", "execute_result", "status"),
                client.published(id).stream().map(Received::type).toList());
        Received reply = client.reply(SHELL, id);
        assertEquals("ok", reply.text("status"));
        assertEquals(1, reply.content().get("execution_count").getAsInt());
    }

    @Test
    void allOf20000PrintedLinesArriveAndThenTheIdle() {
        String lines =
                IntStream.range(0, 20_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        interpreter.on("print", output -> {
            lines.lines().forEach(line -> output.stdout(line + "\n"));
            return FakeInterpreter.value("done");
        });
        assertEquals(lines, client.printed(client.execute("print"), "stdout"));
    }

    @Test
    void quickPrintsTravelTogether() {
        interpreter.on("print", output -> {
            for (int i = 0; i < 20_000; i++) {
                output.stdout("x\n");
            }
            return FakeInterpreter.value("done");
        });
        long messages = client.published(client.execute("print")).stream()
                .filter(message -> message.type().equals("stream"))
                .count();
        assertTrue(messages < 2000, messages + " messages");
    }

    @Test
    void outputsKeepTheirOrder() {
        interpreter.on("mixed", output -> {
            output.stdout("a");
            output.stderr("b");
            output.display("d1", MimeBundle.html("<b>c</b>", "c"));
            output.stdout("d");
            output.update("d1", MimeBundle.text("e"));
            return FakeInterpreter.value("f");
        });
        List<Received> all = client.published(client.execute("mixed"));
        assertEquals(
                List.of("stream", "stream", "display_data", "stream", "update_display_data", "execute_result"),
                all.stream().map(Received::type).toList().subList(2, 8));
        assertEquals("stderr", all.get(3).text("name"));
        for (int display : new int[] {4, 6}) {
            JsonObject content = all.get(display).content();
            assertEquals(
                    "d1", content.getAsJsonObject("transient").get("display_id").getAsString());
        }
        assertEquals("<b>c</b>", data(all.get(4)).get("text/html").getAsString());
    }

    @Test
    void outputIsClearedAtOnceOrWithTheNext() {
        interpreter.on("clear", output -> {
            output.clear(CellOutput.Clearing.NOW);
            output.clear(CellOutput.Clearing.BEFORE_NEXT);
            return FakeInterpreter.value("done");
        });
        List<Received> all = client.published(client.execute("clear"));
        assertEquals("clear_output", all.get(2).type());
        assertFalse(all.get(2).content().get("wait").getAsBoolean());
        assertTrue(all.get(3).content().get("wait").getAsBoolean());
    }

    @Test
    void jsonRepresentationsTravelAsJson() {
        MimeBundle bundle = new MimeBundle(Map.of(
                "application/vnd.plotly.v1+json", "{\"data\": [1, 2]}",
                "application/json", "[true]",
                "text/plain", "{}"));
        interpreter.on("chart", output -> new CellOutcome.Done(Optional.of(bundle)));
        JsonObject data = data(client.published(client.execute("chart")).get(2));
        assertEquals(JsonParser.parseString("{\"data\": [1, 2]}"), data.get("application/vnd.plotly.v1+json"));
        assertEquals(JsonParser.parseString("[true]"), data.get("application/json"));
        assertEquals("{}", data.get("text/plain").getAsString());
    }

    @Test
    void printAfterTheEndOfACellStillBelongsToIt() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        interpreter.on("start", output -> {
            Thread late = new Thread(() -> {
                awaitQuietly(go);
                output.stdout("late");
            });
            late.start();
            return FakeInterpreter.value("started");
        });
        String first = client.execute("start");
        client.published(first);
        String second = client.execute("other");
        client.published(second);
        go.countDown();
        client.awaitPrint(first, "late");
    }

    @Test
    void failureIsPublishedAndRepliedAndQueuedCellsAreAborted() throws InterruptedException {
        CountDownLatch queued = new CountDownLatch(1);
        interpreter.on("fail", output -> {
            queued.await();
            return FakeInterpreter.failed();
        });
        String failing = client.execute("fail");
        String next = client.execute("next");
        String info = client.send(SHELL, "kernel_info_request", new JsonObject());
        TimeUnit.MILLISECONDS.sleep(200); // Only the kernel's socket knows when they have arrived.
        queued.countDown();

        List<Received> published = client.published(failing);
        assertEquals("error", published.get(2).type());
        assertEquals("Oops", published.get(2).text("ename"));
        Received reply = client.reply(SHELL, failing);
        assertEquals("error", reply.text("status"));
        assertEquals("went wrong", reply.text("evalue"));
        assertEquals("aborted", client.reply(SHELL, next).text("status"));
        assertEquals("kernel_info_reply", client.reply(SHELL, info).type());
        assertEquals("ok", client.reply(SHELL, client.execute("again")).text("status"));
    }

    @Test
    void aCellSentOnceTheFailureIsKnownIsRun() {
        interpreter.on("fail", output -> FakeInterpreter.failed());
        for (int i = 0; i < 200; i++) {
            assertEquals("error", client.reply(SHELL, client.execute("fail")).text("status"));
            assertEquals("ok", client.reply(SHELL, client.execute("next")).text("status"), "round " + i);
        }
    }

    @Test
    void queuedCellsRunOnWhereTheClientWantsIt() throws InterruptedException {
        CountDownLatch queued = new CountDownLatch(1);
        interpreter.on("fail", output -> {
            queued.await();
            return FakeInterpreter.failed();
        });
        JsonObject content = new JsonObject();
        content.addProperty("code", "fail");
        content.addProperty("stop_on_error", false);
        String failing = client.send(SHELL, "execute_request", content);
        String next = client.execute("next");
        TimeUnit.MILLISECONDS.sleep(200); // Only the kernel's socket knows when it has arrived.
        queued.countDown();
        assertEquals("error", client.reply(SHELL, failing).text("status"));
        assertEquals("ok", client.reply(SHELL, next).text("status"));
    }

    @Test
    void silentCellsAreNeitherShownNorCountedNorRemembered() {
        interpreter.on("quiet", output -> {
            output.stdout("unheard");
            output.display("d", MimeBundle.text("unseen"));
            return FakeInterpreter.failed();
        });
        JsonObject content = new JsonObject();
        content.addProperty("code", "quiet");
        content.addProperty("silent", true);
        String silent = client.send(SHELL, "execute_request", content);
        assertEquals(
                List.of("status", "status"),
                client.published(silent).stream().map(Received::type).toList());
        assertEquals("Oops", client.reply(SHELL, silent).text("ename"));
        content.addProperty("code", "unstored");
        content.addProperty("silent", false);
        content.addProperty("store_history", false);
        client.reply(SHELL, client.send(SHELL, "execute_request", content));
        Received loud = client.reply(SHELL, client.execute("loud"));
        assertEquals(1, loud.content().get("execution_count").getAsInt());
        assertEquals(List.of("loud"), history("{'hist_access_type': 'tail', 'n': 10}"));
    }

    @Test
    void historyGivesTailRangeAndSearch() {
        for (String code : List.of("int a = 1;", "a + 1", "int b;", "a + 1")) {
            client.reply(SHELL, client.execute(code));
        }
        assertEquals(List.of("int b;", "a + 1"), history("{'hist_access_type': 'tail', 'n': 2}"));
        assertEquals(
                List.of("a + 1", "int b;"),
                history("{'hist_access_type': 'range', 'session': 0, 'start': 2, 'stop': 4}"));
        assertEquals(
                List.of("int a = 1;", "int b;"), history("{'hist_access_type': 'search', 'pattern': 'int *', 'n': 9}"));
        assertEquals(
                List.of("a + 1"), history("{'hist_access_type': 'search', 'pattern': 'a*', 'unique': true, 'n': 9}"));
    }

    @Test
    void expressionsOfTheClientAreEvaluatedAfterTheCell() {
        interpreter.on("bad", output -> FakeInterpreter.failed());
        JsonObject content = JsonParser.parseString("{'code': '1', 'user_expressions': {'x': 'good', 'y': 'bad'}}")
                .getAsJsonObject();
        JsonObject values =
                client.ask(SHELL, "execute_request", content).content().getAsJsonObject("user_expressions");
        assertEquals("ok", values.getAsJsonObject("x").get("status").getAsString());
        assertEquals("error", values.getAsJsonObject("y").get("status").getAsString());
    }

    @Test
    void positionsCountCodePoints() {
        JsonObject content = new JsonObject();
        content.addProperty("code", "😀😀 ab😀 rest");
        content.addProperty("cursor_pos", 6);
        Received reply = client.ask(SHELL, "complete_request", content);
        assertEquals(List.of("ab😀ab😀"), JupyterClient.strings(reply.content().getAsJsonArray("matches")));
        assertEquals(3, reply.content().get("cursor_start").getAsInt());
        assertEquals(6, reply.content().get("cursor_end").getAsInt());
        assertEquals(
                "😀😀 ab😀",
                data(client.ask(SHELL, "inspect_request", content))
                        .get("text/plain")
                        .getAsString());
        content.addProperty("cursor_pos", 0);
        assertFalse(client.ask(SHELL, "inspect_request", content)
                .content()
                .get("found")
                .getAsBoolean());
    }

    @Test
    void completenessIsAnswered() {
        JsonObject content = new JsonObject();
        content.addProperty("code", "if (x) {");
        assertEquals(
                "incomplete", client.ask(SHELL, "is_complete_request", content).text("status"));
        content.addProperty("code", "x");
        assertEquals(
                "complete", client.ask(SHELL, "is_complete_request", content).text("status"));
    }

    @ParameterizedTest
    @CsvSource({
        "SHELL, kernel_info_request, ok",
        "SHELL, execute_request, ok",
        "SHELL, is_complete_request, complete",
        "SHELL, complete_request, ok",
        "SHELL, inspect_request, ok",
        "SHELL, history_request, ok",
        "SHELL, comm_info_request, ok",
        "SHELL, shutdown_request, ok",
        "CONTROL, kernel_info_request, ok",
        "CONTROL, interrupt_request, ok",
        "CONTROL, debug_request, ok",
        "CONTROL, shutdown_request, ok",
    })
    void everyReplyHasAStatusItsOwnTypeAndATimeWithSeconds(Channel channel, String request, String status) {
        Instant before = Instant.now().minusSeconds(1);
        Received reply = client.ask(channel, request, new JsonObject());
        assertEquals(status, reply.text("status"));
        assertEquals(request.replace("_request", "_reply"), reply.type());
        Instant said = Instant.parse(reply.header().get("date").getAsString());
        assertTrue(said.isAfter(before) && said.isBefore(Instant.now().plusSeconds(1)), said + "");
    }

    @Test
    void theHeartBeats() {
        assertEquals("ping", client.beat("ping"));
    }

    @Test
    void debuggersAreToldThatThereIsNone() {
        JsonObject content = JsonParser.parseString("{'type': 'request', 'seq': 7, 'command': 'debugInfo'}")
                .getAsJsonObject();
        JsonObject refusal = client.ask(CONTROL, "debug_request", content).content();
        assertFalse(refusal.get("success").getAsBoolean());
        assertEquals("response", refusal.get("type").getAsString());
        assertEquals(7, refusal.get("request_seq").getAsInt());
        assertEquals("debugInfo", refusal.get("command").getAsString());
        assertEquals("This kernel has no debugger.", refusal.get("message").getAsString());
        JsonObject info =
                client.ask(CONTROL, "kernel_info_request", new JsonObject()).content();
        assertFalse(info.get("debugger").getAsBoolean(), "so that clients do not ask at all");
    }

    @Test
    void theControlChannelAnswersWhileACellRuns() {
        CountDownLatch end = new CountDownLatch(1);
        interpreter.on("wait", output -> {
            output.stdout("waiting");
            end.await();
            return FakeInterpreter.value("done");
        });
        String id = client.execute("wait");
        client.awaitPrint(id, "waiting");
        for (String request : List.of("kernel_info_request", "debug_request")) {
            assertEquals("ok", client.ask(CONTROL, request, new JsonObject()).text("status"));
        }
        assertEquals("ping", client.beat("ping"));
        end.countDown();
        assertEquals("ok", client.reply(SHELL, id).text("status"));
    }

    @Test
    void commToAnUnknownTargetIsClosed() {
        JsonObject content = JsonParser.parseString("{'comm_id': 'c', 'target_name': 't', 'data': {}}")
                .getAsJsonObject();
        List<Received> published = client.published(client.send(SHELL, "comm_open", content));
        assertEquals("comm_close", published.get(1).type());
        assertEquals("c", published.get(1).text("comm_id"));
    }

    @Test
    void errorOfTheInterpreterIsAReplyAndNotTheEnd() {
        interpreter.on("bug", output -> {
            throw new StackOverflowError("deep");
        });
        String id = client.execute("bug");
        Received reply = client.reply(SHELL, id);
        assertEquals("error", reply.text("status"));
        assertEquals("java.lang.StackOverflowError", reply.text("ename"));
        assertTrue(JupyterClient.isIdle(client.published(id).get(2)));
        assertEquals("ok", client.reply(SHELL, client.execute("next")).text("status"));
    }

    @Test
    void interruptReachesABusyKernel() {
        interpreter.on("wait", output -> {
            output.stdout("waiting");
            new CountDownLatch(1).await();
            return FakeInterpreter.value("never");
        });
        String id = client.execute("wait");
        client.awaitPrint(id, "waiting");
        assertEquals(
                "ok", client.ask(CONTROL, "interrupt_request", new JsonObject()).text("status"));
        assertEquals("Interrupted", client.reply(SHELL, id).text("ename"));
    }

    @Test
    void shutdownOfABusyKernelIsAnsweredAndDoneWithinFiveSeconds() throws InterruptedException {
        interpreter.on("spin", output -> {
            output.stdout("spinning");
            while (!over) {
                Thread.onSpinWait();
            }
            return FakeInterpreter.value("late");
        });
        client.awaitPrint(client.execute("spin"), "spinning");
        long start = System.nanoTime();
        JsonObject content = new JsonObject();
        content.addProperty("restart", true);
        Received reply = client.ask(CONTROL, "shutdown_request", content);
        assertEquals("ok", reply.text("status"));
        assertTrue(reply.content().get("restart").getAsBoolean());
        server.awaitShutdownRequest();
        server.close();
        interpreter.closed().await();
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHELL", "CONTROL"})
    void wrongSignatureIsIgnoredAndCounted(Channel channel) {
        client.sendForged(channel, "shutdown_request", new JsonObject());
        assertEquals(
                "ok",
                client.ask(channel, "kernel_info_request", new JsonObject()).text("status"));
        assertEquals(1, server.refusedMessages());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHELL", "CONTROL", "STDIN"})
    void damagedMessagesAreSurvived(Channel channel) {
        Random random = new Random(1);
        String[] texts = {
            "{}", "[]", "null", "", "{", "{\"msg_type\": 7}", "{\"msg_type\": \"execute_request\"}", "\u0000"
        };
        for (int i = 0; i < 500; i++) {
            byte[][] parts = random.ints(random.nextInt(6), 0, texts.length)
                    .mapToObj(t -> texts[t].getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new);
            if (random.nextBoolean() && parts.length > 0) {
                client.sendFrames(channel, List.of(parts));
            } else {
                client.sendSigned(channel, parts);
            }
        }
        JsonObject wrongTypes = JsonParser.parseString("{'code': {}, 'cursor_pos': 'x', 'silent': []}")
                .getAsJsonObject();
        for (String type : List.of("execute_request", "complete_request", "history_request", "no_such_request")) {
            client.send(channel, type, wrongTypes);
        }
        for (Channel alive : List.of(SHELL, CONTROL)) {
            String id = client.send(alive, "kernel_info_request", new JsonObject());
            Received reply;
            do {
                reply = client.receive(alive);
            } while (!reply.parentId().equals(id));
            assertEquals("kernel_info_reply", reply.type());
        }
        assertEquals("ping", client.beat("ping"));
    }

    @Test
    void endlessPrintToAStalledReaderStopsAtABoundAndCanBeInterrupted() throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        long[] printed = {0};
        interpreter.on("flood", output -> {
            String chunk = "x".repeat(8000);
            output.stdout("flood");
            while (!Thread.currentThread().isInterrupted()) {
                output.stdout(chunk);
                printed[0] += chunk.length();
                stalled.countDown();
            }
            throw new InterruptedException();
        });
        client.close();
        client = new JupyterClient(connection, 1).awaitReady();
        String id = client.execute("flood");
        stalled.await();
        long before;
        do { // Nobody reads: at some point the cell comes to a halt.
            before = printed[0];
            TimeUnit.MILLISECONDS.sleep(500);
        } while (printed[0] != before);
        assertEquals(
                "ok", client.ask(CONTROL, "interrupt_request", new JsonObject()).text("status"));
        client.published(id); // The reader wakes up, and finds all of it and the idle.
        assertEquals("Interrupted", client.reply(SHELL, id).text("ename"));
    }

    private List<String> history(String request) {
        JsonObject content = JsonParser.parseString(request).getAsJsonObject();
        content.addProperty("raw", true);
        content.addProperty("output", false);
        return client.ask(SHELL, "history_request", content).content().getAsJsonArray("history").asList().stream()
                .map(row -> row.getAsJsonArray().get(2).getAsString())
                .toList();
    }

    private static JsonObject data(Received message) {
        return message.content().getAsJsonObject("data");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
