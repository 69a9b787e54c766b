package upft.kernel.magic.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import upft.io.AtomicFiles;
import upft.io.FileErrors;
import upft.io.UserException;
import upft.kernel.magic.CellMagic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Places;

/** {@code %%file}: the cell as a file. */
@Command(
        name = "file",
        description = {
            "Write the cell's other lines to a file, in UTF-8.",
            "Whoever reads the file meanwhile finds it as it was or as it is then; directories are made where they are"
                    + " missing. The last line is given an end if it has none."
        })
final class FileMagic implements CellMagic {
    @Parameters(paramLabel = "FILE", description = "The file ($NAME and ~ work).")
    private String file;

    @Option(
            names = {"-a", "--append"},
            description = "Add the lines to what the file has.")
    private boolean append;

    @Override
    public List<String> examples() {
        return List.of("%%file problems.jsonl\n{\"question\": \"What is 2 + 2?\", \"answer\": \"4\"}");
    }

    @Override
    public Outcome<Path> run(String body, MagicRun run) {
        Path target = Places.toWrite(file, run.session());
        String text = body.isEmpty() || body.endsWith("\n") ? body : body + "\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] before = append ? content(target) : new byte[0];
        AtomicFiles.write(target, out -> {
            out.write(before);
            out.write(bytes);
        });
        return Outcome.of(
                target,
                String.format(
                        Locale.ROOT,
                        "%s %,d lines (%,d bytes) to %s.",
                        append ? "Added" : "Wrote",
                        text.lines().count(),
                        bytes.length,
                        target));
    }

    private static byte[] content(Path file) {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + ": " + FileErrors.reason(e) + ".", e);
        }
    }
}
