package upft.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterRandomTest {
    @Test
    void bitsAreThoseOfTheJdksSplitMix64() {
        long key = new SplittableRandom(42).nextLong();
        SplittableRandom reference = new SplittableRandom(key);
        CounterRandom random = CounterRandom.ofSeed(42);
        for (int counter = 0; counter < 10; counter++) {
            assertEquals(reference.nextLong(), random.bits(counter));
        }
    }

    @Test
    void uniformsFillTheUnitIntervalEvenly() {
        int[] cells = new int[100];
        for (int sample = 0; sample < 100; sample++) {
            CounterRandom random = CounterRandom.ofSeed(7).with("problem").with(sample);
            for (int position = 0; position < 1000; position++) {
                cells[(int) (random.uniform(position) * cells.length)]++;
            }
        }
        double chiSquare = Arrays.stream(cells)
                .mapToDouble(n -> (n - 1000.0) * (n - 1000.0) / 1000)
                .sum();
        // 99 degrees of freedom: the middle 99.9% lie between 58 and 152.
        assertTrue(chiSquare > 58 && chiSquare < 152, "chi-square " + chiSquare);
    }

    @Test
    void neighbouringStreamsAreUncorrelated() {
        CounterRandom first = CounterRandom.ofSeed(7).with("problem").with(0);
        CounterRandom second = CounterRandom.ofSeed(7).with("problem").with(1);
        int n = 100_000;
        double products = IntStream.range(0, n)
                .mapToDouble(i -> (first.uniform(i) - 0.5) * (second.uniform(i) - 0.5))
                .sum();
        // Correlation has a standard deviation of 1/sqrt(n) = 0.003.
        assertEquals(0, products / n * 12, 0.013);
    }

    @Test
    void everyPartOfTheKeyMatters() {
        CounterRandom random = CounterRandom.ofSeed(1).with("a").with(2);
        assertEquals(random.bits(3), CounterRandom.ofSeed(1).with("a").with(2).bits(3));
        assertNotEquals(
                random.bits(3), CounterRandom.ofSeed(2).with("a").with(2).bits(3));
        assertNotEquals(
                random.bits(3), CounterRandom.ofSeed(1).with("b").with(2).bits(3));
        assertNotEquals(
                random.bits(3), CounterRandom.ofSeed(1).with("a").with(3).bits(3));
        assertNotEquals(random.bits(3), random.bits(4));
    }

    @Test
    void aPermutationHoldsEachIndexOnceAndMovesThem() {
        int[] order = CounterRandom.ofSeed(5).permutation(1000);
        int[] identity = IntStream.range(0, 1000).toArray();
        assertTrue(!Arrays.equals(identity, order));
        Arrays.sort(order);
        assertArrayEquals(identity, order);
    }

    @Test
    void allPermutationsOfThreeAreEquallyLikely() {
        int[] counts = new int[6];
        for (int seed = 0; seed < 6000; seed++) {
            int[] order = CounterRandom.ofSeed(seed).permutation(3);
            counts[2 * order[0] + (order[1] > order[2] ? 1 : 0)]++;
        }
        // Each is binomial with mean 1000 and standard deviation 29.
        for (int count : counts) {
            assertEquals(1000, count, 120);
        }
    }
}
