package upft.kernel.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program {@code upft}. */
@Command(
        name = "upft",
        description = "Unsupervised Prefix Fine-Tuning in Java notebooks.",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        subcommands = HelpCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:a cell of the notebook or session failed, or a check found a problem",
            "2:the command cannot be carried out as given, or its files not written; the message says why",
            "70:a bug in this program; the stack trace says where",
            "77:gpu-check found no GPU, so that nothing was checked",
            "130:interrupted"
        },
        footer = {"", "UPFT_JAVA_OPTS adds options of the JVM, as in UPFT_JAVA_OPTS=-Xmx4g ./upft console."})
public final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(
                KernelMain.isMeant(arguments)
                        ? KernelMain.run(arguments)
                        : commandLine(World.real()).execute(arguments));
    }

    /** The whole command line over a world of its own. */
    static CommandLine commandLine(World world) {
        return new CommandLine(new Main())
                .addSubcommand(new RunCommand(world))
                .addSubcommand(new ConsoleCommand(world))
                .addSubcommand(new InstallCommand(world))
                .addSubcommand(new DoctorCommand(world))
                .addSubcommand(new DemoModelCommand(world))
                .addSubcommand(new GpuCheckCommand(world))
                .addSubcommand(new CommandLine(new BenchCommand())
                        .addSubcommand(new BenchSampleCommand(world))
                        .addSubcommand(new BenchTrainCommand(world))
                        .addSubcommand(new BenchClaimCommand(world))
                        .addSubcommand(new BenchKernelCommand(world))
                        .addSubcommand(new BenchWorkerCommand(world)))
                .addSubcommand(new KernelCommand(world))
                .setOut(world.out())
                .setErr(world.err())
                .setParameterExceptionHandler(Failures::wrongUse)
                .setExecutionExceptionHandler(Failures::failed);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Failures.WRONG_USE;
    }
}
