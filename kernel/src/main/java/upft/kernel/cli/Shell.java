package upft.kernel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import upft.task.CancelledException;

/** Asks another program something. */
final class Shell {
    /**
     * @param exitCode {@value #NOT_FOUND} if there is no such program
     * @param output standard output and error together
     */
    record Result(int exitCode, String output) {}

    static final int NOT_FOUND = 127;

    private Shell() {}

    static Result run(List<String> command) {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return new Result(NOT_FOUND, "");
        }
        try (InputStream output = process.getInputStream()) {
            process.getOutputStream().close();
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }
}
