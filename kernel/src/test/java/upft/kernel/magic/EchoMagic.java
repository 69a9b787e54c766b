package upft.kernel.magic;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import upft.io.UserException;
import upft.task.Progress.Report;

/** A magic for tests: gives its word back, as often as asked, and can fail or wait. */
@Command(name = "echo", description = "Give a word back.")
public final class EchoMagic implements Magic<String> {
    /** A few names to choose from. */
    public enum Mood {
        PLAIN,
        LOUD
    }

    @Parameters(arity = "0..1", paramLabel = "WORD", description = "The word.")
    private String word;

    @Option(names = "--times", paramLabel = "N", converter = OptionValue.Count.class, description = "How often.")
    private Integer times;

    @Option(names = "--share", paramLabel = "X", converter = OptionValue.Share.class, description = "A share.")
    private Double share;

    @Option(names = "--mood", paramLabel = "MOOD", description = "A mood.")
    private Mood mood;

    @Option(names = "--fail", description = "Fail.")
    private boolean fail;

    @Option(names = "--work", description = "Work until cancelled.")
    private boolean work;

    @Override
    public Class<String> resultType() {
        return String.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%echo hello");
    }

    @Override
    public Outcome<String> run(MagicRun run) {
        if (fail) {
            throw new UserException("The word " + word + " cannot be said.");
        }
        for (long i = 0; work; i++) {
            run.progress().report(new Report("working", i, Long.MAX_VALUE, "turns", 1, ""));
            run.cancel().throwIfCancelled();
            Thread.onSpinWait();
        }
        String text = String.valueOf(word).repeat(times == null ? 1 : times);
        String shown = mood == Mood.LOUD ? text.toUpperCase(java.util.Locale.ROOT) : text;
        return new Outcome<>(shown, List.of("Said " + shown), List.of("echo(\"" + shown + "\");"), Optional.of(shown));
    }
}
