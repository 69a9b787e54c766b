package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The console at a terminal, one that does not know its size: a pseudo-terminal of script(1), which nobody has sized. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "script(1) has other options elsewhere")
class ConsoleTerminalTest {
    private static final int PATIENCE = 120;
    private static final String PROMPT = "upft> ";
    private static final String END_OF_INPUT = "\u0004";

    @TempDir
    private Path directory;

    private Process process;
    private final StringBuilder unread = new StringBuilder();

    @Test
    void aFailureIsShownTheSessionGoesOnAndEndOfInputEndsIt() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no /usr/bin/script to make a terminal");
        start();
        try {
            await(PROMPT);
            type("6 *\r");
            await(" ...> ");
            type("7\r");
            await("42");
            await(PROMPT);
            type("%mdel demo\r");
            await("Did you mean %model?");
            await(PROMPT);
            type(END_OF_INPUT);
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    private void start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("/usr/bin/script", "-qec", "./upft console --out " + directory, "/dev/null");
        builder.environment().put("TERM", "xterm");
        // The history of typed cells is kept there.
        builder.environment().put("XDG_DATA_HOME", directory.toString());
        process = builder.directory(Program.ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        // A session that does not answer must not hold the build: its end is found by reading.
        CompletableFuture.delayedExecutor(PATIENCE, TimeUnit.SECONDS).execute(process::destroyForcibly);
    }

    private void type(String keys) throws IOException {
        OutputStream keyboard = process.getOutputStream();
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    /** Reads on until {@code text} has appeared, and forgets what came before it. */
    private void await(String text) throws IOException {
        byte[] buffer = new byte[1024];
        for (int at = unread.indexOf(text); at < 0; at = unread.indexOf(text)) {
            int count = process.getInputStream().read(buffer);
            assertTrue(count > 0, () -> "the session ended before " + text + ":\n" + unread);
            unread.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
        }
        unread.delete(0, unread.indexOf(text) + text.length());
    }
}
