package upft.training;

/**
 * The learning rate of each step: a linear rise over the first {@code warmUpSteps}, then as the schedule has it. Step s of a
 * warm-up of w has s/w of the peak; transformers has (s - 1)/w, so that its first step learns nothing. After the warm-up the
 * rates are those of transformers.
 */
record LearningRates(LearningRateSchedule schedule, double peak, int warmUpSteps, int steps) {
    /** The warm-up is rounded up to whole steps. */
    static LearningRates of(TrainingSettings settings, int steps) {
        return new LearningRates(
                settings.schedule(), settings.learningRate(), (int) Math.ceil(settings.warmUpShare() * steps), steps);
    }

    /** @param step from 1 */
    double rate(int step) {
        if (step <= warmUpSteps) {
            return peak * step / warmUpSteps;
        }
        return peak * schedule.share((double) (step - 1 - warmUpSteps) / (steps - warmUpSteps));
    }
}
