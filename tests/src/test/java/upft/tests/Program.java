package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program run to its end, as a user runs it. */
record Program(int exitCode, String output) {
    /** The checkout's root. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final int MINUTES = 8;

    /**
     * Runs a command in the checkout's root; its standard output and error come together.
     *
     * @param environment in addition to this process's own
     * @param scratch where its output is kept meanwhile
     */
    static Program run(Path scratch, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        return run(scratch, environment, "", command);
    }

    private static Program run(Path scratch, Map<String, String> environment, String input, List<String> command)
            throws IOException, InterruptedException {
        File output = Files.createTempFile(scratch, "output", ".log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile());
        builder.environment().putAll(environment);
        Process process =
                builder.redirectErrorStream(true).redirectOutput(output).start();
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " did not end:\n" + Files.readString(output.toPath()));
        }
        return new Program(process.exitValue(), Files.readString(output.toPath()));
    }

    /** Has the launcher build what is out of date, so that it does not say so in the middle of a test. */
    static void requireBuilt(Path scratch) throws IOException, InterruptedException {
        Program version = upft(scratch, "--version");
        assertEquals(0, version.exitCode(), version.output());
    }

    /** Runs the launcher script, with nothing to read. */
    static Program upft(Path scratch, String... arguments) throws IOException, InterruptedException {
        return upftReading("", scratch, arguments);
    }

    /** Runs the launcher script with {@code input} in a pipe. */
    static Program upftReading(String input, Path scratch, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("upft").toString()));
        command.addAll(List.of(arguments));
        return run(scratch, Map.of(), input, command);
    }
}
