package upft.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What users get to read when their input is bad, whole and as they see it, from one run of a notebook: each cell fails with
 * one message, and the session lives on with what it had.
 */
@DisabledOnOs(OS.WINDOWS)
class BadInputTest {
    /** A cell and its message, with DIR for the notebook's directory and N for figures that change with the demo model. */
    private record Case(String cell, String message) {
        @Override
        public String toString() {
            return cell.replace("\n", "; ");
        }
    }

    private static final List<String> BEFORE = List.of(
            "%model demo",
            "%dataset demo --take 2",
            "int mine = 41;",
            "%sample --max-tokens 4 --store store.jsonl",
            "var line = \"{\\\"problem\\\": \\\"\" + session.dataset().train().get(0).id() + \"\\\", \\\"ids\\\": [1, 999]}\\n\";\n"
                    + "Files.writeString(session.source().resolve(\"ids.jsonl\"), line);");

    private static final List<Case> CASES = List.of(
            new Case(
                    "%model nowhere",
                    "There is no model \"nowhere\". Give \"demo\" or the path of a Hugging Face model directory."),
            new Case(
                    "%model no-config",
                    "DIR/no-config has no config.json. Give the path of a Hugging Face model directory, or fetch the file."),
            new Case(
                    "%model no-weights",
                    "DIR/no-weights has neither model.safetensors nor model.safetensors.index.json. Check the path, or fetch the"
                            + " model again."),
            new Case(
                    "%model half-weights",
                    "DIR/half-weights/model.safetensors is broken or cut short: its tensors take N bytes, but N are"
                            + " there. Fetch the file again."),
            new Case(
                    "%model half-config",
                    "DIR/half-config/config.json is not valid JSON (line 3, column 17); perhaps it was cut short. Fetch the file"
                            + " again."),
            new Case(
                    "%model no-tokenizer",
                    "DIR/no-tokenizer/tokenizer.json has no readable vocabulary. Fetch the file again."),
            new Case(
                    "%model wide-tokenizer",
                    "DIR/wide-tokenizer/tokenizer.json has token ids up to 999, but the embedding has 419 rows (vocab_size in"
                            + " config.json). Check that both are of the same model."),
            new Case(
                    "%dataset text.jsonl",
                    "DIR/text.jsonl, line 2: not a JSON object: {\"question\": \"Tom\", answer: 5}\n"
                            + "Each line must be one JSON object. See its column 22."),
            new Case(
                    "%dataset field.jsonl",
                    "DIR/field.jsonl, line 2: the field \"answer\" is missing; the line has [question, solution]. Add the field,"
                            + " or rename the one that is meant."),
            new Case(
                    "%dataset empty.jsonl",
                    "DIR/empty.jsonl holds no problem. Each line must be a JSON object such as {\"question\": \"…\", \"answer\":"
                            + " \"… #### 42\"}."),
            new Case(
                    "%dataset half-set",
                    "The directory DIR/half-set has no test.jsonl. A data set directory needs train.jsonl and test.jsonl; a"
                            + " single file is split by itself when its own path is given."),
            new Case(
                    "%dataset demo --take 0",
                    "%dataset: --take must be a whole number of 1 or more, not 0. %dataset --help shows the syntax."),
            new Case(
                    "%prefix 0",
                    "%prefix: T must be a whole number of 1 or more, not 0. %prefix --help shows the syntax."),
            new Case(
                    "%prefix 600",
                    "A prefix of 600 tokens does not fit into the context of demo, 512 tokens, beside a question. Choose a"
                            + " shorter one, such as %prefix 8."),
            new Case(
                    "int line = 1;\nUpft.prefix(0);",
                    "The prefix length is 0. Give at least 1 token.\nline 2 | Upft.prefix(0);"),
            new Case(
                    "session.prefix(600);\n%train upft",
                    "Traces of 600 tokens are asked for, but the context of demo is 512 tokens, prompt included. Ask for fewer:"
                            + " a shorter prefix, or a lower limit.\nline 2 | %train upft"),
            new Case(
                    "%sample --temperature 0.2 --seed 7 --store store.jsonl",
                    "DIR/out/store.jsonl holds traces of another run, and traces of different runs are not mixed:\n"
                            + "  temperature: 0.2; in the store: 0.6\n"
                            + "  seed: 7; in the store: 42\n"
                            + "To go on with it, load and set what it was made with; else give another file."),
            new Case(
                    "%sample --store ../text.jsonl",
                    "DIR/out/../text.jsonl is not a file of the format upft-trace-store-1: its first line does not say so. Give"
                            + " another."),
            new Case(
                    "%traces field.jsonl",
                    "DIR/field.jsonl, line 1: the question \"Tom has 2 apples and buys 3. How many?\" is none of"
                            + " demo/train[0:2], 2 problems. Load the data set that the traces are of, or take the line out."),
            new Case(
                    "%traces text.jsonl",
                    "DIR/text.jsonl, line 2: not a JSON object: {\"question\": \"Tom\", answer: 5}\n"
                            + "Each line must be one JSON object. See its column 22."),
            new Case(
                    "%traces ids.jsonl",
                    "DIR/ids.jsonl, line 1: the id 999 is none of the tokens of demo, 0 to 418. Give ids of its tokenizer, or"
                            + " the text."),
            new Case(
                    "%train sft --traces teacher",
                    "There are no traces teacher. %traces FILE brings in traces that were made elsewhere."),
            new Case("%mdel demo", "Unknown magic %mdel. Did you mean %model? %lsmagic lists all."),
            new Case("%frobnicate", "Unknown magic %frobnicate. %lsmagic lists all."),
            new Case(
                    "%sample --tke 3",
                    "%sample: unknown option --tke. Did you mean --take? %sample --help shows the syntax."),
            new Case(
                    "%train upfd",
                    "%train: RECIPE must be one of upft, sft, rft, not upfd. Did you mean upft? %train --help shows the"
                            + " syntax."),
            new Case("%chart accuracy --save x", "%chart: unknown option --save. %chart --help shows the syntax."),
            new Case(
                    "session.prefix(8);\n%dataset long-set\n%sample",
                    "The question long-set/train/2 makes a prompt of N tokens, but the context of demo is 512 tokens, answer"
                            + " included. It begins \"Tom and Ann x x x x x x x x x x x x x x …\". Leave it out, or load a model"
                            + " with a longer context.\nline 3 | %sample"));

    private static final List<String> AFTER = List.of(
            "%dataset demo --take 2",
            "Traces traces = %sample --max-tokens 4",
            "session.model().name() + \" \" + traces.size() + \" \" + ++mine");

    @TempDir
    private static Path directory;

    private static Program run;
    private static NotebookFile executed;

    @BeforeAll
    static void runThemAll() throws IOException, InterruptedException {
        new BrokenFiles(directory).write();
        List<String> sources = new ArrayList<>(BEFORE);
        CASES.forEach(each -> sources.add(each.cell()));
        sources.addAll(AFTER);
        Path notebook = NotebookFile.write(directory.resolve("bad.ipynb"), sources);
        Path out = directory.resolve("out");
        run = Program.upft(directory, "run", notebook.toString(), "--out", out.toString());
        assertEquals(0, run.exitCode(), run.output());
        executed = NotebookFile.read(out.resolve("bad.ipynb"));
    }

    static List<Case> cases() {
        return CASES;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneMessageSaysWhatIsWrongAndWhatToDo(Case each) {
        int cell = BEFORE.size() + CASES.indexOf(each);
        assertEquals(each.message(), masked(executed.error(cell)));
        assertEquals(List.of(), executed.outputs(cell, "stream"));
        assertTrue(masked(run.output()).contains("\n" + each.message() + "\n"), run.output());
    }

    private static String masked(String text) {
        return text.replace(directory.toString(), "DIR").replaceAll("\\d{4,}", "N");
    }

    @Test
    void theSessionLivesOnWithWhatItHad() {
        int last = BEFORE.size() + CASES.size() + AFTER.size() - 1;
        assertEquals("demo 2 42", executed.result(last), () -> executed.text(last));
    }

    @Test
    void theOtherCellsRunAndNothingShowsAStack() {
        List<Integer> good = IntStream.range(0, executed.cells().size())
                .filter(cell -> cell < BEFORE.size() || cell >= BEFORE.size() + CASES.size())
                .boxed()
                .toList();
        assertAll(good.stream()
                .map(cell -> () -> assertEquals(List.of(), executed.outputs(cell, "error"), executed.text(cell))));
        assertFalse(run.output().contains("    at "), run.output());
        assertFalse(run.output().contains("Exception"), run.output());
    }

    @Test
    void theExecutedNotebookIsValid() throws IOException, InterruptedException {
        executed.requireValid(directory);
    }
}
