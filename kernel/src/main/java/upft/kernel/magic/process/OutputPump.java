package upft.kernel.magic.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Passes on what a program writes as soon as it is written, on a thread of its own. Text is UTF-8. */
final class OutputPump {
    private static final int CHARACTERS = 8192;
    private static final long QUIET_MILLIS = 100;

    private final Consumer<String> sink;
    private final Thread thread;
    private volatile long passedOn;
    private volatile boolean passing;

    /** Opens what is to be read, which may take until there is somebody who writes. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    private OutputPump(Source source, Consumer<String> sink) {
        this.sink = sink;
        this.thread = new Thread(() -> pump(source), "program output");
        this.thread.setDaemon(true);
    }

    static OutputPump start(Source source, Consumer<String> sink) {
        OutputPump pump = new OutputPump(source, sink);
        pump.thread.start();
        return pump;
    }

    /**
     * Waits for the end of the stream, when the program has ended. A program that it started may hold the stream open: that
     * is taken to be so when nothing has come for a moment.
     *
     * @return whether the stream has ended; else it is still passed on
     */
    boolean awaitEnd() throws InterruptedException {
        long before = -1;
        while (thread.isAlive() && (passing || passedOn != before)) {
            before = passedOn;
            thread.join(QUIET_MILLIS);
        }
        return !thread.isAlive();
    }

    private void pump(Source source) {
        char[] buffer = new char[CHARACTERS];
        try (Reader reader = new InputStreamReader(source.open(), StandardCharsets.UTF_8)) {
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                passing = true;
                sink.accept(new String(buffer, 0, read));
                passedOn += read;
                passing = false;
            }
        } catch (IOException e) {
            sink.accept("(The rest of the output was lost: " + e.getMessage() + ")\n");
        }
    }
}
