package upft.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static upft.kernel.cell.ScriptedInterpreter.failure;
import static upft.kernel.cell.ScriptedInterpreter.value;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import upft.kernel.cell.MimeBundle;

class MainTest {
    @TempDir
    private Path directory;

    private CommandLineHarness cli;

    @BeforeEach
    void setUp() {
        cli = new CommandLineHarness(directory);
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheNearestKnownOne() {
        CommandLineHarness.Result result = cli.execute("instal");

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("Did you mean install"), result.err());
        assertTrue(result.err().contains("Try: upft --help"), result.err());
    }

    @Test
    void anUnknownOptionIsNamedAndTheHelpOfTheCommandPointedTo() {
        CommandLineHarness.Result result = cli.execute("run", "--ouch", "x.ipynb");

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("--ouch"), result.err());
        assertTrue(result.err().contains("Try: upft run --help"), result.err());
    }

    /** A percent sign that is no format leaves a description raw, with its line ends as they are written. */
    @Test
    void everyDescriptionIsAFormatThatHolds() {
        List<CommandLine> commands = new ArrayList<>(List.of(Main.commandLine(cli.world())));
        for (int i = 0; i < commands.size(); i++) {
            CommandSpec command = commands.get(i).getCommandSpec();
            requireFormats(command.usageMessage().description());
            command.options().forEach(option -> requireFormats(option.description()));
            command.positionalParameters().forEach(parameter -> requireFormats(parameter.description()));
            commands.addAll(command.subcommands().values());
        }
        assertTrue(commands.size() > 10, commands.size() + " commands");
    }

    private static void requireFormats(String[] texts) {
        for (String text : texts) {
            assertDoesNotThrow(() -> String.format(text), text);
        }
    }

    @Test
    void noCommandShowsTheCommands() {
        CommandLineHarness.Result result = cli.execute();

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("run") && result.err().contains("console"), result.err());
    }

    @Test
    void theVersionNamesWhatItStandsOn() {
        CommandLineHarness.Result result = cli.execute("--version");

        assertEquals(0, result.exitCode());
        assertTrue(
                result.out()
                        .matches("(?s)upft \\d+\\.\\d+\\.\\d+\\R"
                                + "DJL \\d+\\.\\d+\\.\\d+, libtorch \\d+\\.\\d+\\.\\d+\\RJDK \\d+.*"),
                result.out());
    }

    @Test
    void aBugIsShownWithItsStackAndCalledABug() {
        cli.input = "boom";
        cli.interpreter.on("boom", out -> {
            throw new IllegalStateException("unforeseen");
        });

        CommandLineHarness.Result result = cli.execute("console", "--out", directory.toString());

        assertEquals(70, result.exitCode());
        assertTrue(result.err().contains("IllegalStateException: unforeseen"), result.err());
        assertTrue(result.err().contains("\tat upft."), result.err());
        assertTrue(result.err().contains("this is a bug"), result.err());
    }

    @Test
    void theConsoleRunsWhatIsPipedAndItsExitCodeSaysWhetherACellFailed() {
        cli.input = "1 + 1\n";
        cli.interpreter.on("1 + 1", out -> value(MimeBundle.text("2")));
        CommandLineHarness.Result result = cli.execute("console", "--out", directory.toString());
        assertEquals(0, result.exitCode(), result.err());
        assertEquals("2\n", result.out());

        cli = new CommandLineHarness(directory);
        cli.input = "bad\n";
        cli.interpreter.on("bad", out -> failure("Oops", "broken"));
        assertEquals(1, cli.execute("console", "--out", directory.toString()).exitCode());
    }

    @Test
    void theDoctorSaysWhatIsThereAndWhatToDo() throws Exception {
        CommandLineHarness.Result result = cli.execute("doctor");
        assertEquals(0, result.exitCode(), result.out());
        assertTrue(result.out().contains("ok      Engine: runs"), result.out());
        assertTrue(result.out().contains("note    Kernel: not installed"), result.out());

        Path spec = directory.resolve(".local/share/jupyter/kernels/upft/kernel.json");
        Files.createDirectories(spec.getParent());
        Files.writeString(spec, "{}");
        cli = new CommandLineHarness(directory);
        cli.engineProof = () -> {
            throw new UnsatisfiedLinkError("no libtorch");
        };
        result = cli.execute("doctor");
        assertEquals(1, result.exitCode());
        assertTrue(result.out().contains("PROBLEM Engine: libtorch does not run"), result.out());
        assertTrue(result.out().contains(directory.resolve(".djl.ai").toString()), result.out());
        assertTrue(result.out().contains("ok      Kernel: " + spec), result.out());
    }

    @Test
    void theDoctorKnowsWhatPicturesNeed() {
        String missing = Checkup.pictures(Optional.of("no libharfbuzz.so.0")).text();

        assertTrue(missing.startsWith("note    Charts: live, but without the picture"), missing);
        assertTrue(missing.contains("no libharfbuzz.so.0") && missing.contains("apt install"), missing);
        assertEquals(
                "ok      Charts: live and as pictures",
                Checkup.pictures(Optional.empty()).text());
    }
}
