package upft.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void ofZerosAndOnesItIsTheBinomialError() {
        Estimate estimate = Estimate.ofQuestions(new double[] {1, 0, 1, 1, 0, 1, 1, 1, 0, 1});
        assertEquals(0.7, estimate.mean(), 1e-12);
        assertEquals(Math.sqrt(0.7 * 0.3 / 9), estimate.standardError(), 1e-12);
    }

    @Test
    void ofSharesItIsTheErrorOfTheMeanOfQuestions() {
        // numpy: std([0.25, 0.5, 1.0, 0.75], ddof=1) / sqrt(4)
        Estimate estimate = Estimate.ofQuestions(new double[] {0.25, 0.5, 1.0, 0.75});
        assertEquals(0.625, estimate.mean(), 1e-12);
        assertEquals(0.16137430609197573, estimate.standardError(), 1e-12);
    }

    @Test
    void oneQuestionHasNoErrorAndNoneHasNoMean() {
        Estimate one = Estimate.ofQuestions(new double[] {1});
        assertEquals(1, one.mean());
        assertTrue(Double.isNaN(one.standardError()));
        assertEquals("100.0% ± ?", one.toString());
        assertFalse(Estimate.ofQuestions(new double[0]).known());
        assertEquals("–", Estimate.UNKNOWN.toString());
    }

    @Test
    void itPrintsAsPercentages() {
        assertEquals("52.3% ± 1.4", new Estimate(0.5234, 0.0141).toString());
        assertEquals("-2.3 ± 1.4 points", new Estimate(-0.0234, 0.0141).inPoints());
        assertEquals("–", Estimate.UNKNOWN.inPoints());
    }
}
