package upft.kernel.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import upft.kernel.cell.Interpreter;
import upft.kernel.history.History;
import upft.kernel.protocol.KernelProcess;

/** {@code upft kernel}: what Jupyter starts. */
@Command(name = "kernel", description = "Serve a Jupyter client. Jupyter runs this; a user need not.")
final class KernelCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "CONNECTION_FILE", description = "The file in which Jupyter says where it listens.")
    private Path connectionFile;

    KernelCommand(World world) {
        this.world = world;
    }

    /** Jupyter starts a kernel in the directory of the notebook; that is where its files go. */
    @Override
    public Integer call() throws InterruptedException {
        Path here = Path.of("").toAbsolutePath();
        History history = world.history();
        Interpreter interpreter = world.interpreters().start(here, here, history);
        KernelProcess.serve(connectionFile, interpreter, history, new Versions().upft());
        return 0;
    }
}
