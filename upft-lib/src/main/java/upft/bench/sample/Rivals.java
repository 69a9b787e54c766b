package upft.bench.sample;

import com.google.gson.JsonObject;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import upft.bench.Contender;
import upft.bench.ContenderException;
import upft.bench.MeasuringProcess;
import upft.bench.Programs;
import upft.io.UserException;

/** Gets rivals ready: their programs, and the batch sizes that suit them. */
final class Rivals {
    private final Programs programs;
    private final Consumer<String> log;

    Rivals(Programs programs, Consumer<String> log) {
        this.programs = programs;
        this.log = log;
    }

    /** A rival that is ready, or one whose every run says why it is not. */
    Contender<SampleResult> contender(Rival rival, SampleJob job) {
        try {
            MeasuringProcess process = programs.rival(rival.files(), log);
            boolean tried =
                    rival.batches() == Rival.Batches.PILOT && job.candidates().size() > 1;
            return tried ? afterPilot(rival, process, job) : job.contender(rival.title(), "", process);
        } catch (ContenderException e) {
            log.accept(rival.title() + ": " + e.getMessage());
            return Contender.absent(rival.title(), e.getMessage());
        }
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
        return job.withBatch(best)
                .contender(
                        rival.title() + ", batch " + best,
                        "Pilot of " + rival.title() + ", tokens/s by batch size: " + found,
                        process);
    }

    private record Pilot(Map<String, Double> rates) {}

    private static Map<String, Double> rates(MeasuringProcess process, SampleJob job) {
        JsonObject asked = job.json();
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
}
