package upft.kernel.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import upft.data.Dataset;
import upft.data.ProblemSet;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellOutcome.Done;
import upft.kernel.cell.CellOutcome.Failed;
import upft.kernel.cell.MimeBundle;
import upft.kernel.magic.RecordedOutput;
import upft.kernel.magic.commands.StandardMagics;
import upft.kernel.magic.session.Session;
import upft.testing.FakeModel;
import upft.testing.Problems;

/** The Java that a magic says it stands for is run as a cell, and does the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaTwinTest {
    @TempDir
    static Path directory;

    private NotebookInterpreter interpreter;

    @BeforeAll
    void open() throws IOException {
        Session session = new Session(directory, directory);
        session.use(FakeModel.random());
        ProblemSet.Split split = Problems.numbered(30).splitCount(15, 1);
        ProblemSet.Split rest = split.rest().splitCount(7, 1);
        session.use(new Dataset("numbered", split.first(), rest.first(), rest.rest()));
        String question = split.first().get(0).question();
        Files.writeString(directory.resolve("other.jsonl"), "{\"question\": \"" + question + "\", \"text\": \"x\"}\n");
        interpreter = new NotebookInterpreter(
                StandardMagics.registry(), session, value -> MimeBundle.text(String.valueOf(value)));
        run("var model = session.model(); var train = session.dataset().train();"
                + " var dev = session.dataset().dev(); var test = session.dataset().test();");
    }

    @AfterAll
    void close() {
        interpreter.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%sample --take 3 -n 2 --max-tokens 30 --temperature 1 | traces.traces().equals(session.traces().traces())",
                "%sample --recipe rft -n 3 --top-k 5 --top-p 0.5 --seed 9 | traces.traces().equals(session.traces().traces())",
                "%sample --take 3 --min-p 0.1 --repetition-penalty 1.2 --end-token z --end-token 0 --stop \"ab\\n\" --stop q | "
                        + "traces.traces().equals(session.traces().traces())"
                        + " && traces.settings().equals(session.traces().settings())",
                "%sample --take 4 -n 2 --max-tokens 30 --seed 5 --store \"my store.jsonl\" | "
                        + "traces.traces().equals(session.traces().traces())"
                        + " && traces.bill().tokensReused() == traces.tokens()",
                "%prefix 5 --structure 0.25 | summary.equals(session.traces().prefixes(5)) && recipe.structure() == 0.25",
                "%train upft --lr 1e-4 --epochs 2 --batch 4 --seed 3 | upft.examples().toString().split(\";\")[0]"
                        + ".equals(session.run(\"upft\").examples().toString().split(\";\")[0])"
                        + " && upft.tuned().get().log().settings().equals(session.run(\"upft\").tuned().get().log().settings())",
                "%train upft --schedule cosine --warm-up 0.2 --weight-decay 0.1 --no-save | "
                        + "upft.tuned().get().log().settings().equals(session.run(\"upft\").tuned().get().log().settings())",
                "%train upft --lora 4 --lora-alpha 6 --lora-dropout 0.1 --lora-targets v_proj,q_proj --rslora --recompute"
                        + " --name low | low.tuned().get().log().settings().equals("
                        + "session.run(\"low\").tuned().get().log().settings())",
                "%train upft --lora 2 --merge --name whole | "
                        + "whole.tuned().get().log().settings().equals(session.run(\"whole\").tuned().get().log().settings())",
                "%train upft --batch 4 --checkpoint-every 2 --eval-every 2 --keep best --name best | "
                        + "best.tuned().get().log().exams().equals(session.run(\"best\").tuned().get().log().exams())",
                "%env UPFT_TWIN=$HOME:1 | session.environment().get(\"UPFT_TWIN\").get().endsWith(\":1\")",
                "%env HOME | true",
                "%env --unset UPFT_TWIN | session.environment().get(\"UPFT_TWIN\").isEmpty()",
                "%runs | session.keptRuns().list().size() == runs.rowCount()",
                "%train sft --name my-run --take 5 --max-tokens 50 | my_run.traces().traces().equals(session.run(\"my-run\").traces().traces())",
                "%train rft --samples 2 --temperature 0.9 | rft.traces().traces().equals(session.run(\"rft\").traces().traces())",
                "%train upft --authors --prefix 5 --max-length 200 --name code | code.examples().examples().equals("
                        + "session.run(\"code\").examples().examples())",
                "%train upft --label-filter --samples 2 --structure-from last | "
                        + "upft.examples().examples().equals(session.run(\"upft\").examples().examples())",
                "%train rft --samples 2 --correct all --max-length 90 | rft.examples().leftOut().equals(session.run(\"rft\").examples().leftOut())",
                "%train sft --keep-unfinished --max-tokens 20 --max-length 90 | "
                        + "sft.examples().examples().equals(session.run(\"sft\").examples().examples())",
                "%train upft --match steps:sft --batch 4 --name matched | "
                        + "matched.tuned().get().log().settings().equals(session.run(\"matched\").tuned().get().log().settings())",
                "%train upft --lr 1e-6,1e-5 --take 6 --name searched | "
                        + "searched.tuned().get().log().settings().equals(session.run(\"searched\").tuned().get().log().settings())"
                        + " && choice.trials().size() == 2",
                "%train upft --dry-run --cut words --keep-unfinished | examples.problems() == 15 && examples.size() > 5",
                "%eval base -k 2 --temperature 0.5 --max-tokens 20 --take 4 | baseScore.score().greedy().equals(session.scores().get(\"base\").score().greedy())"
                        + " && baseScore.score().averageAtK().equals(session.scores().get(\"base\").score().averageAtK())",
                "%traces other.jsonl --name from-elsewhere | from_elsewhere.equals(session.imported(\"from-elsewhere\"))",
                "%train sft --traces from-elsewhere --name taught --max-tokens 9 | taught.examples().examples().equals("
                        + "session.run(\"taught\").examples().examples()) && taught.examples().size() == 1",
                "%train upft --dry-run --traces from-elsewhere --name other | examples.size() == 1",
                "%results | results.equals(session.comparison())",
                "%results --save r.csv | Files.exists(session.directory().resolve(\"r.csv\"))",
                "%ablate prefix=1,2 --seeds 2 --take 6 | sweep.known() == 4 && sweep.rows().size() == 2",
                "%ablate prefix=3 structure=0,1 --store sweep --take 6 --questions 3 | sweep.known() == 2 && figure != null",
                "%chart | figure != null",
            })
    void twinDoesTheSame(String magic, String same) {
        RecordedOutput output = new RecordedOutput();
        assertTrue(interpreter.execute(magic, output) instanceof Done, magic);
        String twin = output.texts().stream()
                .filter(text -> text.endsWith(";") || text.endsWith("}")) // a shown table may be indented too
                .flatMap(String::lines)
                .filter(line -> line.startsWith("    "))
                .collect(Collectors.joining("\n"));
        assertEquals("true", run(twin + "\n" + same), twin);
    }

    private String run(String code) {
        CellOutcome outcome = interpreter.execute(code, new RecordedOutput());
        if (outcome instanceof Failed failed) {
            throw new AssertionError(code + "\n" + String.join("\n", failed.traceback()));
        }
        return ((Done) outcome)
                .result()
                .map(bundle -> bundle.data().get("text/plain"))
                .orElse("");
    }
}
