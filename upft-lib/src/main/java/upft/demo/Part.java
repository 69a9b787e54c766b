package upft.demo;

import upft.task.CounterRandom;

/**
 * The parts into which all possible problems fall, by their topic and numbers. A problem is in one part only, so that a
 * model is never asked a calculation in the test that it saw with other names in its corpus.
 */
enum Part {
    CORPUS(55),
    TRAIN(22),
    DEV(8),
    TEST(15);

    private static final long SEED = 1;

    private final int percent;

    Part(int percent) {
        this.percent = percent;
    }

    /** The part of a topic's problems with these numbers. */
    static Part of(String topic, int a, int b, int c) {
        int point =
                CounterRandom.ofSeed(SEED).with(topic).with(a).with(b).with(c).below(100, 0);
        for (Part part : values()) {
            point -= part.percent;
            if (point < 0) {
                return part;
            }
        }
        throw new IllegalStateException("The shares of the parts do not add up to 100");
    }
}
