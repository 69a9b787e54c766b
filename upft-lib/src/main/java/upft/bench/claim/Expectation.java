package upft.bench.claim;

import upft.recipe.Rft;
import upft.recipe.Upft;

/**
 * How many tokens each method should take, from the lengths of whole traces alone.
 *
 * <p>With n questions, K samples, prefixes of t tokens and a share p of whole traces, f = p n rounded, and traces that do
 * not end left out of training as recipes do by themselves:
 *
 * <table>
 * <caption>Tokens</caption>
 * <tr><th>method</th><th>sampled</th><th>trained</th></tr>
 * <tr><td>SFT</td><td>n L</td><td>n E</td></tr>
 * <tr><td>RFT</td><td>n K L</td><td>kept times the mean length of traces that ended</td></tr>
 * <tr><td>UPFT</td><td>(n - f) t + f L</td><td>(n - f) t + f E</td></tr>
 * </table>
 *
 * <p>L is the mean length of a whole trace, E that with those that did not end counted as 0. Both are measured on RFT's n K
 * traces, the most there are, so that what is sampled for RFT itself is as expected by definition. A trace that ends before
 * t tokens makes UPFT cheaper than this.
 *
 * @param questions n
 * @param rft what RFT did with them
 */
record Expectation(int questions, ClaimResult rft) {
    double sampled(Contestant contestant) {
        double length = (double) rft.bill().tokensSampled() / rft.traces();
        return switch (contestant.kind()) {
            case SFT -> questions * length;
            case RFT -> (double) questions * Rft.PAPER_SAMPLES * length;
            case UPFT -> prefixes(contestant) + whole() * length;
        };
    }

    /** @param kept examples that the method trained on */
    double trained(Contestant contestant, int kept) {
        double ended = (double) rft.endedTokens() / rft.traces();
        return switch (contestant.kind()) {
            case SFT -> questions * ended;
            case RFT -> kept == 0 ? 0 : kept * (double) rft.endedTokens() / rft.ended();
            case UPFT -> prefixes(contestant) + whole() * ended;
        };
    }

    private double prefixes(Contestant upft) {
        return (questions - whole()) * (double) upft.prefix();
    }

    /** Questions that UPFT samples a whole trace for. */
    private long whole() {
        return Math.round(Upft.PAPER_STRUCTURE * questions);
    }
}
