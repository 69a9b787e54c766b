package upft.kernel.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import upft.bench.Programs;
import upft.bench.PythonEnvironment;
import upft.bench.RunningReport;
import upft.io.UserException;

/** The options that every benchmark has, and what follows from them. */
final class BenchOptions {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Hugging Face directory of the model (default: the variable UPFT_SMOLLM2; the goals are meant"
                    + " for SmolLM2-135M-Instruct).")
    private Path model;

    @Option(
            names = "--questions",
            paramLabel = "FILE",
            description = "JSONL with question and answer, as many as are needed (default: the variable UPFT_GSM8K; the"
                    + " goals are meant for GSM8K's test.jsonl).")
    private Path questions;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the rows as JSON, as they are measured.")
    private Path json;

    @Option(names = "--threads", paramLabel = "N", description = "Of each contender (default: the processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--limit",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "After which a run is given up (default: 60).")
    private int limit;

    int threads() {
        return threads;
    }

    Path model(World world) {
        return given(world, model, "--model", "UPFT_SMOLLM2", "a Hugging Face directory");
    }

    Path questions(World world) {
        return given(
                world,
                questions,
                "--questions",
                "UPFT_GSM8K",
                "JSON lines with question and answer, GSM8K's test.jsonl");
    }

    RunningReport report(String benchmark, World world) {
        return new RunningReport(benchmark, Optional.ofNullable(json), world.out()::println, world.err()::println);
    }

    /** @param python for all rivals, in place of environments that are installed */
    Programs programs(World world, Optional<Path> python) {
        Platform platform = world.platform();
        return new Programs(
                world.worker().get(),
                python,
                PythonEnvironment.defaultCache(platform.environment(), platform.home()),
                environment(platform),
                Duration.ofMinutes(limit));
    }

    private static Path given(World world, Path option, String name, String variable, String what) {
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
