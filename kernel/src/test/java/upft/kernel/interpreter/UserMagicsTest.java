package upft.kernel.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellOutcome.Done;
import upft.kernel.cell.CellOutcome.Failed;
import upft.kernel.cell.MimeBundle;
import upft.kernel.magic.MagicRegistry;
import upft.kernel.magic.RecordedOutput;
import upft.kernel.magic.SourceJar;
import upft.kernel.magic.commands.StandardMagics;
import upft.kernel.magic.session.Session;

/** Magics that come in jars, and magics that are written in cells. */
class UserMagicsTest {
    private static final String SERVICE = "META-INF/services/upft.kernel.magic.MagicCommand";

    private static final String MAGIC = """
            import java.util.List;
            import picocli.CommandLine.Command;
            import picocli.CommandLine.Option;
            import upft.kernel.magic.Magic;
            import upft.kernel.magic.MagicRun;
            import upft.kernel.magic.Outcome;

            @Command(name = "%s", description = "Count.")
            public class %s implements Magic<Integer> {
                @Option(names = "--from", description = "From where.")
                private int from;

                public Class<Integer> resultType() { return Integer.class; }

                public List<String> examples() { return List.of("%%%s --from 3"); }

                public Outcome<Integer> run(MagicRun run) { return Outcome.of(from + 1, "counted"); }
            }
            """;

    @TempDir
    Path directory;

    private final RecordedOutput output = new RecordedOutput();
    private URLClassLoader loader;
    private NotebookInterpreter interpreter;

    @BeforeEach
    void open() throws IOException {
        Path jar = SourceJar.of(
                directory.resolve("magics.jar"),
                Map.of(
                        "mine.CountMagic", "package mine;\n" + MAGIC.formatted("count", "CountMagic", "count"),
                        "mine.TrainMagic", "package mine;\n" + MAGIC.formatted("train", "TrainMagic", "train"),
                        "mine.Nameless", "package mine;\n" + MAGIC.formatted("", "Nameless", "x")),
                Map.of(SERVICE, "mine.TrainMagic\nmine.CountMagic\nmine.Missing\nmine.Nameless\n"));
        loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
        interpreter = new NotebookInterpreter(
                new MagicRegistry(StandardMagics.makers(), loader),
                new Session(directory, directory),
                value -> MimeBundle.text(String.valueOf(value)));
    }

    @AfterEach
    void close() throws IOException {
        interpreter.close();
        loader.close();
    }

    @Test
    void aMagicOfAJarIsOneLikeAnyOther() {
        assertEquals("5", result("var n = %count --from 3\nn += 1;\nn"));
        assertTrue(result("var list = %lsmagic\nlist").contains("%count      Count."));
        assertTrue(interpreter.complete("%cou", 4).candidates().contains("count"));
        assertTrue(interpreter
                .inspect("%count --from", 9)
                .orElseThrow()
                .data()
                .get("text/plain")
                .contains("From where."));
        assertTrue(failed("%count --form 3").message().contains("Did you mean --from?"));
    }

    @Test
    void whatCannotBeTakenIsSaidOnceAndTheOthersWork() {
        result("1 + 1");
        assertEquals("", output.printed());
        result("var n = %count\nn");
        String said = output.printed();
        assertTrue(
                said.contains("The magic %train of mine.TrainMagic cannot be added: the name is that of"
                        + " upft.kernel.magic.commands.TrainMagic."),
                said);
        assertTrue(said.contains("mine.Missing"), said);
        assertTrue(said.contains("The class mine.Nameless is no magic"), said);
        result("var m = %count\nm");
        assertEquals(said, output.printed());
        assertTrue(failed("%train").message().startsWith("%train: RECIPE is missing."));
    }

    @Test
    void aMagicOfACellIsRegisteredReplacedAndRefused() {
        String cell = MAGIC.formatted("twice", "TwiceMagic", "twice");
        assertEquals("%twice", result(cell + "magics.register(TwiceMagic::new)"));
        assertEquals("4", result("int four = %twice --from 3\nfour"));
        assertEquals("%twice", result(cell.replace("from + 1", "from * 2") + "magics.register(TwiceMagic::new)"));
        assertEquals("6", result("var six = %twice --from 3\nsix"));
        assertEquals(
                "The magic %twice of OtherMagic cannot be added: the name is that of TwiceMagic."
                        + " Give it another name in its @Command.",
                failed(MAGIC.formatted("twice", "OtherMagic", "x") + "magics.register(OtherMagic::new)")
                        .message());
        assertTrue(failed(MAGIC.formatted("eval", "MyEval", "x") + "magics.register(MyEval::new)")
                .message()
                .contains("the name is that of upft.kernel.magic.commands.EvalMagic"));
    }

    @Test
    void aResultTypeOfACellIsTheTypeOfTheVariable() {
        result("record Pair(int a, int b) {}\n"
                + MAGIC.formatted("pair", "PairMagic", "pair")
                        .replace("Integer", "Pair")
                        .replace("from + 1", "new Pair(from, from)")
                + "magics.register(PairMagic::new)");
        assertEquals("14", result("var pair = %pair --from 7\npair.a() + pair.b()"));
    }

    private String result(String code) {
        CellOutcome outcome = interpreter.execute(code, output);
        if (outcome instanceof Failed failed) {
            throw new AssertionError(code + "\n" + String.join("\n", failed.traceback()));
        }
        return ((Done) outcome).result().orElseThrow().data().get("text/plain");
    }

    private Failed failed(String code) {
        return (Failed) interpreter.execute(code, output);
    }
}
