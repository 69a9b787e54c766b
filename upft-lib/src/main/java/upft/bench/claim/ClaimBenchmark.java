package upft.bench.claim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import upft.bench.Contender;
import upft.bench.ContenderException;
import upft.bench.ProcessContender;
import upft.bench.Questions;
import upft.bench.Results;
import upft.bench.Row;
import upft.bench.RunningReport;
import upft.bench.Turns;
import upft.data.Problem;
import upft.io.JsonRecord;
import upft.io.Jsonl;
import upft.training.TrainingSettings;

/** {@code upft bench claim}: one method after the other, each sampling its own plan and training on it. */
public final class ClaimBenchmark {
    private final ClaimOptions options;
    private final RunningReport report;

    public ClaimBenchmark(ClaimOptions options, RunningReport report) {
        this.options = options;
        this.report = report;
    }

    /**
     * Measures and reports.
     *
     * @return whether all methods were measured
     * @throws upft.io.UserException if there are too few questions
     */
    public boolean run() {
        List<Problem> problems = Questions.first(options.questions(), options.count(), "are asked for", most -> most);
        report.conditions(conditions());
        List<Contender<ClaimResult>> contenders = new ArrayList<>();
        Contestant.ALL.forEach(contestant -> contenders.add(contender(contestant, problems)));
        List<Results<ClaimResult>> results = Turns.take(contenders, 1, report::note);
        List<ClaimRows.Entry> methods = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            methods.add(new ClaimRows.Entry(Contestant.ALL.get(i), results.get(i)));
        }
        show(methods);
        report.end();
        return results.stream().allMatch(result -> result.missing().isEmpty());
    }

    private Contender<ClaimResult> contender(Contestant contestant, List<Problem> problems) {
        ClaimJob job = new ClaimJob(options.model().toString(), problems, contestant, options.maxTokens());
        return new ProcessContender<>(
                contestant.title(),
                "",
                options.programs().worker("claim"),
                Jsonl.toJson(job).getAsJsonObject(),
                ClaimBenchmark::result);
    }

    private static ClaimResult result(JsonRecord answer) {
        ClaimResult result = answer.value(ClaimResult.class);
        if (result.bill() == null || result.traces() < 1) {
            throw new ContenderException("answered with no bill or no traces");
        }
        return result;
    }

    private Map<String, String> conditions() {
        TrainingSettings training = TrainingSettings.defaults();
        Map<String, String> conditions = new LinkedHashMap<>(options.programs().conditions());
        conditions.put("model", options.model() + ", float32");
        conditions.put("questions", "the first " + options.count() + " of " + options.questions());
        conditions.put("whole traces", "at most " + options.maxTokens() + " tokens");
        conditions.put(
                "training",
                "all parameters, batches of " + training.batchSize() + ", " + training.epochs() + " epoch, rate "
                        + training.learningRate() + ", " + training.optimizer());
        return conditions;
    }

    private void show(List<ClaimRows.Entry> methods) {
        Optional<Expectation> expectation = methods.stream()
                .filter(entry -> entry.contestant().equals(Contestant.RFT))
                .flatMap(entry -> entry.result().stream())
                .map(rft -> new Expectation(options.count(), rft))
                .findFirst();
        ClaimRows rows = new ClaimRows(methods, expectation);
        report.section("What each method took", ClaimTable.of(methods, expectation), rows.costs());
        List<Row> shares = rows.shares(options.meantForGoals());
        if (!shares.isEmpty()) {
            report.section("What UPFT took of what RFT took", shares);
        }
    }
}
