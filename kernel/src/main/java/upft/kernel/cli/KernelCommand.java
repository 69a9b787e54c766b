package upft.kernel.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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

    @Override
    public Integer call() throws InterruptedException {
        KernelMain.serve(world, connectionFile);
        return 0;
    }
}
