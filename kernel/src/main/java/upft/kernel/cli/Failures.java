package upft.kernel.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import upft.io.UserException;
import upft.task.CancelledException;

/** What is shown when a command cannot be carried out, and the exit code that goes with it. */
final class Failures {
    static final int CELL_FAILED = 1;
    static final int WRONG_USE = 2;
    static final int BUG = 70;
    static final int INTERRUPTED = 130;

    private Failures() {}

    /** A command line that does not parse: the message, the nearest known word, and where to read on. */
    static int wrongUse(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("upft: " + exception.getMessage());
        if (exception instanceof UnmatchedArgumentException unmatched) {
            List<String> known = unmatched.getSuggestions();
            if (!known.isEmpty()) {
                err.println("Did you mean " + String.join(" or ", known) + "?");
            }
        }
        err.println("Try: " + command.getCommandSpec().qualifiedName(" ") + " --help");
        return WRONG_USE;
    }

    /** A command that threw: users' mistakes as one message, everything else as the bug it is. */
    static int failed(Exception exception, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (exception instanceof UserException) {
            err.println("upft: " + exception.getMessage());
            return WRONG_USE;
        }
        if (exception instanceof CancelledException) {
            err.println("upft: interrupted.");
            return INTERRUPTED;
        }
        exception.printStackTrace(err);
        err.println("upft: this is a bug. Please report it with the lines above and what you typed.");
        return BUG;
    }
}
