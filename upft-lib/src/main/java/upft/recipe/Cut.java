package upft.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import upft.model.TextTokenizer;
import upft.sampling.Trace;

/** How UPFT cuts a response to its first t tokens. */
public enum Cut {
    /** The first t tokens as they were sampled, of which no more than t are sampled: the paper's way. */
    TOKENS {
        @Override
        int tokensSampled(int tokens, int wholeTrace) {
            return tokens;
        }

        @Override
        Piece of(PlannedTrace trace, int tokens, TextTokenizer tokenizer) {
            int[] ids = trace.ids();
            return tokens < ids.length || !trace.ended()
                    ? Piece.cut(Arrays.copyOf(ids, Math.min(tokens, ids.length)))
                    : Piece.whole(ids);
        }
    },
    /**
     * The way of the authors' code: the response's text is split at white space, its first t words are joined by single
     * spaces, so that line ends become spaces, and of the tokens of that the first t are taken. This is the one place where
     * text is encoded again. Only whole traces have all their words whole, so these are what is sampled, and the saving of
     * UPFT is in training alone. The text is encoded by itself, not together with the prompt as in the code; the two can
     * differ in the first token.
     */
    WORDS {
        @Override
        int tokensSampled(int tokens, int wholeTrace) {
            return wholeTrace;
        }

        @Override
        Piece of(PlannedTrace trace, int tokens, TextTokenizer tokenizer) {
            List<String> words = Stream.of(tokenizer.decode(trace.ids()).split("\\s+"))
                    .filter(word -> !word.isEmpty())
                    .toList();
            int[] ids = tokenizer.encode(String.join(" ", words.subList(0, Math.min(tokens, words.size()))));
            return tokens < words.size() || tokens < ids.length || !trace.ended()
                    ? Piece.cut(Arrays.copyOf(ids, Math.min(tokens, ids.length)))
                    : Piece.whole(withItsEnd(ids, trace));
        }
    };

    /**
     * What a cut leaves of a response.
     *
     * @param shortened whether the response goes on
     */
    record Piece(int[] ids, boolean shortened) {
        private static Piece cut(int[] ids) {
            return new Piece(ids, true);
        }

        private static Piece whole(int[] ids) {
            return new Piece(ids, false);
        }
    }

    /** Tokens to ask for, so that a prefix of {@code tokens} can be cut; {@code wholeTrace} is the most that there may be. */
    abstract int tokensSampled(int tokens, int wholeTrace);

    abstract Piece of(PlannedTrace trace, int tokens, TextTokenizer tokenizer);

    /** The end token is no part of the text. */
    private static int[] withItsEnd(int[] ids, PlannedTrace trace) {
        if (ids.length == 0 || trace.trace().end() != Trace.End.END_TOKEN) {
            return ids;
        }
        int[] longer = Arrays.copyOf(ids, ids.length + 1);
        longer[ids.length] = trace.ids()[trace.length() - 1];
        return longer;
    }
}
