package upft.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import upft.sampling.Trace;
import upft.sampling.Traces;
import upft.training.TrainingLog;

/** README.md of a model that a run made: what it would take to make it again, and what it cost. */
record ModelCard(RunRecord run, TrainingLog log, Traces traces) {
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("---\nlibrary_name: " + (run.training().makesAdapter() ? "peft" : "transformers")
                + "\ntags:\n- upft\n- " + run.recipe().get("name").getAsString() + "\n---\n");
        lines.add("# " + run.method() + "\n");
        lines.add("Made from `" + run.base().name() + "` by the UPFT notebook (" + run.versions() + "), from "
                + origin() + ". Method: [Ji et al. 2025](https://arxiv.org/abs/2503.02875).\n");
        lines.add("| | |\n|---|---|");
        row(lines, "base model", run.base().name() + ", contents `" + run.base().hash() + "`");
        row(
                lines,
                "data",
                run.data().name() + ", " + run.data().problems() + " problems, contents `"
                        + run.data().hash() + "`");
        row(lines, "training set", "contents `" + run.trainingSet() + "`");
        row(lines, "weights", "after step " + run.kept() + " of " + run.planned());
        row(lines, "cost", run.cost().toString());
        row(
                lines,
                "machine",
                run.machine().system() + ", " + run.machine().processors() + " processors of "
                        + run.machine().architecture() + ", model on "
                        + run.machine().device());
        row(lines, "made", run.began() + " to " + run.changed());
        lines.add("\n## All that the result depends on\n\n| | |\n|---|---|");
        for (Map.Entry<String, String> part : run.identity().entrySet()) {
            row(lines, part.getKey(), part.getValue());
        }
        if (!log.exams().isEmpty()) {
            lines.add("\n## Measured on the way\n\n"
                    + log.exams().stream().map(exam -> "- " + exam).collect(Collectors.joining("\n")));
        }
        return String.join("\n", lines) + "\n";
    }

    private String origin() {
        List<String> origins = traces.traces().stream()
                .map(Trace::origin)
                .distinct()
                .sorted()
                .map(Trace.Origin::said)
                .toList();
        return origins.equals(List.of(Trace.Origin.SAMPLED.said()))
                ? "samples of the model itself"
                : "traces " + String.join(" and ", origins);
    }

    private static void row(List<String> lines, String name, String value) {
        lines.add("| " + name + " | " + value.replace("|", "\\|").replace("\n", " ") + " |");
    }
}
