package upft.demo;

/**
 * The parts into which all possible problems fall, by their topic and numbers. A problem is in one part only, so that a
 * model is never asked a calculation in the test that it saw with other names in its corpus.
 */
enum Part {
    CORPUS(55),
    TRAIN(22),
    DEV(8),
    TEST(15);

    private final int percent;

    Part(int percent) {
        this.percent = percent;
    }

    static Part of(int... skeleton) {
        long hash = 0;
        for (int number : skeleton) {
            hash = mix(hash + number);
        }
        int point = (int) Long.remainderUnsigned(hash, 100);
        for (Part part : values()) {
            point -= part.percent;
            if (point < 0) {
                return part;
            }
        }
        throw new IllegalStateException("The shares of the parts do not add up to 100");
    }

    /** A step of SplitMix64 (Steele, Lea and Flood 2014): spreads neighbouring numbers over all 64 bits. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
