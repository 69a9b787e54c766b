package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static upft.tests.JupyterClient.Channel.CONTROL;
import static upft.tests.JupyterClient.Channel.SHELL;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole kernel in a process of its own: Java cells over sockets, and how the process ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class KernelProcessTest {
    private static final JsonObject NOTHING = new JsonObject();

    private SpawnedKernel kernel;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
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
