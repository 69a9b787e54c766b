package upft.kernel.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code upft bench}: the benchmarks, one a subcommand. */
@Command(
        name = "bench",
        description = {
            "Measure how fast this is on this machine, beside other programs that do the same work.",
            "",
            "A benchmark wants the machine for itself: close what else runs."
        },
        synopsisSubcommandLabel = "BENCHMARK")
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Failures.WRONG_USE;
    }
}
