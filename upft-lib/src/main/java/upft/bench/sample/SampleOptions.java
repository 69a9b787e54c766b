package upft.bench.sample;

import java.nio.file.Path;
import java.util.List;
import upft.bench.Known;
import upft.bench.Programs;
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
 * @param programs how ours and the rivals are started
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
        Programs programs) {
    /** The ids of all workloads, in their order. */
    public static final List<String> WORKLOADS =
            Workload.ALL.stream().map(Workload::id).toList();

    /** The ids of all rivals, in their order. */
    public static final List<String> RIVALS = Rival.ALL.stream().map(Rival::id).toList();

    public SampleOptions {
        workloads = Known.of("workload", workloads, WORKLOADS);
        rivals = Known.of("rival", rivals, RIVALS);
        if (repeats < 1 || threads < 1 || mostQuestions < 1 || mostTokens < 1) {
            throw new UserException("Repeats, threads, questions and tokens must be at least 1, not " + repeats + ", "
                    + threads + ", " + mostQuestions + " and " + mostTokens + ".");
        }
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
}
