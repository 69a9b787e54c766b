package upft.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import upft.data.Dataset;
import upft.data.Problem;

class DemoProblemsTest {
    private final Dataset dataset = DemoProblems.dataset();

    /** The answer of each topic, worked out here from the numbers as they stand in the question, from first to last. */
    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("boxes", (p, q, r) -> p * q - r),
            Map.entry("garden", (p, q, r) -> p * q + r),
            Map.entry("pages", (p, q, r) -> p - (q + r)),
            Map.entry("wages", (p, q, r) -> p * q - r),
            Map.entry("cookies", (p, q, r) -> (p + q) / r),
            Map.entry("ages", (p, q, r) -> p + q + r),
            Map.entry("players", (p, q, r) -> p * q - r),
            Map.entry("stickers", (p, q, r) -> p * q + r),
            Map.entry("shop", (p, q, r) -> p * q + r),
            Map.entry("bus", (p, q, r) -> p - q + r),
            Map.entry("change", (p, q, r) -> p - q * r),
            Map.entry("run", (p, q, r) -> p * q + r));

    private interface Rule {
        int answer(int first, int second, int third);
    }

    @Test
    void referenceAnswersAreWhatTheQuestionsNumbersGive() {
        for (Problem problem : all().toList()) {
            List<Integer> n = numbers(problem.question());
            int expected = RULES.get(topic(problem)).answer(n.get(0), n.get(1), n.get(2));
            assertTrue(problem.answer().endsWith("\n#### " + expected), problem::toString);
        }
    }

    @Test
    void everyEquationOfAReferenceSolutionHolds() {
        Pattern equation = Pattern.compile("(\\d+) ([-+*/]) (\\d+) = (\\d+)");
        for (Problem problem : all().toList()) {
            Matcher found = equation.matcher(problem.answer());
            int equations = 0;
            for (; found.find(); equations++) {
                int left = Integer.parseInt(found.group(1));
                int right = Integer.parseInt(found.group(3));
                int value =
                        switch (found.group(2)) {
                            case "+" -> left + right;
                            case "-" -> left - right;
                            case "*" -> left * right;
                            default -> left / right;
                        };
                assertEquals(value, Integer.parseInt(found.group(4)), problem::answer);
            }
            assertEquals(2, equations, problem::answer);
        }
    }

    @Test
    void noQuestionIsAskedTwiceInAnyPart() {
        Set<String> questions = all().map(Problem::question).collect(Collectors.toSet());
        assertEquals(all().count(), questions.size());
    }

    @Test
    void partsShareNoCalculationEvenWithOtherNames() {
        Set<String> seen = new HashSet<>();
        for (Problem problem : all().toList()) {
            assertTrue(seen.add(topic(problem) + numbers(problem.question())), problem::question);
        }
    }

    @Test
    void theSetsHaveTheirSizesAndEveryTopicEquallyOften() {
        assertEquals(DemoProblems.TRAIN_SIZE, dataset.train().size());
        assertEquals(DemoProblems.DEV_SIZE, dataset.dev().size());
        assertEquals(DemoProblems.TEST_SIZE, dataset.test().size());
        Map<String, Long> counts = dataset.test().problems().stream()
                .collect(Collectors.groupingBy(DemoProblemsTest::topic, TreeMap::new, Collectors.counting()));
        assertEquals(RULES.keySet(), counts.keySet());
        counts.forEach((topic, count) -> assertEquals(100, count, topic));
    }

    @Test
    void everyCallGivesTheSameProblems() {
        assertEquals(dataset, DemoProblems.dataset());
        assertNotEquals(
                dataset.train().problems().get(0), dataset.test().problems().get(0));
        // Written down once: the same on every machine and Java version.
        assertEquals(FIRST_QUESTION, dataset.train().problems().get(0).question());
    }

    private static final String FIRST_QUESTION =
            "A bus has 44 people. At the stop 16 get off and 5 get on. How many people are on the bus?";

    private Stream<Problem> all() {
        return Stream.of(dataset.train(), dataset.dev(), dataset.test()).flatMap(set -> set.problems().stream());
    }

    private static String topic(Problem problem) {
        return problem.id().substring(problem.id().lastIndexOf('-') + 1);
    }

    private static List<Integer> numbers(String text) {
        return Pattern.compile("\\d+")
                .matcher(text)
                .results()
                .map(number -> Integer.valueOf(number.group()))
                .toList();
    }
}
