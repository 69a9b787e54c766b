package upft.task;

/**
 * Random numbers by position: each is a hash of a key and a counter, so that it depends on nothing drawn before it. This
 * is what makes a trace independent of the batch it was sampled in, and a choice independent of the order of the data.
 *
 * <p>Keys are mixed with the finaliser of SplitMix64 (Steele, Lea and Flood 2014), texts with 64-bit FNV-1a.
 */
public final class CounterRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private final long key;

    private CounterRandom(long key) {
        this.key = key;
    }

    public static CounterRandom ofSeed(long seed) {
        return new CounterRandom(mix(seed + GOLDEN_GAMMA));
    }

    /** A stream of its own for each number. */
    public CounterRandom with(long part) {
        return new CounterRandom(mix(key ^ mix(part + GOLDEN_GAMMA)));
    }

    /** A stream of its own for each text. */
    public CounterRandom with(String part) {
        return with(hash(part));
    }

    /** The bits at {@code counter}. */
    public long bits(long counter) {
        return mix(key + (counter + 1) * GOLDEN_GAMMA);
    }

    /** The number in [0, 1) at {@code counter}, a multiple of 2^-24, so that a float holds it. */
    public float uniform(long counter) {
        return (bits(counter) >>> 40) * 0x1p-24f;
    }

    /** The number in 0 .. {@code bound}-1 at {@code counter}; {@code bound} is far below 2^53, so the bias is nil. */
    public int below(int bound, long counter) {
        return (int) ((bits(counter) >>> 11) * 0x1p-53 * bound);
    }

    /** A permutation of 0 .. {@code size}-1 (Fisher and Yates). */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = below(i + 1, i);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long hash(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
