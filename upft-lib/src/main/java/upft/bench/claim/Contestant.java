package upft.bench.claim;

import java.util.List;
import upft.recipe.Recipe;
import upft.recipe.Rft;
import upft.recipe.Sft;
import upft.recipe.Upft;

/**
 * A method with its settings.
 *
 * @param prefix t, of UPFT alone; 0 for the others
 */
record Contestant(Kind kind, int prefix) {
    /** The recipe. */
    enum Kind {
        SFT,
        RFT,
        UPFT
    }

    static final Contestant SFT = new Contestant(Kind.SFT, 0);
    static final Contestant RFT = new Contestant(Kind.RFT, 0);

    /** In the order of the table. */
    static final List<Contestant> ALL = List.of(SFT, RFT, upft(8), upft(32), upft(64));

    static Contestant upft(int prefix) {
        return new Contestant(Kind.UPFT, prefix);
    }

    String title() {
        return switch (kind) {
            case SFT -> "SFT";
            case RFT -> "RFT, " + Rft.PAPER_SAMPLES + " samples";
            case UPFT -> "UPFT, t = " + prefix;
        };
    }

    /** @param maxTokens of a whole trace */
    Recipe recipe(int maxTokens) {
        return switch (kind) {
            case SFT -> Sft.upTo(maxTokens);
            case RFT -> Rft.samples(Rft.PAPER_SAMPLES).upTo(maxTokens);
            case UPFT -> Upft.prefix(prefix).upTo(maxTokens);
        };
    }
}
