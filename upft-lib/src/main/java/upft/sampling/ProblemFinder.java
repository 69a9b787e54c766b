package upft.sampling;

import com.google.gson.JsonElement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import upft.data.Problem;
import upft.data.ProblemSet;
import upft.io.JsonRecord;

/** Finds the problem of a set that a line is about: by its question, by its id, or by both where the line is one of ours. */
final class ProblemFinder {
    private final ProblemSet problems;
    private final Map<String, Problem> byId = new HashMap<>();
    private final Map<String, Problem> byQuestion = new HashMap<>();

    ProblemFinder(ProblemSet problems) {
        this.problems = problems;
        for (Problem problem : problems) {
            byId.put(problem.id(), problem);
            byQuestion.putIfAbsent(normalised(problem.question()), problem);
        }
    }

    Problem of(JsonRecord line) {
        JsonElement problem = line.object().get("problem");
        if (problem == null) {
            return asking(line, line.text("question"));
        }
        if (problem.isJsonObject()) {
            Problem own = line.value("problem", Problem.class);
            return Optional.ofNullable(byId.get(own.id()))
                    .filter(found -> found.question().equals(own.question()))
                    .orElseGet(() -> asking(line, own.question()));
        }
        String id = line.text("problem");
        return Optional.ofNullable(byId.get(id))
                .orElseThrow(() -> line.error("there is no problem " + id + " in " + set()));
    }

    private Problem asking(JsonRecord line, String question) {
        Problem problem = byQuestion.get(normalised(question));
        if (problem == null) {
            throw line.error("the question \"" + Text.beginning(question) + "\" is none of " + set());
        }
        return problem;
    }

    private String set() {
        return problems.name() + ", " + problems.size()
                + " problems. Load the data set that the traces are of, or take the" + " line out.";
    }

    private static String normalised(String question) {
        return question.strip().replaceAll("\\s+", " ");
    }
}
