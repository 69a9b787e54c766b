package upft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.io.UserException;

class ProblemSetTest {
    private final ProblemSet hundred = new ProblemSet(
            "hundred",
            IntStream.range(0, 100)
                    .mapToObj(i -> new Problem("h/" + i, "What is " + i + "?", "#### " + i))
                    .toList());

    @Test
    void takeKeepsTheFirstAndTheOrder() {
        assertEquals(hundred.problems().subList(0, 7), hundred.take(7).problems());
        assertSame(hundred, hundred.take(100));
        assertSame(hundred, hundred.take(1000));
    }

    @Test
    void takingNoneIsAnErrorThatSaysSo() {
        UserException error = assertThrows(UserException.class, () -> hundred.take(0));
        assertEquals("Cannot take 0 problems of hundred. Take at least 1.", error.getMessage());
    }

    @Test
    void shuffleKeepsTheProblemsAndDependsOnTheSeedAlone() {
        ProblemSet shuffled = hundred.shuffle(1);
        assertEquals(shuffled, hundred.shuffle(1));
        assertNotEquals(shuffled.problems(), hundred.shuffle(2).problems());
        assertNotEquals(shuffled.problems(), hundred.problems());
        assertEquals(Set.copyOf(hundred.problems()), Set.copyOf(shuffled.problems()));
    }

    @Test
    void aSplitHasThePartsAskedForAndLosesNothing() {
        ProblemSet.Split split = hundred.split(0.25, 3);
        assertEquals(25, split.first().size());
        Set<Problem> all = new HashSet<>(split.first().problems());
        all.addAll(split.rest().problems());
        assertEquals(100, all.size());
        assertEquals(split, hundred.split(0.25, 3));
        assertNotEquals(split.first(), hundred.split(0.25, 4).first());
        assertEquals(split.first().problems(), hundred.splitCount(25, 3).first().problems());
    }

    @Test
    void aSplitOutsideTheSetIsRefused() {
        assertThrows(UserException.class, () -> hundred.split(1.1, 0));
        assertThrows(UserException.class, () -> hundred.split(Double.NaN, 0));
        assertThrows(UserException.class, () -> hundred.splitCount(101, 0));
    }

    @Test
    void theHashIsSha256OverLengthPrefixedUtf8() {
        ProblemSet set = new ProblemSet(
                "any name",
                List.of(new Problem("a/1", "How many?", "#### 3"), new Problem("a/2", "Wie viele Äpfel?", "4")));
        // From Python: hashlib.sha256 over struct.pack(">i", len(b)) + b of each id, question and answer.
        assertEquals("b4180059caf4a09c3abdd8e98a62b4d36327aacf52b19ea74d1d83c33dd04927", set.hash());
        assertEquals(set.hash(), set.named("other").hash());
    }

    @Test
    void theHashTellsWhereOnePartEndsAndTheNextBegins() {
        ProblemSet one = new ProblemSet("s", List.of(new Problem("1", "ab", "c")));
        ProblemSet other = new ProblemSet("s", List.of(new Problem("1", "a", "bc")));
        assertNotEquals(one.hash(), other.hash());
    }

    @Test
    void twoProblemsOfOneIdAreRefused() {
        Problem problem = new Problem("x/1", "q", "1");
        UserException error = assertThrows(UserException.class, () -> new ProblemSet("x", List.of(problem, problem)));
        assertTrue(error.getMessage().contains("x/1"));
    }

    @Test
    void savedProblemsReadBackEqual(@TempDir Path directory) {
        Path file = directory.resolve("deep/hundred.jsonl");
        hundred.save(file);
        assertEquals(hundred, ProblemFiles.read(file, "hundred"));
    }

    @Test
    void itPrintsItsNameSizeAndBeginning() {
        assertEquals(
                "hundred: 100 problems\n  h/0: What is 0?\n  h/1: What is 1?\n  h/2: What is 2?\n  …",
                hundred.toString());
    }
}
