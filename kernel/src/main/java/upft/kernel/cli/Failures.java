package upft.kernel.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import upft.io.Suggestion;
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
        String problem = exception instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched.getUnmatched().get(0), command.getCommandSpec())
                : exception.getMessage();
        err.println("upft: " + problem);
        err.println("Try: " + command.getCommandSpec().qualifiedName(" ") + " --help");
        return WRONG_USE;
    }

    /** A user's mistake: its message alone. */
    static int wrongUse(UserException exception, PrintWriter err) {
        err.println("upft: " + exception.getMessage());
        return WRONG_USE;
    }

    private static String unmatched(String word, CommandSpec syntax) {
        if (word.startsWith("-")) {
            String name = word.replaceFirst("=.*", "");
            return "There is no option " + name + "."
                    + Suggestion.didYouMean(name, syntax.optionsMap().keySet());
        }
        return syntax.subcommands().isEmpty()
                ? "There is no place for \"" + word + "\"."
                : "There is no command " + word + "."
                        + Suggestion.didYouMean(word, syntax.subcommands().keySet());
    }

    /** A command that threw: users' mistakes as one message, everything else as the bug it is. */
    static int failed(Exception exception, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (exception instanceof UserException user) {
            return wrongUse(user, err);
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
