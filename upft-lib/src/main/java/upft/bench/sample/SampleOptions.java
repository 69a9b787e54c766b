package upft.bench.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import upft.io.UserException;

/**
 * What is measured, and with what.
 *
 * @param workloads their letters
 * @param rivals their ids; may be empty
 * @param model a Hugging Face directory
 * @param questions a JSONL file such as GSM8K's test.jsonl
 * @param mostQuestions fewer than a workload asks for shrink it, for trying things out
 * @param mostTokens as {@code mostQuestions}, of new tokens
 * @param python for all rivals, in place of environments that are installed
 * @param cache where such environments are kept
 * @param worker the command of this program that measures ours; a task and a job's file follow
 * @param environment of ours and the rivals, in addition to this process's own
 * @param limit of one process
 */
public record SampleOptions(
        List<String> workloads,
        List<String> rivals,
        int repeats,
        int threads,
        Path model,
        Path questions,
        int mostQuestions,
        int mostTokens,
        Optional<Path> python,
        Path cache,
        List<String> worker,
        Map<String, String> environment,
        Duration limit) {
    /** The ids of all workloads, in their order. */
    public static final List<String> WORKLOADS =
            Workload.ALL.stream().map(Workload::id).toList();

    /** The ids of all rivals, in their order. */
    public static final List<String> RIVALS = Rival.ALL.stream().map(Rival::id).toList();

    public SampleOptions {
        workloads = known("workload", workloads, WORKLOADS);
        rivals = known("rival", rivals, RIVALS);
        if (repeats < 1 || threads < 1 || mostQuestions < 1 || mostTokens < 1) {
            throw new UserException("Repeats, threads, questions and tokens must be at least 1, not " + repeats + ", "
                    + threads + ", " + mostQuestions + " and " + mostTokens + ".");
        }
        worker = List.copyOf(worker);
        environment = Map.copyOf(environment);
    }

    List<Workload> chosen() {
        return Workload.ALL.stream()
                .filter(workload -> workloads.contains(workload.id()))
                .map(workload -> workload.shrunkTo(mostQuestions, mostTokens))
                .toList();
    }

    List<Rival> chosenRivals() {
        return Rival.ALL.stream().filter(rival -> rivals.contains(rival.id())).toList();
    }

    private static List<String> known(String kind, List<String> asked, List<String> all) {
        for (String id : asked) {
            if (!all.contains(id)) {
                throw new UserException("There is no " + kind + " \"" + id + "\". There are "
                        + all.stream().collect(Collectors.joining(", ")) + ".");
            }
        }
        return List.copyOf(asked);
    }
}
