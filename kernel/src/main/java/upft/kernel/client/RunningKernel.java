package upft.kernel.client;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import upft.io.FileErrors;
import upft.task.CancelledException;

/** A kernel in a process that was started for it, with a client. Closing ends both. */
public final class RunningKernel implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    /** What a kernel publishes for a request comes that soon after its reply. */
    private static final Duration HEARD = Duration.ofMillis(50);

    /** Jupyter gives a kernel as long. */
    private static final Duration END = Duration.ofSeconds(5);

    private final Path scratch;
    private final Process process;
    private final KernelClient client;
    private final Thread hook;
    private final long start;
    private final Duration patience;

    private RunningKernel(Path scratch, Process process, KernelClient client, long start, Duration patience) {
        this.scratch = scratch;
        this.process = process;
        this.client = client;
        this.start = start;
        this.patience = patience;
        this.hook = new Thread(this::kill);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts a kernel; it need not be ready when this returns.
     *
     * @param environment in addition to this process's own and to the kernel's
     * @param patience after which a kernel that says nothing is given up
     * @throws KernelException if its program cannot be started
     */
    public static RunningKernel start(InstalledKernel kernel, Map<String, String> environment, Duration patience) {
        Path scratch = scratch();
        try {
            Connection connection = Connection.free();
            // Unlike others, temporary files are their owner's alone.
            Path file = Files.writeString(Files.createTempFile(scratch, "connection", ".json"), connection.json());
            ProcessBuilder builder = new ProcessBuilder(kernel.commandFor(file))
                    .redirectErrorStream(true)
                    .redirectOutput(scratch.resolve("log").toFile());
            builder.environment().putAll(environment);
            builder.environment().putAll(kernel.environment());
            // What is asked here is nothing that the user has run.
            builder.environment()
                    .put("UPFT_HISTORY", scratch.resolve("history.jsonl").toString());
            long start = System.nanoTime();
            Process process = builder.start();
            return new RunningKernel(scratch, process, new KernelClient(connection), start, patience);
        } catch (IOException e) {
            delete(scratch);
            throw new KernelException("cannot be started: " + FileErrors.reason(e), e);
        }
    }

    public Process process() {
        return process;
    }

    public KernelClient client() {
        return client;
    }

    /** Since the process was started. */
    public double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** What it has printed on its own standard output and error, which no client sees. */
    public String printed() {
        try {
            return new String(Files.readAllBytes(scratch.resolve("log")), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a request and waits for its reply and for the kernel to be idle again.
     *
     * @param published hears of everything published for it
     * @throws KernelException if the kernel ends or says nothing for too long
     */
    public Received ask(Channel channel, String type, JsonObject content, Consumer<Received> published) {
        String id = client.send(channel, type, content);
        Received reply = awaitReply(channel, id);
        Received last;
        do {
            last = await(Channel.IOPUB);
            if (last.answers(id)) {
                published.accept(last);
            }
        } while (!last.answers(id) || !last.isIdle());
        return reply;
    }

    /** As {@link #ask(Channel, String, JsonObject, Consumer)} on the shell channel, with nobody to hear. */
    public Received ask(String type, JsonObject content) {
        return ask(Channel.SHELL, type, content, published -> {});
    }

    /**
     * Runs a cell and waits for the kernel to be idle again.
     *
     * @param published hears of everything published for it
     * @throws KernelException if the cell fails, or the kernel ends or says nothing for too long
     */
    public void execute(String code, Consumer<Received> published) {
        ask(Channel.SHELL, "execute_request", Requests.execute(code), published).requireOk();
    }

    /** As {@link #execute(String, Consumer)}, with nobody to hear. */
    public void execute(String code) {
        execute(code, published -> {});
    }

    /**
     * Waits until the kernel has answered who it is.
     *
     * @return seconds from its start until then
     * @throws KernelException if it ends before, or says nothing for too long
     */
    public double awaitReady() {
        String id = client.send(Channel.SHELL, "kernel_info_request", Requests.none());
        awaitReply(Channel.SHELL, id);
        double ready = seconds();
        while (!isHeard(id)) {
            id = client.send(Channel.SHELL, "kernel_info_request", Requests.none());
            awaitReply(Channel.SHELL, id);
        }
        return ready;
    }

    /** Whether what is published for a request arrives; a client that has just come may have missed it. */
    private boolean isHeard(String id) {
        Optional<Received> message = client.receive(Channel.IOPUB, HEARD);
        while (message.isPresent()
                && !(message.get().answers(id) && message.get().isIdle())) {
            message = client.receive(Channel.IOPUB, HEARD);
        }
        return message.isPresent();
    }

    /**
     * Waits for the reply to a request alone.
     *
     * @throws KernelException if the kernel ends or does not reply for too long
     */
    public Received awaitReply(Channel channel, String id) {
        Received reply;
        do {
            reply = await(channel);
        } while (!reply.answers(id));
        return reply;
    }

    /**
     * The next message on a channel.
     *
     * @throws KernelException if the kernel ends or says nothing for too long
     */
    public Received await(Channel channel) {
        long giveUp = System.nanoTime() + patience.toNanos();
        Optional<Received> message = client.receive(channel, LOOK_AGAIN);
        while (message.isEmpty()) {
            if (!process.isAlive()) {
                throw new KernelException("ended with exit code " + process.exitValue() + ": " + lastLine());
            }
            if (System.nanoTime() - giveUp > 0) {
                throw new KernelException("said nothing on " + channel + " for " + patience.toSeconds() + " s");
            }
            message = client.receive(channel, LOOK_AGAIN);
        }
        return message.get();
    }

    /** Asks the kernel to end, and waits; whether it did in time. */
    public boolean shutDown(Duration patience) {
        client.send(Channel.CONTROL, "shutdown_request", Requests.shutdown());
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    /** Ends the kernel, if need be by force. */
    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                shutDown(END);
            }
        } finally {
            kill();
            client.close();
            forgetHook();
            delete(scratch);
        }
    }

    private String lastLine() {
        String printed = printed();
        return printed.substring(printed.lastIndexOf('\n') + 1);
    }

    /** A launcher's kernel is a child of the process that was started. */
    private void kill() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook is running, or has run.
            return;
        }
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("upft-kernel");
        } catch (IOException e) {
            throw new KernelException("has no place for its connection file: " + FileErrors.reason(e), e);
        }
    }

    private static void delete(Path scratch) {
        try (Stream<Path> walk = Files.walk(scratch)) {
            for (Path entry : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
