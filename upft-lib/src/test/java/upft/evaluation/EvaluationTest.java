package upft.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import upft.data.Problem;
import upft.data.ProblemSet;
import upft.grading.Grader;
import upft.io.UserException;
import upft.model.DecodingSettings;
import upft.model.GenerationConfig;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.testing.FakeModel;
import upft.testing.Problems;

class EvaluationTest {
    private static final EvaluationSettings SETTINGS =
            EvaluationSettings.defaults().withMaxTokens(40);

    private final ProblemSet problems = Problems.numbered(20);

    /** Knows the answers of q0 to q9, says another number to q10 to q14, rambles to q15 to q19. */
    private final FakeModel model = FakeModel.answering(prompt -> {
        int number = Integer.parseInt(prompt.substring(1, prompt.length() - 1));
        return number < 10 ? "#### " + number : number < 15 ? "#### 99" : "ramble ".repeat(10);
    });

    @Test
    void accuracyCountsRightAnswers() {
        Score score = evaluate(model, SETTINGS).score();
        assertEquals(0.5, score.greedy().mean());
        assertEquals(Math.sqrt(0.25 / 19), score.greedy().standardError(), 1e-12);
        assertEquals(0.5, score.averageAtK().mean());
        assertEquals(20, score.questions());
        assertEquals(0.75, score.endedShare());
        assertEquals(0.25, score.noAnswerShare());
        assertEquals("fake", score.model());
        assertEquals("numbered", score.problems());
    }

    @Test
    void samplesOfOneQuestionAreOneClusterOfTheError() {
        // Each question is right in half of its samples, by chance alone: sample numbers decide, not questions.
        FakeModel coin = new FakeModel(
                "coin",
                100,
                (context, promptLength, u) -> context.length > promptLength ? FakeModel.END : u < 0.5 ? '1' : '2');
        ProblemSet ones = new ProblemSet(
                "ones",
                problems.problems().stream()
                        .map(p -> new Problem(p.id(), p.question(), "1"))
                        .toList());
        EvaluationResult result =
                new Evaluation(ones, SETTINGS.withSamples(50)).of(coin, Progress.silent(), new CancelToken());
        assertEquals(1000, result.samples().size());
        // 1,000 independent samples: sqrt(0.25 / 1000) = 0.016.
        assertEquals(0.5, result.score().averageAtK().mean(), 0.06);
        assertEquals(0.0158, result.score().averageAtK().standardError(), 0.008);
        // The same answer in all samples of a question would be 20 independent values: sqrt(0.25 / 19) = 0.115.
        assertEquals(
                0.1147,
                evaluate(model, SETTINGS.withSamples(50)).score().averageAtK().standardError(),
                1e-4);
    }

    @Test
    void gradedAnswersAreKeptToLookAt() {
        EvaluationResult result = evaluate(model, SETTINGS.withSamples(3));
        assertEquals(20, result.greedy().size());
        assertEquals(60, result.samples().size());
        GradedTrace wrong = result.greedy().get(12);
        assertEquals(Optional.of("99"), wrong.answer());
        assertFalse(wrong.correct());
        assertEquals(
                "right, answer 3: n/3 #0 (7 tokens): #### 3",
                result.greedy().get(3).toString());
        assertEquals("n/3", result.samples().get(9).trace().problem().id());
    }

    @Test
    void samplesAreDrawnAtTheTemperatureAskedForAndTheModelsOwnCuts() {
        evaluate(model, SETTINGS.withTemperature(0.8).withSamples(2));
        assertEquals(DecodingSettings.GREEDY, model.decodings.get(0).settings);
        assertEquals(new DecodingSettings(0.8, 20, 0.9), model.decodings.get(1).settings);
    }

    @Test
    void theModelsRepetitionPenaltyAndStopStringsHoldForGreedyDecodingToo() {
        model.generationConfig = new GenerationConfig(
                Optional.of(0.3),
                Optional.empty(),
                Optional.of(0.9),
                Optional.empty(),
                Optional.of(1.1),
                Optional.empty(),
                List.of("### 9"),
                List.of());
        EvaluationResult result = evaluate(model, SETTINGS.withTemperature(0.8).withSamples(2));
        assertEquals(DecodingSettings.GREEDY.withRepetitionPenalty(1.1), model.decodings.get(0).settings);
        assertEquals(new DecodingSettings(0.8, 0, 0.9, 0, 1.1), model.decodings.get(1).settings);
        assertEquals("#### 9", result.greedy().get(11).trace().text());
    }

    @Test
    void withoutSamplesOnlyGreedyIsMeasured() {
        EvaluationResult result = evaluate(model, SETTINGS.withSamples(0));
        assertFalse(result.score().averageAtK().known());
        assertEquals(0.75, result.score().endedShare());
        assertEquals(1, model.decodings.size());
        assertFalse(result.toString().contains("avg@"));
    }

    @Test
    void theBillIsThatOfBothParts() {
        EvaluationResult result = evaluate(model, SETTINGS.withSamples(2));
        long greedy = result.greedy().stream()
                .mapToLong(each -> each.trace().length())
                .sum();
        assertEquals(3 * greedy, result.score().bill().tokensSampled());
    }

    @Test
    void progressSaysWhichPartItIsOf() {
        List<String> activities = new ArrayList<>();
        new Evaluation(problems, SETTINGS.withSamples(2))
                .of(model, report -> activities.add(report.activity()), new CancelToken());
        assertEquals(
                List.of("evaluating, greedy", "evaluating, 2 samples"),
                activities.stream().distinct().toList());
    }

    @Test
    void aPairedDifferenceCancelsWhatIsHardForBoth() {
        FakeModel better = FakeModel.answering(prompt -> {
            int number = Integer.parseInt(prompt.substring(1, prompt.length() - 1));
            return number < 12 ? "#### " + number : "#### 99";
        });
        PairedDifference difference = evaluate(better, SETTINGS).minus(evaluate(model, SETTINGS));
        assertEquals(0.1, difference.greedy().mean(), 1e-12);
        // Two of twenty questions differ by 1: sd = sqrt((2 - 20 * 0.01) / 19), far below that of either score.
        assertEquals(Math.sqrt(1.8 / 19 / 20), difference.greedy().standardError(), 1e-12);
        assertEquals(difference.greedy().mean(), difference.averageAtK().mean(), 1e-12);
        assertTrue(difference.toString().contains("greedy +10.0 ± 6.9 points"), difference.toString());
    }

    @Test
    void aPairedDifferenceNeedsTheSameQuestions() {
        EvaluationResult all = evaluate(model, SETTINGS);
        EvaluationResult some =
                new Evaluation(problems.take(5), SETTINGS).of(model, Progress.silent(), new CancelToken());
        UserException error = assertThrows(UserException.class, () -> all.minus(some));
        assertTrue(error.getMessage().contains("not measured on the same questions"), error.getMessage());
    }

    @Test
    void anEmptyProblemSetIsRefused() {
        ProblemSet empty = new ProblemSet("nothing", List.of());
        UserException error =
                assertThrows(UserException.class, () -> new Evaluation(empty, SETTINGS, Grader.numeric()));
        assertEquals("The problem set nothing is empty. Give at least one problem.", error.getMessage());
    }

    @Test
    void numbersOutOfRangeAreNamed() {
        assertThrows(UserException.class, () -> SETTINGS.withSamples(-1));
        assertThrows(UserException.class, () -> SETTINGS.withTemperature(0));
        assertThrows(UserException.class, () -> SETTINGS.withMaxTokens(0));
        assertThrows(UserException.class, () -> SETTINGS.withBatchSize(0));
    }

    private EvaluationResult evaluate(FakeModel asked, EvaluationSettings settings) {
        return new Evaluation(problems, settings).of(asked, Progress.silent(), new CancelToken());
    }
}
