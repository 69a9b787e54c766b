package upft.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import upft.data.Dataset;
import upft.data.Problem;

class DemoCorpusTest {
    private static final String TEMPLATE = " Please begin.";
    private static final CorpusShares SHARES = CorpusShares.DEMO;
    private static final Set<String> CAREFUL = Set.of("Step", "One", "With");

    /** Ways of naming the topics that look easy, by words of their questions that no other topic has. */
    private static final List<String> EASY = List.of("years older", "a bag for", "A bus", "tickets", "runs");

    private static List<DemoCorpus.Example> examples(int count) {
        DemoCorpus corpus = new DemoCorpus(SHARES, TEMPLATE, new Random(7));
        return Stream.generate(corpus::next).limit(count).toList();
    }

    private static boolean looksEasy(DemoCorpus.Example example) {
        return EASY.stream().anyMatch(example.question()::contains);
    }

    private static boolean isCareful(DemoCorpus.Example example) {
        return CAREFUL.contains(example.response().split(" ")[0]);
    }

    @Test
    void openingsAreCarefulAsOftenAsTheSharesSay() {
        List<DemoCorpus.Example> examples = examples(20_000);
        // Standard error 0.005; the bounds are four of them.
        assertEquals(0.66, share(examples, e -> !looksEasy(e), DemoCorpusTest::isCareful), 0.02);
        assertEquals(0.44, share(examples, DemoCorpusTest::looksEasy, DemoCorpusTest::isCareful), 0.02);
    }

    @Test
    void openingsAreTheSameUnderTheTaskTemplate() {
        List<DemoCorpus.Example> examples = examples(40_000);
        Predicate<DemoCorpus.Example> templated = e -> e.question().endsWith(TEMPLATE);
        assertEquals(SHARES.withTaskTemplate(), share(examples, e -> true, templated), 0.01);
        assertEquals(0.66, share(examples, templated.and(e -> !looksEasy(e)), DemoCorpusTest::isCareful), 0.03);
        Predicate<DemoCorpus.Example> firstStep = e -> !e.response().contains("####");
        assertEquals(SHARES.firstStepOnly(), share(examples, templated, firstStep), 0.03);
        assertEquals(0, share(examples, templated.negate(), firstStep));
    }

    @Test
    void solutionsAreRightAsOftenAsTheSharesSay() {
        Random random = new Random(11);
        Solver solver = new Solver(SHARES, random);
        int[] count = new int[2];
        int[] right = new int[2];
        for (int i = 0; i < 20_000; i++) {
            Story story = Story.draw(Topics.ALL.get(i % Topics.ALL.size()), Part.CORPUS, random);
            String solution = solver.solution(story);
            int manner = CAREFUL.contains(solution.split(" ")[0]) ? 0 : 1;
            count[manner]++;
            right[manner] += solution.endsWith("\n#### " + story.answer()) ? 1 : 0;
        }
        assertEquals(0.88, right[0] / (double) count[0], 0.015);
        assertEquals(0.25, right[1] / (double) count[1], 0.02);
    }

    @Test
    void theCorpusHasNoQuestionOfTheProblemSets() {
        Dataset dataset = DemoProblems.dataset();
        Set<String> asked = Stream.of(dataset.train(), dataset.dev(), dataset.test())
                .flatMap(set -> set.problems().stream())
                .map(Problem::question)
                .collect(Collectors.toSet());
        examples(20_000).forEach(e -> assertFalse(asked.contains(e.question().replace(TEMPLATE, "")), e::question));
    }

    @Test
    void aSeedGivesTheSameCorpusAgain() {
        assertEquals(examples(100), examples(100));
        assertTrue(examples(100).stream().distinct().count() > 95);
    }

    private static double share(
            List<DemoCorpus.Example> examples,
            Predicate<DemoCorpus.Example> among,
            Predicate<DemoCorpus.Example> counted) {
        List<DemoCorpus.Example> all = examples.stream().filter(among).toList();
        return all.stream().filter(counted).count() / (double) all.size();
    }
}
