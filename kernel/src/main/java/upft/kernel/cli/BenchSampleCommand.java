package upft.kernel.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import upft.bench.sample.SampleBenchmark;
import upft.bench.sample.SampleOptions;

/** {@code upft bench sample}: how fast traces are sampled. */
@Command(
        name = "sample",
        description = {
            "Measure how fast traces are sampled: useful new tokens a second, up to and with the end token.",
            "",
            "(a) UPFT: 32 new tokens, 1 sample, 64 questions. (b) SFT: 256, 1, 64. (c) RFT: 256, 16, 8. (d) one question,"
                    + " 128 greedy tokens. (e) as (b) with end tokens ignored, so that all traces are equally long.",
            "",
            "Ours and each rival run in turns, each run in a process of its own with the same token ids, threads,"
                    + " environment and processors, after a warm-up; shown are medians, and largest minus smallest as a share of"
                    + " them. Rivals' programs are installed on first use, which needs the network; one that cannot be"
                    + " installed or run gets a row that says why.",
            ""
        })
final class BenchSampleCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private HelpOption help;

    @Mixin
    private BenchOptions bench;

    @Mixin
    private RivalOptions rivalOptions;

    @Option(names = "--only", paramLabel = "LETTERS", split = ",", description = "Workloads, as in a,b (default: all).")
    private List<String> only = SampleOptions.WORKLOADS;

    @Option(
            names = "--rivals",
            paramLabel = "NAMES",
            split = ",",
            description = "transformers, continuous, llama.cpp, or none (default: all).")
    private List<String> rivals = SampleOptions.RIVALS;

    @Option(names = "--take", paramLabel = "N", description = "Questions at most, to try things out.")
    private int take = Integer.MAX_VALUE;

    @Option(names = "--tokens", paramLabel = "N", description = "New tokens a trace at most, to try things out.")
    private int tokens = Integer.MAX_VALUE;

    BenchSampleCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        SampleOptions options = new SampleOptions(
                only,
                RivalOptions.chosen(rivals),
                rivalOptions.repeats(),
                bench.threads(),
                bench.model(world),
                bench.questions(world),
                take,
                tokens,
                bench.programs(world, rivalOptions.python()));
        return new SampleBenchmark(options, bench.report("sample", world)).run() ? 0 : Failures.CELL_FAILED;
    }
}
