package upft.bench.sample;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import upft.bench.Contender;
import upft.bench.ContenderException;
import upft.bench.MeasuringProcess;
import upft.bench.PythonEnvironment;
import upft.io.Jsonl;
import upft.io.UserException;

/** Gets rivals ready: a Python that has what they need, their programs, and the batch sizes that suit them. */
final class Rivals {
    private static final String COMMON = "rival.py";

    private final SampleOptions options;
    private final PythonEnvironment environments;
    private final Consumer<String> log;

    Rivals(SampleOptions options, Consumer<String> log) {
        this.options = options;
        this.log = log;
        this.environments = new PythonEnvironment(options.cache(), log);
    }

    /** A rival that is ready, or one whose every run says why it is not. */
    Contender<SampleResult> contender(Rival rival, SampleJob job) {
        try {
            MeasuringProcess process = process(rival);
            boolean tried =
                    rival.batches() == Rival.Batches.PILOT && job.candidates().size() > 1;
            return tried ? afterPilot(rival, process, job) : new ProcessContender(rival.title(), "", process, job);
        } catch (ContenderException e) {
            log.accept(rival.title() + ": " + e.getMessage());
            return new Absent(rival.title(), e.getMessage());
        }
    }

    private MeasuringProcess process(Rival rival) {
        Path python = options.python()
                .orElseGet(() -> environments.python(
                        rival.environment(), PythonEnvironment.text(Rivals.class, rival.requirements())));
        environments.resource(Rivals.class, COMMON);
        Path program = environments.resource(Rivals.class, rival.program());
        return new MeasuringProcess(
                List.of(python.toString(), program.toString()), options.environment(), options.limit());
    }

    private Contender<SampleResult> afterPilot(Rival rival, MeasuringProcess process, SampleJob job) {
        log.accept("pilot of " + rival.title() + ", batches of " + job.candidates());
        Map<String, Double> rates = rates(process, job);
        int best = job.candidates().stream()
                .max(Comparator.comparingDouble(size -> rates.get(String.valueOf(size))))
                .orElseThrow();
        String found = job.candidates().stream()
                .map(size -> String.format(Locale.ROOT, "%d: %.1f", size, rates.get(String.valueOf(size))))
                .collect(Collectors.joining(", "));
        return new ProcessContender(
                rival.title() + ", batch " + best,
                "Pilot of " + rival.title() + ", tokens/s by batch size: " + found,
                process,
                job.withBatch(best));
    }

    private record Pilot(Map<String, Double> rates) {}

    private static Map<String, Double> rates(MeasuringProcess process, SampleJob job) {
        JsonObject asked = Jsonl.toJson(job).getAsJsonObject();
        asked.addProperty("pilot", true);
        try {
            Map<String, Double> rates = process.answer(asked).value(Pilot.class).rates();
            for (int size : job.candidates()) {
                if (rates == null || !rates.containsKey(String.valueOf(size))) {
                    throw new ContenderException("its pilot tells no rate of batches of " + size);
                }
            }
            return rates;
        } catch (UserException e) {
            throw new ContenderException("its pilot's answer cannot be read: " + e.getMessage(), e);
        }
    }

    /** One that could not be made ready. */
    private record Absent(String name, String why) implements Contender<SampleResult> {
        @Override
        public SampleResult run() {
            throw new ContenderException(why);
        }
    }
}
