package upft.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import upft.bench.Row.Better;

class RowTest {
    private static final Measured OURS = Measured.of("ours", List.of(120.0, 100.0, 130.0), "");

    @Test
    void theMedianIsTheMiddleOfTheValuesWhateverTheirOrder() {
        assertEquals(3, Series.of(List.of(9.0, 1.0, 3.0)).median());
        assertEquals(2.5, Series.of(List.of(4.0, 1.0, 2.0, 3.0)).median());
        assertEquals(7, Series.of(List.of(7.0)).median());
    }

    @Test
    void theSpreadIsTheRangeAsAShareOfTheMedian() {
        assertEquals(0.25, Series.of(List.of(120.0, 100.0, 130.0)).spread());
        assertEquals(0, Series.of(List.of(5.0)).spread());
        assertEquals(0, Series.of(List.of(0.0, 0.0)).spread());
    }

    @Test
    void aSeriesOfNothingOrOfNoNumberIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Series.of(List.of()));
        assertThrows(IllegalArgumentException.class, () -> Series.of(List.of(1.0, Double.NaN)));
    }

    @Test
    void theRatioSaysHowManyTimesBetterOursIsWhicheverWayIsBetter() {
        Measured rival = Measured.of("rival", List.of(80.0), "");

        assertEquals(
                1.5,
                Row.of("speed", "1/s", Better.HIGHER, OURS)
                        .against(rival)
                        .ratio()
                        .getAsDouble());
        assertEquals(
                80.0 / 120,
                Row.of("memory", "MB", Better.LOWER, OURS)
                        .against(rival)
                        .ratio()
                        .getAsDouble(),
                1e-12);
    }

    @Test
    void whereARivalIsMissingThereIsNoRatioAndItsGoalIsOpen() {
        Row row = Row.of("speed", "1/s", Better.HIGHER, OURS)
                .against(Measured.missing("rival", "no compiler"))
                .withGoal(Goal.ratio(1.7));

        assertEquals(OptionalDouble.empty(), row.ratio());
        assertEquals(Optional.empty(), row.goalReached());
    }

    @Test
    void aGoalOfARatioLooksAtTheRatioAndOneOfAnAmountAtOurs() {
        Row row = Row.of("memory", "MB", Better.LOWER, OURS).against(Measured.of("rival", List.of(204.0), ""));

        assertEquals(Optional.of(true), row.withGoal(Goal.ratio(1.7)).goalReached());
        assertEquals(Optional.of(false), row.withGoal(Goal.ratio(1.71)).goalReached());
        assertEquals(Optional.of(true), row.withGoal(Goal.atMost(120)).goalReached());
        assertEquals(Optional.of(false), row.withGoal(Goal.atMost(119)).goalReached());
        assertEquals(Optional.of(false), row.withGoal(Goal.atLeast(121)).goalReached());
        assertEquals(Optional.empty(), row.goalReached());
    }

    @Test
    void aRivalThatDidNothingIsInfinitelySlowerAndHasNoRatio() {
        Row row = Row.of("speed", "1/s", Better.HIGHER, OURS).against(Measured.of("rival", List.of(0.0), ""));

        assertTrue(row.ratio().isEmpty());
    }
}
