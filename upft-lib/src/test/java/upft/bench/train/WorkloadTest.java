package upft.bench.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import upft.recipe.TrainingExample;

class WorkloadTest {
    private static final Workload PREFIXES =
            new Workload("x", "test", 64, 3, Workload.Trained.ALL, OptionalDouble.of(2));

    @Test
    void aResponseIsCutAndOneThatIsShortEnoughStaysWhole() {
        TrainingExample whole =
                new TrainingExample("q", TrainingExample.Kind.FULL_TRACE, new int[] {1, 2}, new int[] {3, 4, 5, 6});

        TrainingExample cut = PREFIXES.cut(whole);

        assertArrayEquals(new int[] {3, 4, 5}, cut.responseIds());
        assertArrayEquals(whole.promptIds(), cut.promptIds());
        assertEquals(TrainingExample.Kind.PREFIX, cut.kind());
        assertSame(cut, PREFIXES.cut(cut));
    }

    @Test
    void aSmallerWorkloadHasNoGoalAndNoBatchLargerThanItself() {
        assertSame(PREFIXES, PREFIXES.shrunkTo(64));
        assertEquals(72, PREFIXES.allExamples());

        Workload small = PREFIXES.shrunkTo(3);

        assertTrue(small.goal().isEmpty());
        assertEquals(6, small.allExamples());
        assertEquals("(x) test: 3 examples, batches of 3", small.title());
    }

    @Test
    void theWorkloadThatAFileIsSaidToBeEnoughForIsTheLargestOne() {
        for (int questions = 0; questions <= 80; questions++) {
            int there = questions;
            int largest = IntStream.rangeClosed(1, 64)
                    .filter(examples -> PREFIXES.shrunkTo(examples).allExamples() <= there)
                    .max()
                    .orElse(0);
            assertEquals(largest, Math.min(64, Workload.largestOf(questions)), questions + " questions");
        }
    }
}
