package upft.kernel.protocol;

import com.google.gson.JsonParseException;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import upft.io.FileErrors;
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
     * @throws UserException if the connection file cannot be read or used
     */
    public static void serve(Path connectionFile, Interpreter interpreter, History history, String version)
            throws InterruptedException {
        KernelConnectionProperties connection = read(connectionFile);
        try (KernelServer server = new KernelServer(connection, interpreter, history, version)) {
            parent(System.getenv()).ifPresent(parent -> parent.onExit().thenRun(server::requestShutdown));
            server.awaitShutdownRequest();
            CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS)
                    .execute(() -> Runtime.getRuntime().halt(0));
        }
    }

    private static KernelConnectionProperties read(Path file) {
        try {
            KernelConnectionProperties connection = KernelConnectionProperties.parse(Files.readString(file));
            if (connection == null || connection.getTransport() == null || connection.getIp() == null) {
                throw new UserException("The connection file " + file
                        + " names no transport and ip. It is written by Jupyter; pass the file that Jupyter passes.");
            }
            return connection;
        } catch (IOException e) {
            throw new UserException(
                    "Cannot read the connection file " + file + ": " + FileErrors.reason(e)
                            + ". Jupyter writes it and passes its name.",
                    e);
        } catch (JsonParseException e) {
            throw new UserException(
                    "The connection file " + file + " is not what Jupyter writes: " + e.getMessage(), e);
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
