package upft.recipe;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import upft.data.Problem;
import upft.io.UserException;

/**
 * What UPFT's prefix examples look like: the templated prompt, then the beginning of a response.
 *
 * @param tokens t, in tokens of the trained model's own tokenizer
 * @param cut how a response is cut to t tokens
 * @param template appended to the question
 * @param endToken put after a cut prefix and trained on; none if empty
 */
public record PrefixForm(int tokens, Cut cut, String template, OptionalInt endToken) {
    /** @throws UserException if t is below 1 */
    public PrefixForm {
        Objects.requireNonNull(cut, "cut");
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(endToken, "endToken");
        if (tokens < 1) {
            throw new UserException("The prefix length is " + tokens + ". Give at least 1 token.");
        }
    }

    PrefixForm withTokens(int newTokens) {
        return new PrefixForm(newTokens, cut, template, endToken);
    }

    PrefixForm withCut(Cut newCut) {
        return new PrefixForm(tokens, newCut, template, endToken);
    }

    PrefixForm withTemplate(String newTemplate) {
        return new PrefixForm(tokens, cut, newTemplate, endToken);
    }

    PrefixForm withEndToken(int id) {
        return new PrefixForm(tokens, cut, template, OptionalInt.of(id));
    }

    /** The example that a trace makes; none if nothing is left of its response. */
    Optional<TrainingExample> example(PlannedTrace planned, Encoding encoding) {
        Cut.Piece piece = cut.of(planned, tokens, encoding.tokenizer());
        if (piece.ids().length == 0) {
            return Optional.empty();
        }
        Problem problem = planned.request().problem();
        return Optional.of(new TrainingExample(
                problem.id(),
                TrainingExample.Kind.PREFIX,
                encoding.prompts().encode(problem.question() + template),
                piece.shortened() ? withEndToken(piece.ids()) : piece.ids()));
    }

    private int[] withEndToken(int[] ids) {
        if (endToken.isEmpty()) {
            return ids;
        }
        int[] longer = Arrays.copyOf(ids, ids.length + 1);
        longer[ids.length] = endToken.getAsInt();
        return longer;
    }
}
