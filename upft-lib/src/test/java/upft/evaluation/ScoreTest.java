package upft.evaluation;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import upft.task.Bill;

class ScoreTest {
    private static Score score(Estimate greedy, Estimate sampled) {
        return new Score("m", "p", 20, greedy, sampled, sampled.known() ? 4 : 0, 1, 0, Bill.NOTHING);
    }

    /** Figures of statsmodels.stats.proportion.proportion_confint(count, nobs, method="wilson"). */
    @Test
    void wilsonsIntervalIsThatOfStatsmodels() {
        assertAll(
                () -> assertInterval(0, 0.1611251580528192, Interval.wilson95(0, 20)),
                () -> assertInterval(0.8388748419471808, 1, Interval.wilson95(1, 20)),
                () -> assertInterval(0.18285617310800056, 0.42710981852801005, Interval.wilson95(0.29, 50)));
    }

    private static void assertInterval(double low, double high, Interval interval) {
        assertEquals(low, interval.low(), 1e-9);
        assertEquals(high, interval.high(), 1e-9);
    }

    @Test
    void aStandardErrorOfZeroIsExplainedByAnInterval() {
        Score none = score(new Estimate(0, 0), Estimate.UNKNOWN);

        assertEquals(
                List.of("greedy: all 20 questions came out alike, so ± 0.0 says little;"
                        + " 95% interval (Wilson) 0.0% to 16.1%"),
                none.caveats());
        assertTrue(none.toString().endsWith(none.caveats().get(0)), none.toString());
    }

    @Test
    void ordinaryScoresHaveNoCaveat() {
        assertEquals(
                List.of(),
                score(new Estimate(0.05, 0.05), new Estimate(0.1, 0.02)).caveats());
    }
}
