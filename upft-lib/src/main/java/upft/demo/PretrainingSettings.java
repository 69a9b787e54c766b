package upft.demo;

/**
 * How the demo model is made.
 *
 * @param steps optimiser steps
 * @param batchSize examples a step, none of them seen twice
 * @param learningRate peak, falling to a fiftieth of it along half a cosine
 * @param warmUpSteps steps over which the rate rises to the peak
 */
record PretrainingSettings(int steps, int batchSize, double learningRate, int warmUpSteps) {
    static final PretrainingSettings DEMO = new PretrainingSettings(1500, 64, 3e-3, 100);

    /** The rate falls to this share of the peak. */
    private static final double FLOOR = 0.02;

    PretrainingSettings steps(int count) {
        return new PretrainingSettings(count, batchSize, learningRate, warmUpSteps);
    }

    /** The rate of a step, counted from 0. */
    double rate(int step) {
        double rising = Math.min(1, (step + 1.0) / warmUpSteps);
        double falling = (1 + Math.cos(Math.PI * step / steps)) / 2;
        return learningRate * rising * (FLOOR + (1 - FLOOR) * falling);
    }
}
