package upft.kernel.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import upft.bench.RunningReport;
import upft.io.UserException;
import upft.kernel.bench.KernelBenchmark;
import upft.kernel.bench.KernelOptions;
import upft.kernel.client.InstalledKernel;

/** {@code upft bench kernel}: how fast the kernel is, seen by a client. */
@Command(
        name = "kernel",
        description = {
            "Measure how fast the kernel starts and answers, and what it takes of memory, beside other kernels.",
            "",
            "start: a new process until its first reply, until its first cell is done, and what it then has resident."
                    + " requests: 1 + 1, is_complete and completion, warmed. lines: a cell prints 100,000 short lines, to a"
                    + " reader that keeps up and to one that is away for 2 s. growth: what stays in memory of 1,000 runs of a"
                    + " cell. loop: loops that can be interrupted beside the same loops not woven.",
            "",
            "Kernels are driven from outside over their sockets, in turns, a process each. A time is taken from sending"
                    + " to the reply and the idle message, whichever is later. Shown are median, 95th percentile and least"
                    + " value. The goals are meant for 2 processors and nothing else running.",
            "",
            "IJava, JJava, rapaio and ipykernel are measured where Jupyter's places have them: JUPYTER_PATH, the user's"
                    + " data, the Python environment, the system.",
            ""
        })
final class BenchKernelCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--only",
            paramLabel = "PARTS",
            split = ",",
            description = "start, requests, lines, growth, loop (default: all).")
    private List<String> only = KernelOptions.TRIALS;

    @Option(
            names = {"--rivals", "--rival"},
            paramLabel = "NAMES",
            split = ",",
            description = "ijava, jjava, rapaio, ipykernel, names of installed kernels, or none (default: those four).")
    private List<String> rivals = KernelOptions.RIVALS;

    @Option(
            names = "--kernel",
            paramLabel = "NAME",
            description =
                    "The installed kernel to be measured as ours (default: this program, installed into a temporary"
                            + " directory for the time).")
    private String kernel;

    @Option(
            names = "--java",
            paramLabel = "PATH",
            description =
                    "The JDK that runs our kernel where it is installed for the time (default: the one that runs this"
                            + " command).")
    private Path java;

    @Option(
            names = {"--python", "--jupyter"},
            paramLabel = "PROGRAM",
            description = "A Python in whose environment kernels are looked for too.")
    private Path python;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "3",
            description = "Turns of each (default: 3); of starts three times as many, of growth one.")
    private int repeats;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the rows as JSON, as they are measured.")
    private Path json;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "After which a kernel that says nothing is given up (default: 60).")
    private int limit;

    BenchKernelCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        List<Path> places = JupyterPlaces.kernels(world.platform(), Optional.ofNullable(python));
        if (kernel != null) {
            return measure(named(places), places);
        }
        try (TemporaryKernel ours = TemporaryKernel.install(java == null ? Jdk.running() : Jdk.at(java))) {
            return measure(ours.kernel(), places);
        }
    }

    private int measure(InstalledKernel ours, List<Path> places) {
        KernelOptions options =
                new KernelOptions(ours, only, RivalOptions.chosen(rivals), repeats, places, Duration.ofSeconds(limit));
        RunningReport report =
                new RunningReport("kernel", Optional.ofNullable(json), world.out()::println, world.err()::println);
        return new KernelBenchmark(options, report).run() ? 0 : Failures.CELL_FAILED;
    }

    private InstalledKernel named(List<Path> places) {
        return InstalledKernel.in(places).stream()
                .filter(installed -> installed.name().equals(kernel))
                .findFirst()
                .orElseThrow(() -> new UserException("--kernel " + kernel + ": there is no such kernel in " + places
                        + ". Install it with ./upft install --name " + kernel + "."));
    }
}
