package upft.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import upft.data.Problem;
import upft.data.ProblemFiles;
import upft.io.UserException;

/** The problems that a benchmark is about. */
public final class Questions {
    private Questions() {}

    /**
     * The first {@code needed} problems of a file.
     *
     * @param use completes "72 …", such as "are trained on"
     * @param smaller what {@code --take} could be for the number of problems that there are
     * @throws UserException if there are not as many
     */
    public static List<Problem> first(Path file, int needed, String use, IntUnaryOperator smaller) {
        List<Problem> problems = ProblemFiles.read(file, "bench").problems();
        if (problems.size() < needed) {
            int fewer = smaller.applyAsInt(problems.size());
            throw new UserException(file + " has " + problems.size() + " questions, but " + needed + " " + use
                    + ". Give a file with more, such as GSM8K's test.jsonl"
                    + (fewer < 1
                            ? "."
                            : ", or --take " + fewer + " for a smaller run, for which the goals are not meant."));
        }
        return problems.subList(0, needed);
    }
}
