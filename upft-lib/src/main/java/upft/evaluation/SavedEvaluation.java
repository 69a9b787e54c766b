package upft.evaluation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import upft.data.ProblemSet;
import upft.io.JsonRecord;
import upft.io.Jsonl;
import upft.sampling.Trace;
import upft.task.Bill;

/**
 * An evaluation with what it was done on and how, as a JSONL file: a first line with settings and score, then a line for each
 * graded answer.
 */
public record SavedEvaluation(ProblemSet problems, EvaluationSettings settings, EvaluationResult result) {
    private static final String FORMAT = "upft-evaluation-1";

    /** Writes the file, making its directory where it is missing. */
    public void save(Path file) {
        Stream<JsonObject> answers = Stream.concat(
                result.greedy().stream().map(each -> line("greedy", each)),
                result.samples().stream().map(each -> line("sample", each)));
        Jsonl.write(file, Stream.concat(Stream.of(header()), answers));
    }

    /** @throws upft.io.UserException naming file and line if it is not what {@link #save} writes */
    public static SavedEvaluation load(Path file) {
        List<JsonRecord> lines = Jsonl.read(file);
        JsonRecord header = Jsonl.header(file, lines, FORMAT);
        List<GradedTrace> greedy = new ArrayList<>();
        List<GradedTrace> samples = new ArrayList<>();
        for (JsonRecord line : lines.subList(1, lines.size())) {
            (line.text("kind").equals("greedy") ? greedy : samples).add(answer(line));
        }
        // There is one greedy answer a question, in the order of the questions.
        ProblemSet problems = new ProblemSet(
                header.text("problems"),
                greedy.stream().map(each -> each.trace().problem()).toList());
        return new SavedEvaluation(
                problems,
                header.value("settings", EvaluationSettings.class),
                new EvaluationResult(score(header), greedy, samples));
    }

    private JsonObject header() {
        Score score = result.score();
        JsonObject header = new JsonObject();
        header.addProperty("format", FORMAT);
        header.addProperty("model", score.model());
        header.addProperty("problems", problems.name());
        header.addProperty("questions", score.questions());
        header.add("settings", Jsonl.toJson(settings));
        header.add("greedy", json(score.greedy()));
        header.add("averageAtK", json(score.averageAtK()));
        header.addProperty("k", score.k());
        header.addProperty("endedShare", score.endedShare());
        header.addProperty("noAnswerShare", score.noAnswerShare());
        header.add("bill", Jsonl.toJson(score.bill()));
        return header;
    }

    private static Score score(JsonRecord header) {
        return new Score(
                header.text("model"),
                header.text("problems"),
                header.value("questions", Integer.class),
                estimate(header.value("greedy", JsonObject.class)),
                estimate(header.value("averageAtK", JsonObject.class)),
                header.value("k", Integer.class),
                header.value("endedShare", Double.class),
                header.value("noAnswerShare", Double.class),
                header.value("bill", Bill.class));
    }

    /** What is not known is left out: JSON has no word for it. */
    private static JsonObject json(Estimate estimate) {
        JsonObject json = new JsonObject();
        if (estimate.known()) {
            json.addProperty("mean", estimate.mean());
        }
        if (!Double.isNaN(estimate.standardError())) {
            json.addProperty("standardError", estimate.standardError());
        }
        return json;
    }

    private static Estimate estimate(JsonObject json) {
        return new Estimate(number(json, "mean"), number(json, "standardError"));
    }

    private static double number(JsonObject json, String name) {
        return Optional.ofNullable(json.get(name)).map(JsonElement::getAsDouble).orElse(Double.NaN);
    }

    private static JsonObject line(String kind, GradedTrace graded) {
        JsonObject line = new JsonObject();
        line.addProperty("kind", kind);
        graded.answer().ifPresent(answer -> line.add("answer", new JsonPrimitive(answer)));
        line.addProperty("correct", graded.correct());
        line.add("trace", Jsonl.toJson(graded.trace()));
        return line;
    }

    private static GradedTrace answer(JsonRecord line) {
        Optional<String> answer = line.has("answer") ? Optional.of(line.text("answer")) : Optional.empty();
        return new GradedTrace(line.value("trace", Trace.class), answer, line.value("correct", Boolean.class));
    }
}
