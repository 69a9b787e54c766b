package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import upft.kernel.client.Channel;
import upft.kernel.client.InstalledKernel;
import upft.kernel.client.Requests;
import upft.kernel.client.RunningKernel;

/** What an installation makes so that the kernel starts in less time, and what happens where it does not fit any more. */
@DisabledOnOs(OS.WINDOWS)
class StartupArchiveTest {
    private static final Pattern SHARED = Pattern.compile("(?m)jdk\\.jshell\\.JShell source: shared objects file");

    @TempDir
    private Path directory;

    @Test
    void theKernelStartsFromItsArchiveAndSilentlyWithoutItWhereItDoesNotFit() throws Exception {
        Program installed = Program.upft(directory, "install", "--prefix", directory.toString(), "--name", "quick");
        assertTrue(installed.output().contains("Start: from an archive of "), installed.output());
        InstalledKernel kernel = InstalledKernel.at(directory.resolve("share/jupyter/kernels/quick"))
                .orElseThrow();

        assertTrue(SHARED.matcher(loadingOf(kernel)).find());
        keepsVariablesWhenAMethodIsRedefined(kernel);
        try (Stream<Path> files = Files.walk(kernel.directory())) {
            for (Path archive : files.filter(file -> file.toString().matches(".*startup-.*\\.(jsa|aot)"))
                    .toList()) {
                Files.writeString(archive, "stale");
            }
        }
        String loading = loadingOf(kernel);
        assertTrue(loading.contains("jdk.jshell.JShell source: "), loading);
        assertTrue(!SHARED.matcher(loading).find());
    }

    /** For which the JVM has to be asked late: an agent from the beginning would make it start more slowly. */
    private static void keepsVariablesWhenAMethodIsRedefined(InstalledKernel kernel) {
        try (RunningKernel running = RunningKernel.start(kernel, Map.of(), Duration.ofMinutes(1))) {
            running.awaitReady();
            result(running, "int f() { return 1; }\nclass Box { int n = f(); }\nvar box = new Box();\nvar same = box;");
            result(running, "int f() { return 2; }");
            assertEquals(List.of("12"), result(running, "box.n + f() * 5 + (box == same ? 1 : 0)"));
        }
    }

    private static List<String> result(RunningKernel running, String code) {
        List<String> results = new ArrayList<>();
        running.ask(Channel.SHELL, "execute_request", Requests.execute(code), published -> {
            if (published.type().equals("execute_result")) {
                results.add(published
                        .content()
                        .getAsJsonObject("data")
                        .get("text/plain")
                        .getAsString());
            }
        });
        return results;
    }

    /** Runs a cell, and gives where the JVM found its classes; it must print nothing else. */
    private String loadingOf(InstalledKernel kernel) throws IOException {
        Path log = directory.resolve("classes.log");
        List<String> command = new ArrayList<>(kernel.command());
        command.add(1, "-Xlog:class+load:file=" + log);
        InstalledKernel logging = new InstalledKernel(
                kernel.name(), kernel.directory(), command, kernel.environment(), kernel.language());
        try (RunningKernel running = RunningKernel.start(logging, Map.of(), Duration.ofMinutes(1))) {
            running.awaitReady();
            assertEquals(List.of("21"), result(running, "20 + 1"));
            assertEquals("", running.printed());
        }
        return Files.readString(log);
    }
}
