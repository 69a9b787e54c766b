package upft.data;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import upft.io.JsonRecord;
import upft.io.Jsonl;
import upft.io.UserException;

/**
 * Problems as JSONL files: one object a line with {@code question} and {@code answer}, the format of GSM8K. An
 * {@code id} is taken if it is there; other fields are passed over.
 */
public final class ProblemFiles {
    private ProblemFiles() {}

    /**
     * Reads a file as a set called {@code name}; problems without an id get {@code name/LINE}.
     *
     * @throws UserException naming the file, and the line where one is wrong; also if there is no problem in it
     */
    public static ProblemSet read(Path file, String name) {
        List<Problem> problems = new ArrayList<>();
        for (JsonRecord record : Jsonl.read(file)) {
            problems.add(problem(record, name));
        }
        if (problems.isEmpty()) {
            throw new UserException(file + " holds no problem. Each line must be a JSON object such as"
                    + " {\"question\": \"…\", \"answer\": \"… #### 42\"}.");
        }
        return new ProblemSet(name, problems);
    }

    static void write(Path file, ProblemSet set) {
        Jsonl.write(file, set.problems().stream().map(problem -> {
            JsonObject object = new JsonObject();
            object.addProperty("id", problem.id());
            object.addProperty("question", problem.question());
            object.addProperty("answer", problem.answer());
            return object;
        }));
    }

    private static Problem problem(JsonRecord record, String name) {
        String id = record.has("id") ? record.text("id") : name + "/" + record.line();
        return new Problem(id, nonBlank(record, "question"), nonBlank(record, "answer"));
    }

    private static String nonBlank(JsonRecord record, String field) {
        String text = record.text(field);
        if (text.isBlank()) {
            throw record.error("the field \"" + field + "\" is empty. Give each problem a question and an answer.");
        }
        return text;
    }
}
