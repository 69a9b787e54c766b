package upft.bench.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import upft.bench.Contender;
import upft.bench.ContenderException;
import upft.bench.MachineRows;
import upft.bench.ModelSize;
import upft.bench.Questions;
import upft.bench.Results;
import upft.bench.RunningReport;
import upft.bench.Turns;
import upft.data.Problem;
import upft.io.UserException;

/** {@code upft bench train}: the workloads one after the other, each measured in turns by ours and the rivals. */
public final class TrainBenchmark {
    private static final String OURS = "ours";

    private final TrainOptions options;
    private final RunningReport report;

    public TrainBenchmark(TrainOptions options, RunningReport report) {
        this.options = options;
        this.report = report;
    }

    /**
     * Measures and reports.
     *
     * @return whether ours was measured in all that was asked for; a rival that is missing is a row that says so
     * @throws UserException if model or questions cannot be used
     */
    public boolean run() {
        List<Workload> workloads = options.chosen();
        List<Problem> problems = problems(workloads);
        report.conditions(conditions());
        report.note("tokenising the solutions, measuring the machine");
        TrainBasics basics = basics(problems, workloads);
        report.section(MachineRows.TITLE, MachineRows.of(basics.machine()));
        boolean whole = true;
        for (int i = 0; i < workloads.size(); i++) {
            whole &= measure(workloads.get(i), basics.lessons().get(i), basics);
        }
        if (options.memorySteps() > 0) {
            whole &= watchMemory(workloads, basics);
        }
        report.end();
        return whole;
    }

    private List<Problem> problems(List<Workload> workloads) {
        int needed = workloads.stream().mapToInt(Workload::allExamples).max().orElseThrow();
        String use = "are trained on, the first of them before the clock runs";
        return Questions.first(options.questions(), needed, use, Workload::largestOf);
    }

    private Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>(options.programs().conditions());
        conditions.put("model", options.model() + ", float32");
        conditions.put("solutions", options.questions().toString());
        conditions.put(
                "training",
                TrainJob.settings(1).optimizer() + ", constant rate " + Workload.Trained.ALL.learningRate() + ", "
                        + Workload.Trained.ADAPTER.learningRate()
                        + " for LoRA, loss averaged over the tokens of a batch");
        conditions.put("LoRA", TrainBasics.ADAPTER.toString());
        return conditions;
    }

    private TrainBasics basics(List<Problem> problems, List<Workload> workloads) {
        try {
            return options.programs()
                    .worker("train-basics")
                    .answer(TrainBasics.job(options.model(), adapter(), problems, workloads))
                    .value(TrainBasics.class);
        } catch (ContenderException e) {
            throw new UserException("The model cannot be measured: its first process " + e.getMessage(), e);
        }
    }

    private boolean measure(Workload workload, Lesson lesson, TrainBasics basics) {
        report.note(workload.title());
        TrainJob job = job(workload, lesson, basics);
        List<Contender<TrainResult>> contenders = new ArrayList<>();
        contenders.add(job.contender(OURS, options.programs().worker("train")));
        options.chosenRivals().forEach(rival -> contenders.add(contender(rival, job)));
        List<Results<TrainResult>> results = Turns.take(contenders, options.repeats(), report::note);
        TrainRows rows = new TrainRows(
                workload, lesson, arithmetic(workload, basics), basics.machine().flopsPerSecond());
        report.section(
                workload.title() + ", " + lesson.sizes(), rows.of(results.get(0), results.subList(1, results.size())));
        return results.get(0).missing().isEmpty();
    }

    private TrainJob job(Workload workload, Lesson lesson, TrainBasics basics) {
        return TrainJob.of(options.model(), adapter(), workload, lesson, basics.endToken(), options.threads());
    }

    /** Where the process that makes it and those that train it find what an adapter begins with. */
    private Path adapter() {
        return options.programs().cache().resolve("adapter");
    }

    private Arithmetic arithmetic(Workload workload, TrainBasics basics) {
        ModelSize size = ModelSize.of(options.model(), basics.parameters());
        return switch (workload.trained()) {
            case ALL -> Arithmetic.ofAll(size);
            case ADAPTER -> Arithmetic.ofAdapter(size, options.model(), TrainBasics.ADAPTER.rank());
        };
    }

    /** A rival that is ready, or one whose every run says why it is not. */
    private Contender<TrainResult> contender(Rival rival, TrainJob job) {
        try {
            TrainJob own = rival.checkpointing() ? job.checkpointed() : job;
            return own.contender(rival.title(), options.programs().rival(Rival.PROGRAM, report::note));
        } catch (ContenderException e) {
            report.note(rival.title() + ": " + e.getMessage());
            return Contender.absent(rival.title(), e.getMessage());
        }
    }

    /** With the workload that takes least. */
    private boolean watchMemory(List<Workload> workloads, TrainBasics basics) {
        int least = IntStream.range(0, workloads.size())
                .boxed()
                .min(Comparator.comparingInt(i -> basics.lessons().get(i).timedTokens()))
                .orElseThrow();
        Workload workload = workloads.get(least);
        int steps = options.memorySteps();
        TrainJob job = job(workload, basics.lessons().get(least), basics).withSteps(steps);
        List<Contender<TrainResult>> ours =
                List.of(job.contender(OURS, options.programs().worker("train")));
        Results<TrainResult> result = Turns.take(ours, 1, report::note).get(0);
        report.section("Memory over " + steps + " steps of (" + workload.id() + ")", MemoryRows.of(result, steps));
        return result.missing().isEmpty();
    }
}
