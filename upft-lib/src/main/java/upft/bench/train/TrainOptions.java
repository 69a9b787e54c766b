package upft.bench.train;

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
 * @param questions a JSONL file with worked solutions, such as GSM8K's test.jsonl
 * @param mostExamples fewer than a workload asks for shrink it, for trying things out
 * @param memorySteps steps of a further run of ours that shows whether memory grows; 0 for no such run
 * @param programs how ours and the rivals are started
 */
public record TrainOptions(
        List<String> workloads,
        List<String> rivals,
        int repeats,
        int threads,
        Path model,
        Path questions,
        int mostExamples,
        int memorySteps,
        Programs programs) {
    /** The ids of all workloads, in their order. */
    public static final List<String> WORKLOADS =
            Workload.ALL.stream().map(Workload::id).toList();

    /** The ids of all rivals, in their order. */
    public static final List<String> RIVALS = Rival.ALL.stream().map(Rival::id).toList();

    public TrainOptions {
        workloads = Known.of("workload", workloads, WORKLOADS);
        rivals = Known.of("rival", rivals, RIVALS);
        if (repeats < 1 || threads < 1 || mostExamples < 1) {
            throw new UserException("Repeats, threads and examples must be at least 1, not " + repeats + ", " + threads
                    + " and " + mostExamples + ".");
        }
        if (memorySteps < 0) {
            throw new UserException("The steps that memory is watched for are " + memorySteps
                    + ". Give at least 1, or 0 to leave that out.");
        }
    }

    List<Workload> chosen() {
        return Workload.ALL.stream()
                .filter(workload -> workloads.contains(workload.id()))
                .map(workload -> workload.shrunkTo(mostExamples))
                .toList();
    }

    List<Rival> chosenRivals() {
        return Rival.ALL.stream().filter(rival -> rivals.contains(rival.id())).toList();
    }
}
