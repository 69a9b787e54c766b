package upft.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import upft.engine.Device;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.model.OptimizerSettings;
import upft.model.Placement;
import upft.model.TrainingRow;
import upft.model.TrainingRun;
import upft.recipe.Upft;
import upft.task.CancelToken;
import upft.task.Progress;

/**
 * Makes the demo model: starts from random weights and learns the solutions of {@link DemoCorpus}, prompts masked out, with
 * AdamW and a rate that rises and then falls along a cosine.
 *
 * <p>All randomness comes from the seed. Runs on one machine give the same weights; on another, sums may be rounded
 * differently and the weights drift apart, though not in what they do on average.
 */
public final class DemoPretraining {
    /** The seed of the committed weights. */
    public static final long SEED = 1;

    private final LanguageModel model;
    private final PretrainingSettings settings;
    private final DemoCorpus corpus;

    private DemoPretraining(LanguageModel model, PretrainingSettings settings, DemoCorpus corpus) {
        this.model = model;
        this.settings = settings;
        this.corpus = corpus;
    }

    /**
     * Makes the demo model anew and writes it as a Hugging Face directory; about ten minutes on two cores.
     *
     * @param directory may hold an older model, which is replaced when the new one is ready
     * @throws UserException if the directory cannot be written
     * @throws upft.task.CancelledException if cancelled; nothing is written then
     */
    public static void run(Path directory, long seed, Progress progress, CancelToken cancel) {
        run(directory, seed, PretrainingSettings.DEMO, progress, cancel);
    }

    static void run(Path directory, long seed, PretrainingSettings settings, Progress progress, CancelToken cancel) {
        DemoCorpus corpus = new DemoCorpus(CorpusShares.DEMO, Upft.TASK_TEMPLATE, new Random(seed + 1));
        try (LanguageModel fresh = fresh(seed);
                LanguageModel trained = new DemoPretraining(fresh, settings, corpus).train(progress, cancel)) {
            trained.save(directory);
        }
    }

    private static LanguageModel fresh(long seed) {
        try (TemporaryDirectory place = TemporaryDirectory.create()) {
            DemoFiles.writeFresh(place.resolve(DemoModel.NAME), seed);
            // A GPU adds up in another order from run to run; the same seed is to give the same weights.
            return LanguageModel.load(place.resolve(DemoModel.NAME), Placement.AUTO.on(Device.CPU));
        }
    }

    private LanguageModel train(Progress progress, CancelToken cancel) {
        long start = System.nanoTime();
        try (TrainingRun run = model.beginTraining(OptimizerSettings.PAPER)) {
            for (int step = 0; step < settings.steps(); step++) {
                cancel.throwIfCancelled();
                double loss = run.accumulate(batch());
                run.apply(settings.rate(step));
                progress.report(new Progress.Report(
                        "pre-training",
                        step + 1,
                        settings.steps(),
                        "steps",
                        (System.nanoTime() - start) / 1e9,
                        String.format(Locale.ROOT, "loss %.3f", loss)));
            }
            return run.finish(DemoModel.NAME);
        }
    }

    /** Fresh examples; the loss is the mean over all their response tokens. */
    private List<TrainingRow> batch() {
        List<int[]> prompts = new ArrayList<>();
        List<int[]> responses = new ArrayList<>();
        for (int i = 0; i < settings.batchSize(); i++) {
            DemoCorpus.Example example = corpus.next();
            prompts.add(model.promptIds(example.question()));
            responses.add(withEnd(model.tokenizer().encode(example.response())));
        }
        int tokens = responses.stream().mapToInt(ids -> ids.length).sum();
        List<TrainingRow> rows = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            rows.add(row(prompts.get(i), responses.get(i), 1f / tokens));
        }
        return rows;
    }

    private static int[] withEnd(int[] ids) {
        int[] ended = Arrays.copyOf(ids, ids.length + 1);
        ended[ids.length] = DemoTokenizer.END_ID;
        return ended;
    }

    private static TrainingRow row(int[] prompt, int[] response, float weight) {
        int[] ids = Arrays.copyOf(prompt, prompt.length + response.length);
        System.arraycopy(response, 0, ids, prompt.length, response.length);
        float[] weights = new float[ids.length];
        Arrays.fill(weights, prompt.length, ids.length, weight);
        return new TrainingRow(ids, weights);
    }
}
