package upft.bench.sample;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import upft.bench.Contender;
import upft.bench.ContenderException;
import upft.bench.MeasuringProcess;
import upft.bench.ProcessContender;
import upft.io.JsonRecord;
import upft.io.Jsonl;

/**
 * What a process is to sample. The rivals' programs read it too: see {@code sampling.py}.
 *
 * @param model a Hugging Face directory
 * @param prompts token ids of each question, the same for all contenders
 * @param samples rows a prompt
 * @param temperature 0 means greedy
 * @param endTokens ids that end a row; none if every row is to take {@code newTokens}
 * @param batch rows at a time
 * @param warmUpRows of the first rows, sampled before the clock runs
 * @param warmUpTokens new tokens of each of them
 * @param candidates batch sizes that a pilot tries
 * @param pilotTokens new tokens a row in the pilot at most
 */
record SampleJob(
        String model,
        List<int[]> prompts,
        int samples,
        int newTokens,
        double temperature,
        double topP,
        List<Integer> endTokens,
        int batch,
        int threads,
        long seed,
        int warmUpRows,
        int warmUpTokens,
        List<Integer> candidates,
        int pilotTokens) {
    /** What a rival may be best at. */
    private static final List<Integer> BATCHES = List.of(1, 16, 32, 64);

    private static final long SEED = 42;
    private static final int WARM_UP_ROWS = 4;
    private static final int WARM_UP_TOKENS = 8;
    private static final int PILOT_TOKENS = 64;

    /** @param prompts of as many questions as the workload has */
    static SampleJob of(
            Workload workload, Path model, List<int[]> prompts, List<Integer> endTokens, int batch, int threads) {
        List<Integer> candidates = BATCHES.stream()
                .map(size -> Math.min(size, workload.rows()))
                .distinct()
                .toList();
        return new SampleJob(
                model.toString(),
                prompts,
                workload.samples(),
                workload.newTokens(),
                workload.temperature(),
                Workload.TOP_P,
                workload.endsIgnored() ? List.of() : endTokens,
                batch,
                threads,
                SEED,
                WARM_UP_ROWS,
                WARM_UP_TOKENS,
                candidates,
                PILOT_TOKENS);
    }

    SampleJob withBatch(int size) {
        return new SampleJob(
                model,
                prompts,
                samples,
                newTokens,
                temperature,
                topP,
                endTokens,
                size,
                threads,
                seed,
                warmUpRows,
                warmUpTokens,
                candidates,
                pilotTokens);
    }

    JsonObject json() {
        return Jsonl.toJson(this).getAsJsonObject();
    }

    /** Whoever does this job, as a process. */
    Contender<SampleResult> contender(String name, String note, MeasuringProcess process) {
        return new ProcessContender<>(name, note, process, json(), this::result);
    }

    private SampleResult result(JsonRecord answer) {
        SampleResult result = answer.value(SampleResult.class);
        int rows = prompts.size() * samples;
        if (result.lengths() == null
                || result.figures() == null
                || result.lengths().size() != rows) {
            throw new ContenderException("answered with no lengths of " + rows + " rows");
        }
        return result;
    }
}
