package upft.bench.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import upft.bench.Contender;
import upft.bench.ContenderException;
import upft.bench.MachineRows;
import upft.bench.Questions;
import upft.bench.Results;
import upft.bench.RunningReport;
import upft.bench.Turns;
import upft.data.Problem;
import upft.io.UserException;
import upft.sampling.SamplingSettings;

/** {@code upft bench sample}: the workloads one after the other, each measured in turns by ours and the rivals. */
public final class SampleBenchmark {
    private static final String OURS = "ours";
    private static final int BATCH = SamplingSettings.defaults().batchSize();

    private final SampleOptions options;
    private final RunningReport report;
    private final Rivals rivals;

    /** What ours and the rivals gave in all workloads. */
    private final List<Results<SampleResult>> loads = new ArrayList<>();

    public SampleBenchmark(SampleOptions options, RunningReport report) {
        this.options = options;
        this.report = report;
        this.rivals = new Rivals(options.programs(), report::note);
        loads.add(Results.none(OURS, ""));
        options.chosenRivals().forEach(rival -> loads.add(Results.none(rival.title(), "")));
    }

    /**
     * Measures and reports.
     *
     * @return whether ours was measured in all that was asked for; a rival that is missing is a row that says so
     * @throws UserException if model or questions cannot be used
     */
    public boolean run() {
        List<Workload> workloads = options.chosen();
        List<String> questions = questions(workloads);
        report.conditions(conditions());
        report.note("tokenising the questions, measuring the machine");
        Basics basics = basics(questions);
        Arithmetic arithmetic = Arithmetic.of(options.model(), basics.parameters());
        report.section(MachineRows.TITLE, MachineRows.of(basics.machine()));
        boolean whole = true;
        for (Workload workload : workloads) {
            whole &= measure(workload, basics, arithmetic);
        }
        report.section("Loading", LoadRows.of(loads.get(0), loads.subList(1, loads.size())));
        report.end();
        return whole;
    }

    private List<String> questions(List<Workload> workloads) {
        int needed = workloads.stream().mapToInt(Workload::questions).max().orElseThrow();
        return Questions.first(options.questions(), needed, "are sampled", most -> most).stream()
                .map(Problem::question)
                .toList();
    }

    private Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>(options.programs().conditions());
        conditions.put("model", options.model() + ", float32");
        conditions.put("questions", options.questions().toString());
        conditions.put("ours", "at most " + BATCH + " rows at a time");
        return conditions;
    }

    private Basics basics(List<String> questions) {
        try {
            return options.programs()
                    .worker("basics")
                    .answer(Basics.job(options.model(), questions))
                    .value(Basics.class);
        } catch (ContenderException e) {
            throw new UserException("The model cannot be measured: its first process " + e.getMessage(), e);
        }
    }

    private boolean measure(Workload workload, Basics basics, Arithmetic arithmetic) {
        report.note(workload.title());
        List<int[]> prompts = basics.prompts().subList(0, workload.questions());
        SampleJob job = SampleJob.of(workload, options.model(), prompts, basics.endTokens(), BATCH, options.threads());
        List<Contender<SampleResult>> contenders = new ArrayList<>();
        contenders.add(job.contender(OURS, "", options.programs().worker("sample")));
        options.chosenRivals().forEach(rival -> contenders.add(rivals.contender(rival, job)));
        List<Results<SampleResult>> results = Turns.take(contenders, options.repeats(), report::note);
        remember(results);
        SampleRows rows = new SampleRows(workload, prompts, BATCH, basics, arithmetic);
        report.section(workload.title(), rows.of(results.get(0), results.subList(1, results.size())));
        return results.get(0).missing().isEmpty();
    }

    /** Every process loads the model, so what loading takes is known from all of them. */
    private void remember(List<Results<SampleResult>> results) {
        for (int i = 0; i < results.size(); i++) {
            loads.set(i, loads.get(i).and(results.get(i)));
        }
    }
}
