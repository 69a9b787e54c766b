package upft.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import upft.io.UserException;
import upft.model.TrainingRow;
import upft.model.TrainingRun;
import upft.recipe.TrainingExample;
import upft.task.CancelToken;
import upft.task.CounterRandom;
import upft.task.ProgressMeter;

/** Takes a training run through all its epochs. */
final class TrainingLoop {
    private static final int SKIPS_ALLOWED = 2;
    private static final int PROBLEMS_NAMED = 5;

    private final TrainingRun run;
    private final List<TrainingExample> examples;
    private final TrainingSettings settings;
    private final int budget;
    private final WarmUpSchedule schedule;
    private final ProgressMeter meter;
    private final CancelToken cancel;

    private final List<TrainingStep> steps = new ArrayList<>();
    private int stepNumber;
    private int skipped;
    private int skippedInARow;
    private long examplesSeen;
    private long tokensSeen;

    TrainingLoop(
            TrainingRun run,
            List<TrainingExample> examples,
            TrainingSettings settings,
            int budget,
            ProgressMeter meter,
            CancelToken cancel) {
        this.run = run;
        this.examples = examples;
        this.settings = settings;
        this.budget = budget;
        this.schedule = WarmUpSchedule.of(settings.learningRate(), settings.warmUpShare(), stepCount());
        this.meter = meter;
        this.cancel = cancel;
    }

    /** Trains; what is left of a step that is cancelled is dropped with the run. */
    TrainingLog train(String name) {
        reportProgress();
        CounterRandom random = CounterRandom.ofSeed(settings.seed());
        int total = stepCount();
        for (int epoch = 0; stepNumber < total; epoch++) {
            int[] order = random.with(epoch).permutation(examples.size());
            for (int first = 0; first < order.length && stepNumber < total; first += settings.batchSize()) {
                int[] batch = Arrays.copyOfRange(order, first, Math.min(order.length, first + settings.batchSize()));
                step(name, Arrays.stream(batch).mapToObj(examples::get).toList());
            }
        }
        return new TrainingLog(name, settings, steps, skipped);
    }

    /** Positions that the loss looked at, those of skipped steps included. */
    long tokensSeen() {
        return tokensSeen;
    }

    private void step(String name, List<TrainingExample> batch) {
        stepNumber++;
        double start = meter.seconds();
        double loss = accumulate(batch);
        double rate = schedule.rate(stepNumber);
        double norm = Double.NaN;
        if (Double.isFinite(loss)) {
            norm = run.apply(rate);
        } else {
            run.discard();
        }
        if (Double.isFinite(norm)) {
            skippedInARow = 0;
            steps.add(record(batch, loss, norm, rate, meter.seconds() - start));
        } else {
            skip(name, batch);
        }
    }

    private double accumulate(List<TrainingExample> batch) {
        double loss = 0;
        for (List<TrainingRow> piece : MicroBatches.of(batch, settings.average(), budget)) {
            cancel.throwIfCancelled();
            loss += run.accumulate(piece);
            examplesSeen += piece.size();
            reportProgress();
        }
        tokensSeen += responseTokens(batch);
        return loss;
    }

    private TrainingStep record(List<TrainingExample> batch, double loss, double norm, double rate, double seconds) {
        int positions = batch.stream().mapToInt(TrainingExample::length).sum();
        return new TrainingStep(
                stepNumber,
                (double) examplesSeen / examples.size(),
                loss,
                norm,
                rate,
                responseTokens(batch),
                seconds > 0 ? positions / seconds : 0);
    }

    private void skip(String name, List<TrainingExample> batch) {
        skipped++;
        skippedInARow++;
        if (skippedInARow > SKIPS_ALLOWED) {
            throw new UserException("Training " + name + " stopped at step " + stepNumber + ": the loss or gradient of "
                    + skippedInARow + " batches in a row was not finite. The last was that of " + named(batch)
                    + ". Give a lower learning rate than " + settings.learningRate() + ", or look at these examples.");
        }
    }

    private static String named(List<TrainingExample> batch) {
        String ids = batch.stream()
                .limit(PROBLEMS_NAMED)
                .map(TrainingExample::problemId)
                .collect(Collectors.joining(", "));
        int others = batch.size() - PROBLEMS_NAMED;
        return others > 0 ? ids + " and " + others + " more" : ids;
    }

    private void reportProgress() {
        meter.report(examplesSeen, settings.examplesSeen(examples.size()), detail());
    }

    private String detail() {
        String loss = steps.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT, ", loss %.4f", steps.get(steps.size() - 1).loss());
        return "step " + stepNumber + " of " + stepCount() + loss;
    }

    private int stepCount() {
        return settings.stepCount(examples.size());
    }

    private static int responseTokens(List<TrainingExample> batch) {
        return batch.stream().mapToInt(example -> example.responseIds().length).sum();
    }
}
