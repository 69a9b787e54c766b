package upft.sampling;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import upft.data.Problem;
import upft.data.ProblemSet;
import upft.io.JsonRecord;
import upft.io.Jsonl;
import upft.io.JsonlJournal;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.task.Bill;

/**
 * Brings in traces that were made elsewhere. JSONL, a trace a line: whose problem it is, as {@code question} or as
 * {@code problem}, its id; and the response, as {@code ids} of the model's tokenizer or as {@code text}. Of both the ids are
 * taken if they spell the text in the model's tokenizer. Files that {@link Traces#save} and {@link TraceJournal} write are
 * read too, whatever model they are of.
 *
 * <p>A text is tokenised once, by itself, and then taken for a whole response: the model's end token is put behind it,
 * unless a field {@code end} says otherwise ({@code "LENGTH"} for one that was cut, or another {@link Trace.End}). Ids stay
 * as they are; they ended if the last is an end token, or if {@code end} says so. What does not fit into the context is cut.
 * Traces of one problem are numbered as they stand in the file. Their prompt is the model's own for the question, and of
 * log-probabilities, settings and cost nothing is known, also where the file has some: they would be another model's.
 */
public final class TraceImport {
    private static final String PROBLEM = "problem";
    private static final String SAMPLE = "sample";

    private final ProblemFinder problems;
    private final ResponseReader responses;
    /** By problem, in the order of the file, and number. */
    private final Map<String, SortedMap<Integer, Trace>> traces = new LinkedHashMap<>();

    private TraceImport(LanguageModel model, ProblemSet problems) {
        this.problems = new ProblemFinder(problems);
        this.responses = new ResponseReader(model);
    }

    /**
     * Reads traces of a set's problems.
     *
     * @param model whose tokenizer and prompts are used
     * @throws UserException naming file and line if one is no JSON object, asks a question that is not of the set, or has
     *     ids that are none of the model's and no text
     */
    public static Traces read(Path file, LanguageModel model, ProblemSet problems) {
        TraceImport reading = new TraceImport(model, problems);
        String format = Jsonl.format(file).orElse("");
        if (format.equals(StoreHeader.FORMAT)) {
            JsonlJournal.read(file, format, reading.stored());
        } else if (format.equals(TraceFiles.FORMAT)) {
            List<JsonRecord> lines = Jsonl.read(file);
            lines.subList(1, lines.size()).forEach(line -> reading.add(line, line.line()));
        } else {
            Jsonl.read(file).forEach(line -> reading.add(line, line.line()));
        }
        if (reading.traces.isEmpty()) {
            throw new UserException(
                    file + " holds no trace. Each line must be a JSON object such as {\"question\": \"…\","
                            + " \"text\": \"…\"}.");
        }
        return new Traces(file.getFileName().toString(), Optional.empty(), reading.numbered(), Bill.NOTHING);
    }

    /** The lines of a store are in the order in which they were finished, and may have a sample twice. */
    private JsonlJournal.Contents stored() {
        return new JsonlJournal.Contents() {
            @Override
            public void header(JsonRecord header) {}

            @Override
            public void line(JsonRecord line) {
                add(line, line.value("sample", Integer.class));
            }
        };
    }

    /** Of two traces of one number the longer stays. */
    private void add(JsonRecord line, int number) {
        Problem problem = problems.of(line);
        traces.computeIfAbsent(problem.id(), id -> new TreeMap<>())
                .merge(
                        number,
                        responses.trace(line, problem),
                        (old, fresh) -> fresh.length() > old.length() ? fresh : old);
    }

    private List<Trace> numbered() {
        List<Trace> numbered = new ArrayList<>();
        for (SortedMap<Integer, Trace> ofProblem : traces.values()) {
            int number = 0;
            for (Trace trace : ofProblem.values()) {
                numbered.add(trace.numbered(number++));
            }
        }
        return numbered;
    }
}
