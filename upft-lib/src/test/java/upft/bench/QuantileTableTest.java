package upft.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import upft.bench.Row.Better;

class QuantileTableTest {
    private static final Measured OURS = Measured.of("ours", List.of(0.4, 0.5, 0.6), "");

    @Test
    void oursStandsOnceAboveItsRivals() {
        Row ready = Row.of("ready", "s", Better.LOWER, OURS).withGoal(Goal.atMost(0.5));
        Row fastest = Row.of("beside the fastest", "s", Better.LOWER, OURS).withGoal(Goal.ratio(1.67));

        assertEquals(
                """
                                    unit          median   p95  least  values     goal           ratio
                ready               s     ours      0.50  0.60   0.40       3  <= 0.50  reached
                                          IJava     0.80  0.90   0.70       2                    1.60x
                                          rapaio    none                    0
                    rapaio: ended with exit code 1
                beside the fastest  s     ours      0.50  0.60   0.40       3
                                          IJava     0.80  0.90   0.70       2    1.67x   missed  1.60x""",
                QuantileTable.of(List.of(
                        ready.against(Measured.of("IJava", List.of(0.7, 0.9), "")),
                        ready.against(Measured.missing("rapaio", "ended with exit code 1")),
                        fastest.against(Measured.of("IJava", List.of(0.7, 0.9), "")))));
    }

    @Test
    void ninetyFiveInAHundredAreNoLargerThanThePercentile() {
        Series hundred = Series.of(
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList());
        assertEquals(95, hundred.percentile95());
        assertEquals(1, hundred.least());
        assertEquals(7, Series.of(List.of(7.0)).percentile95());
        assertEquals(
                19,
                Series.of(IntStream.rangeClosed(1, 20).mapToObj(i -> (double) i).toList())
                        .percentile95());
    }
}
