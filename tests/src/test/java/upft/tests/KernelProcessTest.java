package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static upft.tests.JupyterClient.Channel.CONTROL;
import static upft.tests.JupyterClient.Channel.SHELL;
import static upft.tests.JupyterClient.Channel.STDIN;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import upft.tests.JupyterClient.Received;

/** The whole kernel in a process of its own: Java cells over sockets, and how the process ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class KernelProcessTest {
    private static final JsonObject NOTHING = new JsonObject();

    private Path directory;
    private SpawnedKernel kernel;

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        directory = given;
        kernel = SpawnedKernel.start(directory, Map.of());
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    @Test
    void cellsPrintAndHaveValues() {
        assertEquals(List.of("größer 😀\n", "42"), kernel.run("System.out.println(\"größer 😀\");\n6 * 7"));
    }

    @Test
    void libraryAndTablesawNeedNoImport() {
        assertEquals(List.of("2"), kernel.run("IntColumn.create(\"n\", 1, 2).size()"));
        assertEquals(List.of("false"), kernel.run("new CancelToken().isCancelled()"));
    }

    @Test
    void variablesAndTheirClassesSurviveRepeatedImportsAndRedefinedMethods() {
        kernel.run("int f() { return 1; }\nclass Box { int n = f(); }\nvar box = new Box();\nvar same = box;");
        assertEquals(List.of(), kernel.run("import java.util.*;\nimport java.util.regex.*;\nint f() { return 2; }"));
        assertEquals(List.of("12"), kernel.run("box.n + f() * 5 + (box == same ? 1 : 0)"));
    }

    @Test
    void endingTheProcessFromACellIsRefused() {
        kernel.run("int before = 7;");
        assertEquals(List.of("UserError"), kernel.run("System.exit(1)"));
        assertEquals(List.of("7"), kernel.run("before"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    int deep(int n) { return deep(n + 1) + 1; } deep(0)                  | java.lang.StackOverflowError
                    { List<byte[]> all = new ArrayList<>(); while (true) all.add(new byte[1 << 24]); } | java.lang.OutOfMemoryError
                    throw new NoClassDefFoundError("größer");                            | java.lang.NoClassDefFoundError
                    class Bad { static int x = 1 / 0; } int bad = Bad.x;                 | java.lang.ExceptionInInitializerError
                    Runtime.getRuntime().halt(3);                                        | UserError
                    """)
    void errorsEndTheCellAndNotTheKernel(String code, String error) {
        kernel.run("int untouched = 7;");
        assertEquals(List.of(error), kernel.run(code));
        assertEquals(List.of("7"), kernel.run("untouched"));
    }

    @Test
    void aCellThatIsTooDeepForTheCompilerIsRefused() {
        List<String> shown = kernel.run("int sum = " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + ";");
        String last = shown.get(shown.size() - 1);
        assertTrue(last.equals("java.lang.StackOverflowError") || last.equals("java.lang.InternalError"), last);
        assertEquals(List.of("2"), kernel.run("1 + 1"));
    }

    @Test
    void outputOfAThreadThatOutlivesItsCellArrivesInThatCell() {
        JupyterClient client = kernel.client();
        String first = client.execute("var go = new java.util.concurrent.CountDownLatch(1);\n"
                + "new Thread(() -> { try { go.await(); } catch (InterruptedException e) {}"
                + " System.out.println(\"später 😀\"); }).start();");
        client.reply(SHELL, first);
        client.published(first);
        client.reply(SHELL, client.execute("go.countDown(); Thread.sleep(50); System.out.println(\"now\");"));
        client.awaitPrint(first, "später 😀");
    }

    @Test
    void namesAndMessagesBeyondAsciiGoThrough() {
        assertEquals(List.of("6"), kernel.run("int größe = 3; String 日本 = \"日本語\";\n日本.length() + größe"));
        String id = kernel.client().execute("throw new IllegalStateException(\"größer 😀\");");
        assertEquals("größer 😀", kernel.client().reply(SHELL, id).text("evalue"));
    }

    @Test
    void cellsReadWhatTheUserTypes() {
        JupyterClient client = kernel.client();
        String id = client.executeAsking("new Scanner(System.in).nextLine() + input.password(\"Token: \")");
        assertFalse(client.receive(STDIN).content().get("password").getAsBoolean());
        client.answer("größer ", NOTHING);
        assertTrue(client.receive(STDIN).content().get("password").getAsBoolean());
        client.answer("😀", NOTHING);
        assertEquals("ok", client.reply(SHELL, id).text("status"));
        assertEquals(List.of("größer 😀"), SpawnedKernel.shown(client.published(id)));
        assertEquals(List.of("UserError"), kernel.run("System.in.read()"));
    }

    @Test
    void cellsAndProgramsOfTheClientTalkOverComms() {
        JupyterClient client = kernel.client();
        String cell =
                client.execute("var comm = comms.open(\"slider\", Map.of(\"level\", 3.5), Map.of(\"version\", 2));\n"
                        + "comm.onMessage(data -> { System.out.println(data); comm.send(data); });\n"
                        + "comms.onOpen(\"dial\", (other, data) -> { System.out.println(\"in\"); while (true) {} });");
        client.reply(SHELL, cell);
        Received opened = only("comm_open", client.published(cell));
        String comm = opened.text("comm_id");
        assertEquals("slider", opened.text("target_name"));
        assertEquals("{\"level\":3.5}", opened.content().get("data").toString());

        JsonObject info = new JsonObject();
        info.addProperty("target_name", "slider");
        JsonObject open = client.ask(SHELL, "comm_info_request", info).content().getAsJsonObject("comms");
        assertEquals("{\"" + comm + "\":{\"target_name\":\"slider\"}}", open.toString());

        JsonObject moved = JsonParser.parseString(
                        "{'comm_id': '" + comm + "', 'data': {'level': 4, 'note': ['größer 😀', null]}}")
                .getAsJsonObject();
        List<Received> answered = client.published(client.send(SHELL, "comm_msg", moved));
        assertEquals(
                "{level=4, note=[größer 😀, null]}\n", only("stream", answered).text("text"));
        assertEquals(moved.get("data"), only("comm_msg", answered).content().get("data"));

        JsonObject dial = JsonParser.parseString("{'comm_id': 'd', 'target_name': 'dial', 'data': {}}")
                .getAsJsonObject();
        String endless = client.send(SHELL, "comm_open", dial);
        client.awaitPrint(endless, "in");
        client.ask(CONTROL, "interrupt_request", NOTHING);
        assertEquals("Interrupted", only("error", client.published(endless)).text("ename"));

        assertEquals(List.of(), kernel.run("comm.close();"));
        assertEquals(
                0,
                client.ask(SHELL, "comm_info_request", info)
                        .content()
                        .getAsJsonObject("comms")
                        .size());
    }

    private static Received only(String type, List<Received> published) {
        List<Received> found = published.stream()
                .filter(message -> message.type().equals(type))
                .toList();
        assertEquals(1, found.size(), () -> type + " in " + published);
        return found.get(0);
    }

    @Test
    void anInterruptAtAnyMomentAfterBusyEndsTheCell() {
        JupyterClient client = kernel.client();
        for (int millis = 0; millis < 60; millis++) {
            String id = client.execute("int before" + millis + " = List.of(1, 2).stream().mapToInt(x -> x).sum();\n"
                    + "int f" + millis + "(int n) { return n + before" + millis + "; }\nwhile (f" + millis
                    + "(1) > 0) {}");
            client.awaitBusy(id);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            client.ask(CONTROL, "interrupt_request", NOTHING);
            assertEquals("Interrupted", client.reply(SHELL, id).text("ename"), "after " + millis + " ms");
        }
        assertEquals(List.of("2"), kernel.run("1 + 1"));
    }

    @Test
    void aSecondInterruptOffersARestartInTheCellThatWasLeftBehind() {
        kernel.run("var lock = new java.util.concurrent.locks.ReentrantLock();\n"
                + "var owner = new Thread(lock::lock); owner.start(); owner.join();");
        JupyterClient client = kernel.client();
        String id = client.execute("{ System.out.println(\"ready\"); lock.lock(); }");
        client.awaitPrint(id, "ready");
        client.ask(CONTROL, "interrupt_request", NOTHING);
        assertTrue(client.reply(SHELL, id).text("evalue").contains("goes on in the background"));
        client.ask(CONTROL, "interrupt_request", NOTHING);
        client.awaitPrint(id, "Only a restart of the kernel ends it");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingListensButTheFivePortsOfTheGivenAddress() throws IOException {
        JsonObject connection = connection();
        Set<Integer> ports = Arrays.stream(JupyterClient.Channel.values())
                .map(channel -> connection.get(channel.port).getAsInt())
                .collect(Collectors.toSet());
        Map<Integer, String> listening = ListeningSockets.of(kernel.process().pid());
        assertEquals(ports, listening.keySet());
        assertEquals(Set.of("127.0.0.1"), Set.copyOf(listening.values()));
    }

    @Test
    void aLaterKernelFindsTheCellsOfThisOne(@TempDir Path own) throws Exception {
        kernel.run("int remembered = 1;");
        String file = directory.resolve("history.jsonl").toString();
        try (SpawnedKernel later = SpawnedKernel.start(own, Map.of("UPFT_HISTORY", file))) {
            later.run("int ofTheLater = 2;");
            JsonObject request = new JsonObject();
            request.addProperty("hist_access_type", "range");
            request.addProperty("session", -1);
            String earlier = later.client()
                    .ask(SHELL, "history_request", request)
                    .content()
                    .toString();
            assertTrue(earlier.contains("int remembered = 1;"), earlier);
            assertFalse(earlier.contains("ofTheLater"), earlier);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"while (true) {}", "while (true) try { Thread.sleep(9999); } catch (Throwable t) {}"})
    void interruptEndsLoopsAndSleepsWithinASecond(String loop) {
        kernel.run("int survivor = 1;");
        String id = kernel.client().execute("{ System.out.println(\"ready\"); " + loop + " }");
        kernel.client().awaitPrint(id, "ready");
        long start = System.nanoTime();
        kernel.client().ask(CONTROL, "interrupt_request", NOTHING);
        assertEquals("Interrupted", kernel.client().reply(SHELL, id).text("ename"));
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(2));
        assertEquals(List.of("1"), kernel.run("survivor"));
    }

    @Test
    void endlessPrintsToAReaderThatIsAwayStopAndExhaustNothing() throws Exception {
        try (JupyterClient away = new JupyterClient(connection(), 1).awaitReady()) {
            String id = away.execute("while (true) System.out.println(\"x\".repeat(1000));");
            awaitIdle(kernel.process());
            away.ask(CONTROL, "interrupt_request", NOTHING);
            away.published(id); // The reader is back, and finds all of it and the idle.
            assertEquals("Interrupted", away.reply(SHELL, id).text("ename"));
        }
        assertEquals(List.of("2"), kernel.run("1 + 1"));
    }

    private JsonObject connection() throws IOException {
        return JsonParser.parseString(Files.readString(directory.resolve("connection.json")))
                .getAsJsonObject();
    }

    /** Until a busy process has used no processor for a while: what it does has come to a halt. */
    private static void awaitIdle(Process process) throws InterruptedException {
        Duration before;
        Duration now = Duration.ZERO;
        do {
            before = now;
            TimeUnit.MILLISECONDS.sleep(500);
            now = process.info().totalCpuDuration().orElseThrow();
        } while (now.minus(before).toMillis() > 50);
    }

    @Test
    void completionWorksBehindCharactersBeyondTheBasicPlane() {
        JsonObject content = new JsonObject();
        content.addProperty("code", "var face = \"😀\"; face.isBl");
        JsonObject reply =
                kernel.client().ask(SHELL, "complete_request", content).content();
        assertEquals(List.of("isBlank()"), JupyterClient.strings(reply.getAsJsonArray("matches")));
        assertEquals(21, reply.get("cursor_start").getAsInt());
        assertEquals(25, reply.get("cursor_end").getAsInt());
    }

    @Test
    void shutdownEndsABusyProcessWithinFiveSeconds(@TempDir Path own) throws Exception {
        try (SpawnedKernel busy = SpawnedKernel.start(own, Map.of())) {
            String id = busy.client()
                    .execute("new Thread(() -> { while (true) {} }).start(); System.out.println(\"ready\");\n"
                            + "{ while (true) {} }");
            busy.client().awaitPrint(id, "ready");
            busy.client().ask(CONTROL, "shutdown_request", NOTHING);
            assertTrue(busy.process().waitFor(5, TimeUnit.SECONDS));
            assertEquals(0, busy.process().exitValue());
        }
    }

    @Test
    void processEndsWhenTheOneThatStartedItIsGone(@TempDir Path own) throws Exception {
        Process server = new ProcessBuilder("sleep", "600").start();
        try (SpawnedKernel orphan = SpawnedKernel.start(own, Map.of("JPY_PARENT_PID", "" + server.pid()))) {
            assertEquals(List.of("2"), orphan.run("1 + 1"));
            assertFalse(orphan.process().waitFor(100, TimeUnit.MILLISECONDS));
            server.destroyForcibly();
            assertTrue(orphan.process().waitFor(20, TimeUnit.SECONDS));
        }
    }
}
