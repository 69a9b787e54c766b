package upft.bench;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import upft.io.FileErrors;
import upft.io.JsonRecord;
import upft.io.Jsonl;
import upft.io.UserException;
import upft.task.CancelledException;

/**
 * A program that measures something in a process of its own, so that its memory, its page faults and its warm-up are
 * nobody else's. It reads a job from the file that its last argument names, and its last line is the answer, a JSON object.
 *
 * @param command without the job's file
 * @param environment in addition to this process's own, and before it
 * @param limit after which it is ended
 */
public record MeasuringProcess(List<String> command, Map<String, String> environment, Duration limit) {
    /**
     * @param job written as one line of JSON
     * @throws ContenderException if it cannot be started, fails, takes too long or does not answer
     */
    public JsonRecord answer(JsonObject job) {
        Path scratch = scratch();
        try {
            Path file = scratch.resolve("job.json");
            Jsonl.write(file, Stream.of(job));
            List<String> whole = new ArrayList<>(command);
            whole.add(file.toString());
            run(whole, scratch);
            return lastLine(scratch);
        } catch (IOException e) {
            throw new ContenderException("cannot be started: " + FileErrors.reason(e), e);
        } finally {
            delete(scratch);
        }
    }

    /**
     * Runs the command as it is, with no job.
     *
     * @param log what it prints is kept there
     * @throws ContenderException if it cannot be started, fails or takes too long
     */
    public void run(Path log) {
        try {
            int exitCode = waitFor(start(command, log, log), limit);
            if (exitCode != 0) {
                throw new ContenderException(program() + " failed: " + lastOf(log) + " (" + log + ")");
            }
        } catch (IOException e) {
            throw new ContenderException(program() + " cannot be started: " + FileErrors.reason(e), e);
        }
    }

    private void run(List<String> whole, Path scratch) throws IOException {
        Process process = start(whole, scratch.resolve("out"), scratch.resolve("err"));
        int exitCode = waitFor(process, limit);
        if (exitCode != 0) {
            throw new ContenderException("ended with exit code " + exitCode + ": " + lastOf(scratch.resolve("err")));
        }
    }

    private Process start(List<String> whole, Path out, Path err) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(whole).redirectOutput(out.toFile());
        if (err.equals(out)) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(err.toFile());
        }
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** Whoever ends this process ends the one it waits for. */
    private static int waitFor(Process process, Duration limit) {
        Thread hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ContenderException("did not end within " + limit.toMinutes() + " minutes");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } finally {
            process.destroyForcibly();
            forget(hook);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook is running, or has run.
            return;
        }
    }

    private JsonRecord lastLine(Path scratch) throws IOException {
        Path answer = scratch.resolve("answer");
        Files.writeString(answer, lastOf(scratch.resolve("out")));
        try {
            List<JsonRecord> records = Jsonl.read(answer);
            if (!records.isEmpty()) {
                return records.get(0);
            }
        } catch (UserException e) {
            throw new ContenderException("its last line is no JSON object: " + lastOf(answer), e);
        }
        throw new ContenderException("printed nothing");
    }

    private String program() {
        return String.join(" ", command.subList(0, Math.min(3, command.size())));
    }

    /** The last line with text; empty if there is none. */
    private static String lastOf(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("upft-bench");
        } catch (IOException e) {
            throw new UserException(
                    "Cannot make a directory in " + System.getProperty("java.io.tmpdir") + ": " + FileErrors.reason(e)
                            + ". Free some space there.",
                    e);
        }
    }

    private static void delete(Path scratch) {
        try (Stream<Path> content = Files.list(scratch)) {
            for (Path each : content.toList()) {
                Files.delete(each);
            }
            Files.delete(scratch);
        } catch (IOException e) {
            throw new UserException("Cannot delete " + scratch + ": " + FileErrors.reason(e) + ".", e);
        }
    }
}
