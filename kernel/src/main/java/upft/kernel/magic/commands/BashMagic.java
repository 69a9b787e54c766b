package upft.kernel.magic.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import upft.io.FileErrors;
import upft.io.UserException;
import upft.kernel.magic.CellMagic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.process.ChildProcess;
import upft.kernel.magic.session.Session;

/** {@code %%bash}: a shell script. */
@Command(
        name = "bash",
        description = {
            "Run the cell's other lines as a bash script.",
            "What it prints appears while it runs; an exit code other than 0 is an error. It runs where magics write files,"
                    + " with the variables of %%env; $UPFT_NOTEBOOK_DIR is the directory that magics read from. There is"
                    + " nothing on its standard input. An interrupt ends it and every program that it started."
        })
final class BashMagic implements CellMagic {
    @Option(names = "--no-raise-error", description = "Only say an exit code other than 0.")
    private boolean noRaiseError;

    @Override
    public List<String> examples() {
        return List.of("%%bash\nwc -l runs/*/log.jsonl");
    }

    @Override
    public Outcome<Integer> run(String body, MagicRun run) {
        Path script = write(body);
        try {
            ChildProcess.End end = ChildProcess.run(command(script, run.session()), run.output(), run.cancel());
            return outcome(end);
        } finally {
            delete(script);
        }
    }

    private Outcome<Integer> outcome(ChildProcess.End end) {
        String said = "The script ended with exit code " + end.exitCode() + ".";
        if (end.exitCode() != 0 && !noRaiseError) {
            throw new UserException(said);
        }
        return Outcome.<Integer>silent(end.exitCode())
                .saying(end.exitCode() == 0 ? "" : said)
                .saying(end.outlived() ? "A program that it started goes on in the background." : "");
    }

    private static ProcessBuilder command(Path script, Session session) {
        String bash = ChildProcess.find(session.environment().get("PATH").orElse(""), "bash")
                .orElseThrow(() -> new UserException(
                        "There is no bash on the PATH. Install it, or set the PATH with %env PATH=…."));
        ProcessBuilder builder = new ProcessBuilder(bash, script.toString());
        session.environment().applyTo(builder);
        builder.environment()
                .put("UPFT_NOTEBOOK_DIR", session.source().toAbsolutePath().toString());
        return builder.directory(session.directory().toAbsolutePath().toFile());
    }

    /**
     * A file, so that the script's own commands find no script on their standard input. It begins with an empty line for the
     * cell's first, so that bash counts lines as the cell does.
     */
    private static Path write(String body) {
        try {
            Path script = Files.createTempFile("cell-", ".sh");
            return Files.writeString(script, "\n" + body.replace("\r\n", "\n"));
        } catch (IOException e) {
            throw FileErrors.cannotWrite("the script to the directory for temporary files", e);
        }
    }

    private static void delete(Path script) {
        try {
            Files.deleteIfExists(script);
        } catch (IOException e) {
            throw new UserException("Cannot delete " + script + ": " + FileErrors.reason(e) + ".", e);
        }
    }
}
