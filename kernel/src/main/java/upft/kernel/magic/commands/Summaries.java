package upft.kernel.magic.commands;

import java.util.Locale;
import upft.sampling.Traces;

/** One-line accounts of results. */
final class Summaries {
    private Summaries() {}

    static String of(Traces traces) {
        return String.format(
                Locale.ROOT,
                "Sampled %,d traces from %s (temperature %s, seed %d): %.1f tokens a trace, %.0f%% ended; %s",
                traces.size(),
                traces.model(),
                traces.settings().decoding().temperature(),
                traces.settings().seed(),
                traces.meanLength(),
                100 * traces.endedShare(),
                traces.bill());
    }
}
