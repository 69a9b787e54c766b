package upft.kernel.protocol;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import upft.io.UserException;
import upft.kernel.cell.Interpreter;
import upft.kernel.history.History;

/** A kernel that is all its process does: it ends when a client says so, and when the program that started it is gone. */
public final class KernelProcess {
    /** Clients wait 5 s for a kernel to end before they kill it. */
    private static final long GRACE_SECONDS = 4;

    private KernelProcess() {}

    /**
     * Serves until the end, and closes {@code interpreter}. If something then keeps the process alive, it is halted
     * {@value #GRACE_SECONDS} s after the end was asked for.
     *
     * @param history what clients are told of cells that were run; the interpreter adds to it
     * @param version of the kernel, as it is told to clients
     * @param log is told of a connection file through which others could reach this kernel
     * @throws UserException if the connection file cannot be read or used
     */
    public static void serve(
            Path connectionFile, Interpreter interpreter, History history, String version, Consumer<String> log)
            throws InterruptedException {
        ConnectionFile file = ConnectionFile.read(connectionFile);
        file.dangers().forEach(log);
        try (KernelServer server = new KernelServer(file.connection(), interpreter, history, version)) {
            parent(System.getenv()).ifPresent(parent -> parent.onExit().thenRun(server::requestShutdown));
            server.awaitShutdownRequest();
            CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS)
                    .execute(() -> Runtime.getRuntime().halt(0));
        }
    }

    /** Jupyter names itself in the environment; a process number from outside a container means nothing inside it. */
    private static Optional<ProcessHandle> parent(Map<String, String> environment) {
        try {
            long named = Long.parseLong(environment.getOrDefault("JPY_PARENT_PID", ""));
            return ProcessHandle.of(named).or(KernelProcess::starter);
        } catch (NumberFormatException e) {
            return starter();
        }
    }

    private static Optional<ProcessHandle> starter() {
        return ProcessHandle.current().parent();
    }
}
