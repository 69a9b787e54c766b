package upft.kernel.cli;

import java.nio.file.Path;
import upft.io.UserException;
import upft.kernel.cell.Interpreter;
import upft.kernel.history.History;
import upft.kernel.interpreter.LateInterpreter;
import upft.kernel.protocol.KernelProcess;

/** {@code upft kernel FILE} without the command line around it, since a kernel starts in less time than that is built in. */
final class KernelMain {
    private KernelMain() {}

    /** Whether that is what was typed, with no option. */
    static boolean isMeant(String[] arguments) {
        return arguments.length == 2 && arguments[0].equals("kernel") && !arguments[1].startsWith("-");
    }

    /** @return the exit code */
    static int run(String[] arguments) {
        World world = World.real();
        try {
            serve(world, Path.of(arguments[1]));
            return 0;
        } catch (UserException e) {
            return Failures.wrongUse(e, world.err());
        } catch (InterruptedException e) {
            return Failures.INTERRUPTED;
        }
    }

    /** Jupyter starts a kernel in the directory of the notebook; that is where its files go. */
    static void serve(World world, Path connectionFile) throws InterruptedException {
        Path here = Path.of("").toAbsolutePath();
        History history = world.history();
        Interpreter interpreter =
                LateInterpreter.start(() -> world.interpreters().start(here, here, history));
        KernelProcess.serve(
                connectionFile, interpreter, history, upft.io.Versions.built().upft(), world::log);
    }
}
