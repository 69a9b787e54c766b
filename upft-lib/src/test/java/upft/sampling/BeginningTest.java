package upft.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BeginningTest {
    @Test
    void itReachesToTheFirstTokenThatDiffers() {
        assertArrayEquals(counted(9), Beginning.of(List.of(prompt(9, 100, 101), prompt(9, 200, 201, 202))));
        assertArrayEquals(
                counted(8), Beginning.of(List.of(prompt(20, 1, 2), prompt(8, 200, 201, 202), prompt(11, 3, 4))));
    }

    @Test
    void aShortOneIsNotWorthItsOwnPass() {
        assertArrayEquals(counted(8), Beginning.of(List.of(prompt(8, 100, 101), prompt(8, 200, 201))));
        assertArrayEquals(new int[0], Beginning.of(List.of(prompt(7, 100, 101), prompt(7, 200, 201))));
    }

    /** One to be computed behind the beginning, and the last, at which decoding begins. */
    @Test
    void twoTokensOfEachPromptAreItsOwn() {
        assertArrayEquals(counted(10), Beginning.of(List.of(counted(12), counted(20))));
        assertArrayEquals(counted(10), Beginning.of(List.of(counted(20), counted(12))));
        assertArrayEquals(counted(10), Beginning.of(List.of(prompt(11, 100), prompt(11, 200))));
    }

    @Test
    void onePromptHasNothingInCommonWithOthers() {
        assertArrayEquals(new int[0], Beginning.of(List.of(counted(50))));
    }

    /** 0, 1, 2 and so on. */
    private static int[] counted(int tokens) {
        return IntStream.range(0, tokens).toArray();
    }

    /** So many tokens that count up, and these behind them. */
    private static int[] prompt(int counted, int... more) {
        return IntStream.concat(IntStream.range(0, counted), IntStream.of(more)).toArray();
    }
}
