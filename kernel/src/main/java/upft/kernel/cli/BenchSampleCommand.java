package upft.kernel.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import upft.bench.PythonEnvironment;
import upft.bench.RunningReport;
import upft.bench.sample.SampleBenchmark;
import upft.bench.sample.SampleOptions;
import upft.io.UserException;

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

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Hugging Face directory of the model (default: the variable UPFT_SMOLLM2; the goals are meant"
                    + " for SmolLM2-135M-Instruct).")
    private Path model;

    @Option(
            names = "--questions",
            paramLabel = "FILE",
            description = "JSONL with at least 64 questions (default: the variable UPFT_GSM8K; the goals are meant for"
                    + " GSM8K's test.jsonl).")
    private Path questions;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the rows as JSON, after each workload.")
    private Path json;

    @Option(names = "--repeats", paramLabel = "N", defaultValue = "3", description = "Runs of each (default: 3).")
    private int repeats;

    @Option(names = "--only", paramLabel = "LETTERS", split = ",", description = "Workloads, as in a,b (default: all).")
    private List<String> only = SampleOptions.WORKLOADS;

    @Option(
            names = "--rivals",
            paramLabel = "NAMES",
            split = ",",
            description = "transformers, continuous, llama.cpp, or none (default: all).")
    private List<String> rivals = SampleOptions.RIVALS;

    @Option(
            names = "--python",
            paramLabel = "PROGRAM",
            description = "A Python with the rivals' packages, in place of environments that are installed into"
                    + " ~/.cache/upft-bench (or UPFT_BENCH_CACHE).")
    private Path python;

    @Option(names = "--threads", paramLabel = "N", description = "Of each contender (default: the processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--take", paramLabel = "N", description = "Questions at most, to try things out.")
    private int take = Integer.MAX_VALUE;

    @Option(names = "--tokens", paramLabel = "N", description = "New tokens a trace at most, to try things out.")
    private int tokens = Integer.MAX_VALUE;

    @Option(
            names = "--limit",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "After which a run is given up (default: 60).")
    private int limit;

    BenchSampleCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        RunningReport report =
                new RunningReport("sample", Optional.ofNullable(json), world.out()::println, world.err()::println);
        return new SampleBenchmark(options(), report).run() ? 0 : Failures.CELL_FAILED;
    }

    private SampleOptions options() {
        Platform platform = world.platform();
        return new SampleOptions(
                only,
                rivals.equals(List.of("none")) ? List.of() : rivals,
                repeats,
                threads,
                given(model, "--model", "UPFT_SMOLLM2", "a Hugging Face directory"),
                given(
                        questions,
                        "--questions",
                        "UPFT_GSM8K",
                        "JSON lines with question and answer, GSM8K's test.jsonl"),
                take,
                tokens,
                Optional.ofNullable(python),
                PythonEnvironment.defaultCache(platform.environment(), platform.home()),
                world.worker(),
                environment(platform),
                Duration.ofMinutes(limit));
    }

    private Path given(Path option, String name, String variable, String what) {
        return Optional.ofNullable(option)
                .or(() -> world.platform().variable(variable).map(Path::of))
                .orElseThrow(() -> new UserException(
                        "Give " + name + " or set the variable " + variable + " to the path of " + what + "."));
    }

    /** What the launcher sets for this program, which rivals get too, the threads, and no look at the network. */
    private Map<String, String> environment(Platform platform) {
        Map<String, String> environment = new HashMap<>();
        LaunchSettings.forJdk(Runtime.version().feature())
                .environment()
                .forEach((name, value) ->
                        environment.put(name, platform.variable(name).orElse(value)));
        environment.put("OMP_NUM_THREADS", String.valueOf(threads));
        environment.put("HF_HUB_OFFLINE", "1");
        return environment;
    }
}
