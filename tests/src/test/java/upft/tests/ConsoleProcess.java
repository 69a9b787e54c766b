package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The program itself at work on cells from a pipe, to be killed or waited for. */
record ConsoleProcess(Process process, Path log) {
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

    /** @param out where its files go, and {@code output.log} with what it prints */
    static ConsoleProcess start(Path out, String cells) throws IOException {
        Files.createDirectories(out);
        Path log = out.resolve("output.log");
        Process process = new ProcessBuilder(
                        Program.ROOT.resolve("upft").toString(), "console", "--out", out.toString())
                .directory(Program.ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try (var input = process.getOutputStream()) {
            input.write(cells.getBytes(StandardCharsets.UTF_8));
        }
        return new ConsoleProcess(process, log);
    }

    /** Waits until a file has so many lines; the program goes on. */
    void awaitLines(Path file, long lines) {
        long begun = System.nanoTime();
        while (lines(file) < lines) {
            assertTrue(
                    process.isAlive() && System.nanoTime() - begun < PATIENCE,
                    () -> "ended by itself or never came that far: " + text(log));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void finish() throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE, TimeUnit.NANOSECONDS), () -> text(log));
        assertEquals(0, process.exitValue(), () -> text(log));
    }

    /** None of a file that is not there. */
    static long lines(Path file) {
        return Files.exists(file) ? text(file).lines().count() : 0;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
