package upft.kernel.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellOutcome.Done;
import upft.kernel.cell.CellOutcome.Failed;
import upft.kernel.cell.MimeBundle;
import upft.kernel.magic.RecordedOutput;
import upft.kernel.magic.SourceJar;
import upft.kernel.magic.commands.StandardMagics;
import upft.kernel.magic.session.Session;

/** Libraries that cells add to what they can import: files, and coordinates of repositories on this machine. */
class LibrariesTest {
    @TempDir
    private Path directory;

    private final RecordedOutput output = new RecordedOutput();
    private NotebookInterpreter interpreter;

    @BeforeEach
    void open() {
        interpreter = new NotebookInterpreter(
                StandardMagics.registry(),
                new Session(directory, directory),
                value -> MimeBundle.text(String.valueOf(value)));
    }

    @AfterEach
    void close() {
        interpreter.close();
    }

    @Test
    void aJarCanBeImportedFromInTheCellThatAddsItAndCompleted() throws IOException {
        jar("lib/greeting.jar", "one.Greeting", "hello");
        assertEquals("1", result("int kept = 1;\nkept"));

        assertEquals("hello", result("%jars lib/greeting.jar\nimport one.Greeting;\nGreeting.text()"));

        assertEquals(
                List.of("Added greeting.jar.\n    session.libraries().add(List.of(Path.of(\""
                        + directory.resolve("lib/greeting.jar") + "\")));"),
                output.texts());
        assertEquals("hello1", result("Greeting.text() + kept"));
        assertTrue(interpreter.complete("one.Gr", 6).candidates().contains("Greeting"));
        assertEquals(List.of("text()"), interpreter.complete("Greeting.te", 11).candidates());
        result("%jars lib/greeting.jar\n1");
        assertTrue(output.texts().get(1).startsWith("There already: greeting.jar."), output.texts() + "");
    }

    @Test
    void patternsAndDirectoriesOfClassesAreTakenAndWhatWasAddedIsListed() throws IOException {
        jar("lib/b.jar", "two.B", "b");
        jar("lib/a.jar", "two.A", "a");
        Files.writeString(directory.resolve("lib/readme.txt"), "no jar");
        Files.createDirectories(directory.resolve("classes"));
        assertEquals("ab", result("var added = %jars lib/* classes\ntwo.A.text() + two.B.text()"));
        assertEquals("3", result("added.size()"));
        assertEquals("[a.jar, b.jar, classes]", result("""
                var all = %jars
                all.stream().map(place -> ((Path) place).getFileName()).toList()"""));
    }

    @Test
    void whatIsNoLibraryIsNamed() throws IOException {
        Files.writeString(directory.resolve("note.jar"), "not a jar");
        assertTrue(failed("%jars note.jar").message().contains("note.jar is no jar: "));
        assertTrue(failed("%jars absent.jar").message().startsWith("Cannot read the jar "));
        assertTrue(failed("%jars note*.zip").message().startsWith("There is no jar note*.zip in " + directory));
        assertTrue(failed("%maven commons-csv").message().startsWith("\"commons-csv\" names no library."));
        assertTrue(failed("%maven").message().contains("GROUP:ARTIFACT:VERSION is missing"), failed("%maven") + "");
        assertEquals("[]", result("session.libraries().all()"));
    }

    @Test
    void aJarThatHasChangedSinceIsMentioned() throws IOException {
        Path jar = jar("greeting.jar", "one.Greeting", "hello");
        result("%jars greeting.jar\n1");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        result("%jars greeting.jar\n1");
        assertTrue(output.texts().get(1).contains(jar + " has changed since it was added."), output.texts() + "");
    }

    @Test
    void coordinatesBringAllThatTheyNeedFromARepositoryAndFromWhatWasBuiltHere() throws IOException {
        publish("repository", "demo:base:1.0", "demo.Base", "base", "");
        publish(
                "repository",
                "demo:greeting:2.0-SNAPSHOT",
                "demo.Greeting",
                "hello",
                "<dependencies><dependency><groupId>demo</groupId><artifactId>base</artifactId><version>1.0</version>"
                        + "</dependency></dependencies>");
        publish("local", "demo:mine:1-SNAPSHOT", "demo.Mine", "mine", "");

        assertEquals(
                "hello base mine",
                result("%maven demo:greeting:2.0-SNAPSHOT demo:mine:1-SNAPSHOT --repository repository --local local"
                        + " --offline\n"
                        + "demo.Greeting.text() + \" \" + demo.Base.text() + \" \" + demo.Mine.text()"));

        String said = output.texts().get(output.texts().size() - 1);
        assertTrue(said.startsWith("Added greeting-2.0-SNAPSHOT.jar, "), said);
        assertTrue(said.contains("session.libraries().add(Maven.standard().withRepository("), said);
        assertTrue(Files.exists(directory.resolve("local/demo/base/1.0/base-1.0.jar")), "kept for the next time");
        String twin = said.lines()
                .filter(line -> line.contains("session."))
                .findFirst()
                .orElseThrow();
        assertEquals("[]", result(twin), "it does the same, and all is there already");
    }

    @Test
    void repositoriesAreAskedOverTheNetworkOnlyWhereThatIsWanted() throws IOException {
        publish("served", "demo:far:1.0", "demo.Far", "far", "");
        ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            Path file = directory.resolve("served" + exchange.getRequestURI().getPath());
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(Files.exists(file) ? 200 : 404, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            String line = "%maven demo:far:1.0 --local local --repository http://127.0.0.1:"
                    + server.getAddress().getPort();
            Failed offline = failed(line + " --offline");
            assertTrue(offline.message().startsWith("Cannot get demo:far:1.0: "), offline.message());
            assertTrue(offline.message().contains("offline"), offline.message());
            assertEquals(List.of(), List.copyOf(asked));
            assertEquals("far", result(line + "\ndemo.Far.text()"));
            assertTrue(asked.contains("/demo/far/1.0/far-1.0.jar"), asked.toString());
            asked.clear();
            assertEquals("far", result(line + "\ndemo.Far.text()"));
            assertFalse(asked.contains("/demo/far/1.0/far-1.0.jar"), "it is in the local repository");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aDownloadIsShownAndAnInterruptEndsTheCell() throws Exception {
        publish("served", "demo:slow:1", "demo.Slow", "slow", "");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/demo/slow/1/slow-1.pom", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            Files.copy(directory.resolve("served/demo/slow/1/slow-1.pom"), exchange.getResponseBody());
            exchange.close();
        });
        server.createContext("/demo/slow/1/slow-1.jar", exchange -> {
            exchange.sendResponseHeaders(200, Integer.MAX_VALUE);
            while (true) { // Until nobody takes it any more, and it throws.
                exchange.getResponseBody().write(new byte[1 << 10]);
                exchange.getResponseBody().flush();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
        });
        server.start();
        try {
            String line = "%maven demo:slow:1 --local local --repository http://127.0.0.1:"
                    + server.getAddress().getPort();
            CompletableFuture<CellOutcome> running =
                    CompletableFuture.supplyAsync(() -> interpreter.execute(line, output));
            output.awaitDisplay();
            interpreter.interrupt();
            Failed failed = (Failed) running.get(20, TimeUnit.SECONDS);
            assertEquals("Interrupted", failed.name());
            String shown = output.texts().get(0);
            assertTrue(shown.startsWith("downloading") && shown.contains("slow-1.jar"), shown);
        } finally {
            server.stop(0);
        }
    }

    private Path jar(String place, String type, String text) throws IOException {
        Path jar = directory.resolve(place);
        Files.createDirectories(jar.getParent());
        int dot = type.lastIndexOf('.');
        return SourceJar.of(
                jar,
                Map.of(
                        type,
                        "package " + type.substring(0, dot) + "; public class " + type.substring(dot + 1)
                                + " { public static String text() { return \"" + text + "\"; } }"),
                Map.of());
    }

    /** Puts a library where a repository has it, as deploying and installing do. */
    private void publish(String repository, String coordinates, String type, String text, String dependencies)
            throws IOException {
        String[] parts = coordinates.split(":");
        String place = repository + "/" + parts[0] + "/" + parts[1] + "/" + parts[2] + "/" + parts[1] + "-" + parts[2];
        jar(place + ".jar", type, text);
        Files.writeString(
                directory.resolve(place + ".pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1]
                        + "</artifactId><version>" + parts[2] + "</version>" + dependencies + "</project>");
    }

    private String result(String code) {
        CellOutcome outcome = interpreter.execute(code, output);
        if (outcome instanceof Failed failed) {
            throw new AssertionError(code + "\n" + String.join("\n", failed.traceback()));
        }
        return ((Done) outcome).result().orElseThrow().data().get("text/plain");
    }

    private Failed failed(String code) {
        return (Failed) interpreter.execute(code, output);
    }
}
