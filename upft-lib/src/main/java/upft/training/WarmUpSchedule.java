package upft.training;

/**
 * The learning rate of each step: a linear rise over the first {@code warmUpSteps}, then constant. Step s of w has s/w of
 * the peak; the schedule of transformers, "constant_with_warmup", has (s - 1)/w, whose first step learns nothing.
 */
record WarmUpSchedule(double peak, int warmUpSteps) {
    /** The warm-up is rounded up to whole steps. */
    static WarmUpSchedule of(double peak, double warmUpShare, int steps) {
        return new WarmUpSchedule(peak, (int) Math.ceil(warmUpShare * steps));
    }

    /** @param step from 1 */
    double rate(int step) {
        return step >= warmUpSteps ? peak : peak * step / warmUpSteps;
    }
}
