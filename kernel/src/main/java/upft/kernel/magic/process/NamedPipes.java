package upft.kernel.magic.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Two pipes that lie in the file system. The JVM closes the streams of a {@link Process} as soon as that has ended, with
 * what other programs still write to them; these end when the last writer does.
 */
record NamedPipes(Path out, Path err) implements AutoCloseable {
    /**
     * @param path the search path for the program that makes them
     * @return empty where there is no such program
     */
    static Optional<NamedPipes> create(String path) throws IOException, InterruptedException {
        Optional<String> program = ChildProcess.find(path, "mkfifo");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Path directory = Files.createTempDirectory("cell-");
        NamedPipes pipes = new NamedPipes(directory.resolve("out"), directory.resolve("err"));
        boolean made = false;
        try {
            made = pipes.make(program.get());
        } finally {
            if (!made) {
                pipes.close();
            }
        }
        return made ? Optional.of(pipes) : Optional.empty(); // The directory's file system may have none.
    }

    private boolean make(String mkfifo) throws IOException, InterruptedException {
        return ChildProcess.startUnheard(mkfifo, out.toString(), err.toString()).waitFor() == 0;
    }

    /** Takes their names away; those who have opened them go on. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
        Files.delete(out.getParent());
    }
}
