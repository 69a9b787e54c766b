package upft.training;

/**
 * How the learning rate goes on after the warm-up. The shapes are those of transformers' {@code constant_with_warmup},
 * {@code cosine} and {@code linear}, step by step.
 */
public enum LearningRateSchedule {
    /** It stays at its peak; the paper's. */
    CONSTANT {
        @Override
        double share(double passed) {
            return 1;
        }
    },
    /** It falls as half a cosine wave, to nearly nothing at the last step (Loshchilov and Hutter 2017). */
    COSINE {
        @Override
        double share(double passed) {
            return 0.5 * (1 + Math.cos(Math.PI * passed));
        }
    },
    /** It falls in a straight line, to nearly nothing at the last step. */
    LINEAR {
        @Override
        double share(double passed) {
            return 1 - passed;
        }
    };

    /**
     * Share of the peak.
     *
     * @param passed share of the steps after the warm-up that have been made, from 0 to below 1
     */
    abstract double share(double passed);
}
