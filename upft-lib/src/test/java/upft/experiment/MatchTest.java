package upft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import upft.io.UserException;
import upft.recipe.TrainingExample;
import upft.recipe.TrainingSet;
import upft.sampling.SamplingSettings;
import upft.sampling.Traces;
import upft.task.Bill;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.testing.FakeModel;
import upft.training.Trainer;
import upft.training.TrainingSettings;
import upft.training.Tuned;

class MatchTest {
    private static final TrainingSettings SETTINGS =
            TrainingSettings.defaults().withBatchSize(4).withEpochs(2);

    /** 10 examples of 20 tokens: 3 steps a pass, 6 steps and 400 tokens in all. */
    private final MethodRun reference = run(set(10, 20), SETTINGS);

    /** 9 examples of 5 tokens: 3 steps and 45 tokens a pass. */
    private final TrainingSet prefixes = set(9, 5);

    @Test
    void equalStepsAreAsManyStepsWhateverTheExamples() {
        assertEquals(SETTINGS.withEpochs(2), Match.STEPS.settings(SETTINGS.withEpochs(9), prefixes, reference));
        assertEquals(SETTINGS.withSteps(6), Match.STEPS.settings(SETTINGS, set(17, 5), reference));
        assertEquals(
                6,
                run(set(17, 5), SETTINGS.withSteps(6))
                        .tuned()
                        .orElseThrow()
                        .log()
                        .size());
    }

    @Test
    void equalTokensAreReachedByGoingOn() {
        TrainingSettings matched = Match.TOKENS.settings(SETTINGS, prefixes, reference);
        // 400 tokens at 15 a step are 26.7 steps, 9 passes of 45 tokens.
        assertEquals(SETTINGS.withEpochs(9), matched);
        assertEquals(405, run(prefixes, matched).bill().tokensTrained());
        // 400 tokens at 9 examples of 7 tokens, 21 a step, are 19 steps.
        TrainingSettings broken = Match.TOKENS.settings(SETTINGS, set(9, 7), reference);
        assertEquals(19, broken.stepCount(9));
        assertEquals(1, Match.TOKENS.settings(SETTINGS, set(4, 5000), reference).stepCount(4));
    }

    @Test
    void equalEpochsAreAsManyPassesAlsoWhereTheReferenceBrokeOneOff() {
        assertEquals(SETTINGS, Match.EPOCHS.settings(SETTINGS.withEpochs(7), prefixes, reference));
        MethodRun broken = run(set(16, 20), SETTINGS.withSteps(6));
        // A pass and a half.
        assertEquals(SETTINGS.withSteps(3), Match.EPOCHS.settings(SETTINGS, set(8, 5), broken));
    }

    @Test
    void aMatchedRunIsMatchedByItsOwnSettings() {
        MethodRun matched = run(set(17, 5), Match.STEPS.settings(SETTINGS, set(17, 5), reference));
        for (Match match : Match.values()) {
            assertEquals(
                    SETTINGS.withSteps(6), match.settings(SETTINGS, matched.examples(), matched), match.toString());
        }
    }

    @Test
    void aReferenceThatTrainedNothingIsRefused() {
        MethodRun nothing = new MethodRun("rft", reference.traces(), set(0, 1), Optional.empty());
        UserException error =
                assertThrows(UserException.class, () -> Match.STEPS.settings(SETTINGS, prefixes, nothing));
        assertEquals(
                "The run rft found nothing to train on, so there is nothing to match. Match another run.",
                error.getMessage());
    }

    private static TrainingSet set(int size, int tokens) {
        return TrainingSet.of(
                "test",
                IntStream.range(0, size)
                        .mapToObj(i -> new TrainingExample(
                                "n/" + i, TrainingExample.Kind.PREFIX, new int[] {1}, new int[tokens]))
                        .toList());
    }

    private static MethodRun run(TrainingSet examples, TrainingSettings settings) {
        FakeModel base = new FakeModel("fake", 10_000, FakeModel.RANDOM_LETTERS);
        Tuned tuned = new Trainer(base, settings).train("run", examples, Progress.silent(), new CancelToken());
        Traces traces = new Traces("fake", SamplingSettings.defaults(), List.of(), Bill.NOTHING);
        return new MethodRun("run", traces, examples, Optional.of(tuned));
    }
}
