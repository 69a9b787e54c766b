package upft.kernel.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import upft.bench.Conditions;
import upft.bench.Contender;
import upft.bench.ContenderException;
import upft.bench.QuantileTable;
import upft.bench.Results;
import upft.bench.Row;
import upft.bench.RunningReport;
import upft.bench.Turns;
import upft.kernel.client.InstalledKernel;

/** {@code upft bench kernel}: the trials one after the other, each in turns of ours and the rivals. */
public final class KernelBenchmark {
    private static final String OURS = "ours";

    private final KernelOptions options;
    private final RunningReport report;

    public KernelBenchmark(KernelOptions options, RunningReport report) {
        this.options = options;
        this.report = report;
    }

    /**
     * Measures and reports.
     *
     * @return whether ours was measured in all that was asked for; a rival that is missing is a row that says so
     * @throws upft.io.UserException if a rival is neither known nor installed
     */
    public boolean run() {
        List<Rival> rivals = options.foundRivals();
        report.conditions(conditions(rivals));
        warmUp();
        boolean whole = true;
        for (Trial trial : options.trials()) {
            whole &= measure(trial, trial.forAll() ? present(rivals) : List.of());
        }
        report.end();
        return whole;
    }

    private Map<String, String> conditions(List<Rival> rivals) {
        Map<String, String> conditions = new LinkedHashMap<>(Conditions.of(System.getenv()));
        conditions.put(OURS, command(options.ours()));
        for (Rival rival : rivals) {
            conditions.put(
                    rival.title(), rival.kernel().map(KernelBenchmark::command).orElse("not installed"));
        }
        return conditions;
    }

    private static String command(InstalledKernel kernel) {
        return kernel.directory() + ": "
                + kernel.command().stream().map(KernelBenchmark::shortened).collect(Collectors.joining(" "));
    }

    /** Where a file lies is said by the kernel's own directory. */
    private static String shortened(String argument) {
        return argument.replaceAll("(^|[=:])/\\S*/(?=[^/]+$)", "$1");
    }

    private static List<Rival> present(List<Rival> rivals) {
        return rivals.stream().filter(rival -> rival.kernel().isPresent()).toList();
    }

    /** The first kernel that this process asks finds it slow to ask; that is not to count against anyone. */
    private void warmUp() {
        report.note("warming up");
        try {
            new KernelContender(OURS, options.ours(), new StartTrial(), options.patience()).run();
        } catch (ContenderException e) {
            report.note(OURS + ": " + e.getMessage());
        }
    }

    private boolean measure(Trial trial, List<Rival> rivals) {
        report.note(trial.title());
        List<Contender<Readings>> contenders = new ArrayList<>();
        contenders.add(new KernelContender(OURS, options.ours(), trial, options.patience()));
        for (Rival rival : rivals) {
            contenders.add(new KernelContender(rival.title(), rival.kernel().orElseThrow(), trial, options.patience()));
        }
        List<Results<Readings>> results = Turns.take(contenders, trial.turns(options.repeats()), report::note);
        List<Row> rows = new KernelRows(trial, results.get(0), rivals, results.subList(1, results.size())).rows();
        report.section(trial.title(), QuantileTable.of(rows), rows);
        return results.get(0).missing().isEmpty();
    }
}
