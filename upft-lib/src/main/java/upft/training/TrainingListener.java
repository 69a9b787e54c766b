package upft.training;

/** Hears of a training as it goes on, on the thread that trains. What it throws ends the training. */
public interface TrainingListener {
    /** @param soFar what an earlier life of this training had done; no step if it is new */
    default void began(TrainingLog soFar) {}

    default void stepped(TrainingStep step) {}

    /** A step was left out, as its loss or gradient was not finite. */
    default void skipped(int step) {}

    default void examined(Exam exam) {}

    /** One that does nothing. */
    static TrainingListener silent() {
        return new TrainingListener() {};
    }

    /** Tells this one first, then {@code other}. */
    default TrainingListener and(TrainingListener other) {
        TrainingListener first = this;
        return new TrainingListener() {
            @Override
            public void began(TrainingLog soFar) {
                first.began(soFar);
                other.began(soFar);
            }

            @Override
            public void stepped(TrainingStep step) {
                first.stepped(step);
                other.stepped(step);
            }

            @Override
            public void skipped(int step) {
                first.skipped(step);
                other.skipped(step);
            }

            @Override
            public void examined(Exam exam) {
                first.examined(exam);
                other.examined(exam);
            }
        };
    }
}
