package upft.kernel.notebook;

import java.util.List;
import upft.kernel.cell.MimeBundle;

/** One output of a code cell, as the notebook format knows them. */
public sealed interface Output {
    /**
     * Text that was printed.
     *
     * @param name "stdout" or "stderr"
     */
    record Stream(String name, String text) implements Output {}

    /** Something displayed on the way. */
    record Display(MimeBundle bundle) implements Output {}

    /** The value of the cell's last expression. */
    record Result(int executionCount, MimeBundle bundle) implements Output {}

    /**
     * Why the cell failed.
     *
     * @param traceback lines with ANSI colours
     */
    record Failure(String name, String message, List<String> traceback) implements Output {
        public Failure {
            traceback = List.copyOf(traceback);
        }
    }
}
