package upft.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DemoTruthTest {
    @Test
    void sharpeningIsAsWorkedOutByHand() {
        // At T = 1/2 probabilities are squared: 0.36 / (0.36 + 0.16).
        assertEquals(0.36 / 0.52, DemoTruth.sharpened(0.6, 0.5), 1e-12);
        assertEquals(0.65, DemoTruth.sharpened(0.65, 1), 1e-12);
        // At T = 0.7, to two places.
        assertEquals(0.71, DemoTruth.sharpened(0.65, 0.7), 0.005);
        assertEquals(0.36, DemoTruth.sharpened(0.40, 0.7), 0.005);
    }

    @Test
    void sampledAccuracyIsThatOfASimulation() {
        // Draws the choices one by one, each with its probability at the temperature.
        double temperature = 0.6;
        Random random = new Random(3);
        int right = 0;
        int draws = 200_000;
        for (int i = 0; i < draws; i++) {
            double careful = random.nextInt(12) < 7 ? 0.66 : 0.44;
            boolean isCareful = random.nextDouble() < at(careful, temperature);
            right += random.nextDouble() < at(isCareful ? 0.88 : 0.25, temperature) ? 1 : 0;
        }
        assertEquals(right / (double) draws, DemoTruth.base().accuracyAt(temperature), 0.005);
    }

    private static double at(double p, double temperature) {
        return 1 / (1 + Math.exp((Math.log(1 - p) - Math.log(p)) / temperature));
    }

    @Test
    void greedyDecodingIsRightWhereATopicLooksHard() {
        assertEquals(7.0 / 12, DemoTruth.base().greedyAccuracy(), 1e-6);
    }

    @Test
    void trainingOnLessNoisyTracesHelpsMore() {
        double temperature = 0.6;
        DemoTruth base = DemoTruth.base();
        double before = base.accuracyAt(temperature);
        double prefixes = base.afterPrefixes(temperature).accuracyAt(temperature);
        double right = base.afterRightTraces(temperature).accuracyAt(temperature);
        assertTrue(before < prefixes && prefixes < right, before + " " + prefixes + " " + right);
    }

    @Test
    void rightTracesAloneMoveCarefulOpeningsByBayes() {
        DemoTruth right = DemoTruth.base().afterRightTraces(1);
        assertEquals(0.44 * 0.88 / (0.44 * 0.88 + 0.56 * 0.25), right.careful().easy(), 1e-12);
        assertEquals(1, right.accuracyAt(1), 1e-12);
    }
}
