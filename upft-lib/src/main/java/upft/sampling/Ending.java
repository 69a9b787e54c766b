package upft.sampling;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import upft.model.TextTokenizer;

/** Finds where a response ends: at an end token, or at the token that completes a stop string. */
final class Ending {
    /**
     * Tokens before a stop string that are decoded with it, so that what stands at the beginning of the decoded ones, such
     * as a part of a character, or a space that a tokenizer drops there, is none of it.
     */
    private static final int MARGIN = 8;

    private final Set<Integer> endTokens;
    private final List<String> stopStrings;
    private final TextTokenizer tokenizer;
    private final int longest;

    /**
     * The end of a response.
     *
     * @param length its tokens, the one that ended it included
     */
    record Found(int length, Trace.End end) {}

    /** @param settings with the end tokens in force */
    Ending(SamplingSettings settings, TextTokenizer tokenizer) {
        this.endTokens = Set.copyOf(settings.endTokens());
        this.stopStrings = settings.stopStrings();
        this.tokenizer = tokenizer;
        this.longest = stopStrings.stream()
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(0);
    }

    /** The first end among the tokens {@code from} to {@code to - 1} of a response that had not ended before them. */
    Optional<Found> of(int[] ids, int from, int to) {
        int before = from;
        while (before < to && !endTokens.contains(ids[before])) {
            before++;
        }
        Optional<Found> stopped = stop(ids, from, before);
        return stopped.isPresent() || before == to ? stopped : Optional.of(new Found(before + 1, Trace.End.END_TOKEN));
    }

    private Optional<Found> stop(int[] ids, int from, int to) {
        if (stopStrings.isEmpty() || from == to || !stops(ids, from, to)) {
            return Optional.empty();
        }
        int length = from + 1;
        while (!stops(ids, from, length)) {
            length++;
        }
        return Optional.of(new Found(length, Trace.End.STOP_STRING));
    }

    /** Whether a stop string stands in the first {@code to} tokens, one that ends behind the first {@code from}. */
    private boolean stops(int[] ids, int from, int to) {
        // A token is a byte of text at least, so no stop string that ends behind `from` begins further before it.
        int begin = Math.max(0, from - longest - MARGIN);
        String tail = tokenizer.spell(Arrays.copyOfRange(ids, begin, to));
        return stopStrings.stream().anyMatch(tail::contains);
    }
}
