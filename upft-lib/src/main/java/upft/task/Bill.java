package upft.task;

/**
 * What a task cost on the machine it ran on. Bills add up.
 *
 * @param tokensSampled tokens that the model generated (prompts not counted)
 * @param tokensTrained positions that the loss looked at, over all epochs
 * @param secondsSampling wall-clock seconds of sampling
 * @param secondsTraining wall-clock seconds of training
 */
public record Bill(long tokensSampled, long tokensTrained, double secondsSampling, double secondsTraining) {
    public static final Bill NOTHING = new Bill(0, 0, 0, 0);

    public static Bill sampling(long tokens, double seconds) {
        return new Bill(tokens, 0, seconds, 0);
    }

    public static Bill training(long tokens, double seconds) {
        return new Bill(0, tokens, 0, seconds);
    }

    public Bill plus(Bill other) {
        return new Bill(
                tokensSampled + other.tokensSampled,
                tokensTrained + other.tokensTrained,
                secondsSampling + other.secondsSampling,
                secondsTraining + other.secondsTraining);
    }
}
