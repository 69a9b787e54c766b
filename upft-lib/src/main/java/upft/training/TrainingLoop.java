package upft.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.model.TrainingRow;
import upft.model.TrainingRun;
import upft.recipe.TrainingExample;
import upft.task.Bill;
import upft.task.CancelToken;
import upft.task.CancelledException;
import upft.task.CounterRandom;
import upft.task.Progress;
import upft.task.ProgressMeter;
import upft.task.TrendMeter;

/** Takes a training run through all its epochs, from the beginning or from a checkpoint. */
final class TrainingLoop {
    private static final int SKIPS_ALLOWED = 2;
    private static final int PROBLEMS_NAMED = 5;

    private final String name;
    private final TrainingRun run;
    private final List<TrainingExample> examples;
    private final TrainingSettings settings;
    private final TrainingOptions options;
    private final int budget;
    private final int planned;
    private final LearningRates rates;
    private final ProgressMeter meter;
    private final CancelToken cancel;
    private final CheckpointKeeper keeper;

    private final List<TrainingStep> steps = new ArrayList<>();
    private final List<Exam> exams = new ArrayList<>();
    private final TrendMeter losses = new TrendMeter("loss");
    private TrainingPosition position = TrainingPosition.START;
    private Optional<String> stopped = Optional.empty();

    /** @param budget tokens of one native call */
    TrainingLoop(
            String name,
            TrainingRun run,
            List<TrainingExample> examples,
            TrainingSettings settings,
            int budget,
            TrainingOptions options,
            Progress progress,
            CancelToken cancel) {
        this.name = name;
        this.run = run;
        this.examples = examples;
        this.settings = settings;
        this.budget = budget;
        this.options = options;
        this.planned = settings.stepCount(examples.size());
        this.rates = LearningRates.of(settings, planned);
        this.meter = new ProgressMeter(progress, "training", "examples");
        this.cancel = cancel;
        this.keeper = new CheckpointKeeper(options.checkpoints(), run, meter);
    }

    /** Goes on from a checkpoint: what is made from here on is what would have been made without the break. */
    void resume(Checkpoint checkpoint) {
        checkpoint.restore(run);
        position = checkpoint.position();
        steps.addAll(checkpoint.log().steps());
        steps.forEach(step -> losses.add(step.loss()));
        exams.addAll(checkpoint.log().exams());
        meter.after(position.seconds());
        keeper.wrote(position, log());
    }

    /**
     * Trains to the end, or until the task is cancelled or no checkpoint can be written: the step under way is then dropped
     * whole, and what was reached is saved.
     *
     * @throws CancelledException if it is cancelled before the first step is made
     */
    void train() {
        options.listener().began(log());
        reportProgress(0);
        try {
            examineIfDue();
            while (position.step() < planned) {
                step(batch(position.step()));
                examineIfDue();
                keeper.writeIfDue(position, log(), cancel);
            }
        } catch (CancelledException e) {
            if (position.step() == 0) {
                throw e;
            }
            stop("interrupted");
        } catch (CannotSaveException e) {
            stopped = Optional.of(e.getMessage());
        }
    }

    TrainingLog log() {
        return new TrainingLog(name, settings, steps, position.skipped(), planned, exams);
    }

    TrainingPosition position() {
        return position;
    }

    /** Why it ended before its last step, if it did. */
    Optional<String> stopped() {
        return stopped;
    }

    /** A log that cannot be written is no reason to lose the model. */
    private void tell(Consumer<TrainingListener> what) {
        try {
            what.accept(options.listener());
        } catch (UserException e) {
            throw new CannotSaveException(e);
        }
    }

    private void stop(String why) {
        stopped = Optional.of(why);
        cancel.finish(() -> {
            run.discard();
            return run;
        });
        try {
            keeper.write(position, log(), cancel);
        } catch (CannotSaveException e) {
            stopped = Optional.of(why + "; " + e.getMessage());
        }
    }

    /** The examples of the step after so many. */
    private List<TrainingExample> batch(int stepsBefore) {
        int pass = stepsBefore / settings.stepsAPass(examples.size());
        int first = stepsBefore % settings.stepsAPass(examples.size()) * settings.batchSize();
        int[] order = CounterRandom.ofSeed(settings.seed()).with(pass).permutation(examples.size());
        int[] chosen = Arrays.copyOfRange(order, first, Math.min(order.length, first + settings.batchSize()));
        return Arrays.stream(chosen).mapToObj(examples::get).toList();
    }

    private void step(List<TrainingExample> batch) {
        double start = meter.seconds();
        double loss = accumulate(batch);
        double rate = rates.rate(position.step() + 1);
        double norm = Double.isFinite(loss) ? apply(rate) : discard();
        double seconds = meter.seconds() - start;
        int tokens = responseTokens(batch);
        if (Double.isFinite(norm)) {
            position = position.stepped(batch.size(), tokens, seconds);
            TrainingStep step = record(batch, loss, norm, rate, seconds);
            steps.add(step);
            losses.add(step.loss());
            tell(listener -> listener.stepped(step));
        } else {
            position = position.skipped(batch.size(), tokens, seconds);
            tell(listener -> listener.skipped(position.step()));
            requireFewSkips(batch);
        }
        reportProgress(0);
    }

    private double accumulate(List<TrainingExample> batch) {
        double loss = 0;
        int seen = 0;
        for (List<TrainingRow> piece : MicroBatches.of(batch, settings.average(), budget)) {
            cancel.throwIfCancelled();
            loss += run.accumulate(piece);
            seen += piece.size();
            if (seen < batch.size()) {
                reportProgress(seen);
            }
        }
        cancel.throwIfCancelled();
        return loss;
    }

    /** A step is made whole or not at all: an interrupt that comes now waits for it. */
    private double apply(double rate) {
        return cancel.finish(() -> run.apply(rate));
    }

    private double discard() {
        run.discard();
        return Double.NaN;
    }

    private TrainingStep record(List<TrainingExample> batch, double loss, double norm, double rate, double seconds) {
        int positions = batch.stream().mapToInt(TrainingExample::length).sum();
        return new TrainingStep(
                position.step(),
                (double) position.examples() / examples.size(),
                loss,
                norm,
                rate,
                responseTokens(batch),
                seconds > 0 ? positions / seconds : 0);
    }

    private void requireFewSkips(List<TrainingExample> batch) {
        if (position.skippedInARow() > SKIPS_ALLOWED) {
            throw new DivergedException(
                    "Training " + name + " stopped at step " + position.step()
                            + ": the loss or gradient of " + position.skippedInARow()
                            + " batches in a row was not finite. The last was that of " + named(batch)
                            + ". Give a lower learning rate than " + settings.learningRate()
                            + ", or look at these examples.",
                    Bill.training(position.tokens(), position.seconds()));
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

    /** Also after a resume from a checkpoint that was written before its exam came to an end. */
    private void examineIfDue() {
        if (isExamDue()) {
            examine(options.examiner().orElseThrow());
        }
    }

    private boolean isExamDue() {
        int step = position.step();
        return options.examiner().isPresent()
                && step > 0
                && (step == planned || step % options.examinedEvery() == 0)
                && log().examAt(step).isEmpty();
    }

    /** The best model is to be found again: each exam's model is saved. */
    private void examine(Examiner examiner) {
        try (LanguageModel now = run.snapshot(name)) {
            Exam exam = examiner.examine(now, position.step(), this::reportExam, cancel);
            exams.add(exam);
            tell(listener -> listener.examined(exam));
        }
        keeper.write(position, log(), cancel);
        reportProgress(0);
    }

    private void reportExam(Progress.Report exam) {
        long percent = exam.total() > 0 ? 100 * exam.done() / exam.total() : 0;
        report(0, "step " + position.step() + " of " + planned + ", " + exam.activity() + " " + percent + "%");
    }

    /** @param seen examples of the step under way */
    private void reportProgress(int seen) {
        report(seen, detail());
    }

    /** It is not at its end before the last exam is. */
    private void report(int seen, String detail) {
        long all = settings.examplesSeen(examples.size());
        long done = position.examples() + seen;
        meter.report(done >= all && isExamDue() ? all - 1 : done, all, detail, losses.trend());
    }

    private String detail() {
        String where = "step " + position.step() + " of " + planned;
        if (steps.isEmpty()) {
            return where;
        }
        TrainingStep last = steps.get(steps.size() - 1);
        return where
                + String.format(
                        Locale.ROOT,
                        ", loss %.4f, learning rate %.3g, gradient norm %.3g, %,.0f tokens/s",
                        last.loss(),
                        last.learningRate(),
                        last.gradientNorm(),
                        last.tokensPerSecond());
    }

    private static int responseTokens(List<TrainingExample> batch) {
        return batch.stream().mapToInt(example -> example.responseIds().length).sum();
    }
}
