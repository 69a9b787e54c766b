package upft.sampling;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import upft.data.Problem;
import upft.io.JsonRecord;
import upft.model.LanguageModel;
import upft.model.TextTokenizer;

/** Makes a trace of a response that stands in a file as ids or as text; see {@link TraceImport} for the rules. */
final class ResponseReader {
    private static final String IDS = "ids";
    private static final String TEXT = "text";
    private static final String END = "end";

    private final LanguageModel model;
    private final TextTokenizer tokenizer;

    ResponseReader(LanguageModel model) {
        this.model = model;
        this.tokenizer = model.tokenizer();
    }

    /** The trace, as the first of its problem. */
    Trace trace(JsonRecord line, Problem problem) {
        Optional<Trace.End> end = end(line);
        int[] prompt = model.promptIds(problem.question());
        Trace whole = ids(line)
                .map(ids -> ofIds(problem, prompt, ids, end))
                .orElseGet(() -> ofText(line, problem, prompt, end));
        int room = model.contextLength() - prompt.length;
        if (room < 1) {
            throw line.error("the question " + problem.id() + " makes a prompt of " + prompt.length
                    + " tokens, but the context of " + model.name() + " is " + model.contextLength()
                    + ", answer included. Take the line out, or load a model with a longer context.");
        }
        return whole.length() > room ? whole.cut(room, tokenizer).stoppedBy(Trace.End.CONTEXT) : whole;
    }

    /** The line's ids, if they are to be taken; empty if its text is. */
    private Optional<int[]> ids(JsonRecord line) {
        if (!line.has(IDS)) {
            return Optional.empty();
        }
        int[] ids = Arrays.stream(line.value(IDS, double[].class))
                .mapToInt(id -> whole(line, id))
                .toArray();
        int size = tokenizer.vocabularySize();
        OptionalInt strange =
                IntStream.of(ids).filter(id -> id < 0 || id >= size).findFirst();
        if (line.has(TEXT)) {
            boolean spellIt = strange.isEmpty() && tokenizer.decode(ids).equals(line.text(TEXT));
            return spellIt ? Optional.of(ids) : Optional.empty();
        }
        if (strange.isPresent()) {
            throw line.error("the id " + strange.getAsInt() + " is none of the tokens of " + model.name() + ", 0 to "
                    + (size - 1) + ". Give ids of its tokenizer, or the text.");
        }
        if (ids.length == 0) {
            throw line.error("the response has no token. Give at least one, or take the line out.");
        }
        return Optional.of(ids);
    }

    /** Read as an int, 1.5 would become 1 in silence. */
    private static int whole(JsonRecord line, double id) {
        if (id != (int) id) {
            throw line.error("the id " + id + " is no whole number. Give the ids of tokens.");
        }
        return (int) id;
    }

    private Trace ofIds(Problem problem, int[] prompt, int[] ids, Optional<Trace.End> end) {
        boolean ended = model.endTokens().contains(ids[ids.length - 1]);
        return trace(
                problem,
                prompt,
                ids,
                tokenizer.decode(ids),
                end.orElse(ended ? Trace.End.END_TOKEN : Trace.End.LENGTH),
                Trace.Origin.IDS);
    }

    private Trace ofText(JsonRecord line, Problem problem, int[] prompt, Optional<Trace.End> end) {
        if (!line.has(TEXT)) {
            throw line.error("there is neither \"text\" nor \"ids\"; the line has "
                    + line.object().keySet() + ". Give the response as one of them.");
        }
        String text = line.text(TEXT);
        if (text.isBlank()) {
            throw line.error("the text is empty. Give a response, or take the line out.");
        }
        int[] ids = tokenizer.encode(text);
        OptionalInt endToken = model.endToken();
        Trace.End why = end.orElse(endToken.isPresent() ? Trace.End.END_TOKEN : Trace.End.LENGTH);
        if (why == Trace.End.END_TOKEN && endToken.isPresent()) {
            ids = Arrays.copyOf(ids, ids.length + 1);
            ids[ids.length - 1] = endToken.getAsInt();
        }
        return trace(problem, prompt, ids, text, why, Trace.Origin.TEXT);
    }

    private static Trace trace(
            Problem problem, int[] prompt, int[] ids, String text, Trace.End end, Trace.Origin origin) {
        return new Trace(problem, 0, prompt, ids, text, new float[0], new float[0], end, origin);
    }

    private static Optional<Trace.End> end(JsonRecord line) {
        if (!line.has(END)) {
            return Optional.empty();
        }
        String name = line.text(END);
        List<Trace.End> ends = List.of(Trace.End.values());
        return Optional.of(ends.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> line.error("\"end\" is \"" + name + "\", but must be one of " + ends + ".")));
    }
}
