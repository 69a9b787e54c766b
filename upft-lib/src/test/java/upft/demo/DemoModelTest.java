package upft.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.evaluation.Evaluation;
import upft.evaluation.EvaluationResult;
import upft.evaluation.GradedTrace;
import upft.model.LanguageModel;
import upft.task.CancelToken;
import upft.task.Progress;

/** The committed weights, on development problems. */
class DemoModelTest {
    private static final Set<String> EASY = Set.of("ages", "shop", "bus", "change", "run");
    private static final Predicate<GradedTrace> LOOKS_EASY =
            each -> EASY.contains(each.trace().problem().id().replaceAll(".*-", ""));
    private static final Predicate<GradedTrace> IS_CAREFUL =
            each -> Set.of("Step", "One", "With").contains(each.trace().text().split(" ")[0]);

    private static EvaluationResult result;

    @BeforeAll
    static void evaluate() {
        try (LanguageModel model = DemoModel.load()) {
            result = new Evaluation(
                            DemoProblems.dataset().dev().take(120),
                            DemoSettings.recommended().evaluation())
                    .of(model, Progress.silent(), new CancelToken());
        }
    }

    @Test
    void halfOfTheProblemsAreSolved() {
        // Between 35% and 65%, so that a method can make it better or worse.
        assertEquals(0.5, result.score().greedy().mean(), 0.15);
        assertEquals(0.5, result.score().averageAtK().mean(), 0.15);
    }

    @Test
    void everyAnswerEndsAndIsFound() {
        assertEquals(1, result.score().endedShare(), 0.01);
        assertEquals(0, result.score().noAnswerShare(), 0.01);
    }

    @Test
    void openingsAreCarefulAsOftenAsTheClosedFormSays() {
        DemoTruth.ByLook expected = DemoTruth.base().carefulAt(DemoSettings.TEMPERATURE);
        List<GradedTrace> samples = result.samples();
        // Standard errors 0.03; the rest is what the model has not quite learned.
        assertEquals(expected.hard(), share(samples, LOOKS_EASY.negate(), IS_CAREFUL), 0.08);
        assertEquals(expected.easy(), share(samples, LOOKS_EASY, IS_CAREFUL), 0.08);
    }

    @Test
    void carefulSolutionsAreMostlyRightAndHastyOnesMostlyWrong() {
        List<GradedTrace> samples = result.samples();
        assertTrue(share(samples, IS_CAREFUL, GradedTrace::correct) > 0.75);
        assertTrue(share(samples, IS_CAREFUL.negate(), GradedTrace::correct) < 0.15);
    }

    @Test
    void theFilesAreAnOrdinaryDirectoryOfAFewMegabytes(@TempDir Path scratch) throws IOException {
        DemoModel.copyTo(scratch.resolve("copy"));
        try (LanguageModel model = LanguageModel.load(scratch.resolve("copy"))) {
            assertEquals("copy", model.name());
        }
        try (var files = Files.list(scratch.resolve("copy"))) {
            long bytes = files.mapToLong(file -> file.toFile().length()).sum();
            assertTrue(bytes < 8_000_000, () -> "bytes: " + bytes);
        }
    }

    @Test
    void theCommittedFilesAreWhatTheCodeWrites(@TempDir Path scratch) throws IOException {
        DemoFiles.writeFresh(scratch.resolve("fresh"), DemoPretraining.SEED);
        DemoModel.copyTo(scratch.resolve("committed"));
        for (String file :
                List.of("config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json")) {
            assertEquals(
                    Files.readString(scratch.resolve("fresh").resolve(file)),
                    Files.readString(scratch.resolve("committed").resolve(file)));
        }
    }

    private static double share(
            List<GradedTrace> traces, Predicate<GradedTrace> among, Predicate<GradedTrace> counted) {
        List<GradedTrace> all = traces.stream().filter(among).toList();
        return all.stream().filter(counted).count() / (double) all.size();
    }
}
