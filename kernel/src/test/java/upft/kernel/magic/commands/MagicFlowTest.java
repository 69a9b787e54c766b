package upft.kernel.magic.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;
import upft.data.Dataset;
import upft.data.Problem;
import upft.data.ProblemSet;
import upft.evaluation.EvaluationResult;
import upft.experiment.Comparison;
import upft.experiment.MethodRun;
import upft.io.UserException;
import upft.kernel.cell.MimeBundle;
import upft.kernel.magic.MagicHost;
import upft.kernel.magic.RecordedOutput;
import upft.kernel.magic.session.Session;
import upft.model.GenerationConfig;
import upft.sampling.PrefixSummary;
import upft.sampling.SamplingSettings;
import upft.sampling.Trace;
import upft.sampling.Traces;
import upft.task.CancelToken;
import upft.task.CancelledException;
import upft.testing.FakeModel;
import upft.testing.Problems;
import upft.training.LearningRateSchedule;
import upft.training.TrainingSettings;

/** The magics on a model without weights: what they do to the session, and what they say. */
class MagicFlowTest {
    private static final int TRAIN = 20;

    @TempDir
    Path directory;

    private final FakeModel base = FakeModel.random();
    private final RecordedOutput output = new RecordedOutput();
    private final CancelToken cancel = new CancelToken();
    private Session session;
    private MagicHost host;

    @BeforeEach
    void open() {
        session = new Session(directory, directory);
        host = new MagicHost(
                StandardMagics.registry(),
                session,
                value -> MimeBundle.text("shown: " + value.getClass().getSimpleName()));
        host.begin(output, cancel, "");
        session.use(base);
        ProblemSet.Split split = Problems.numbered(40).splitCount(TRAIN, 1);
        ProblemSet.Split rest = split.rest().splitCount(10, 1);
        session.use(new Dataset("numbered", split.first(), rest.first(), rest.rest()));
    }

    @Test
    void sampleGivesOneWholeTraceAProblem() {
        Traces traces = (Traces) host.value("sample", " --take 5 --max-tokens 40 --temperature 0.5 --seed 7");
        assertEquals(5, traces.size());
        assertSame(traces, session.traces());
        assertEquals(0.5, traces.settings().get().decoding().temperature());
        assertEquals(7, traces.settings().get().seed());
        assertEquals(20, traces.settings().get().decoding().topK(), "the model's own");
        assertTrue(traces.traces().stream().allMatch(trace -> trace.length() <= 40));
    }

    @Test
    void sampleTakesEachFieldFromItsOptionElseTheModelElseThePaperAndSaysWhatIsInForce() {
        base.generationConfig = new GenerationConfig(
                Optional.empty(),
                Optional.of(20),
                Optional.empty(),
                Optional.of(0.05),
                Optional.empty(),
                Optional.of(30),
                List.of("xyz"),
                List.of("num_beams"));
        Traces own = (Traces) host.value("sample", "");
        assertEquals(Optional.of(SamplingSettings.defaultsFor(base)), own.settings());
        assertSaid("(temperature 0.6, top-k 20, min-p 0.05, seed 42, at most 30 tokens, ending at <end>, stopping at"
                + " \"xyz\")");
        host.value(
                "sample",
                " --min-p 0 --repetition-penalty 1.3 --max-tokens 9 --end-token e --end-token 102 --stop \"\\n\\nQ\"");
        assertSaid("(temperature 0.6, top-k 20, repetition penalty 1.3, seed 42, at most 9 tokens, ending at e f,"
                + " stopping at \"\\n\\nQ\")");
        host.run("train", " sft --take 2");
        assertSaid("Sampled with temperature 0.6, top-k 20, min-p 0.05, seed 42, at most 30 tokens, ending at <end>");
        host.run("model", "");
        assertSaid("Its generation_config.json asks for top-k 20, min-p 0.05, at most 30 tokens, stop string \"xyz\".");
        assertSaid("not heeded, of its generation_config.json: num_beams.");
    }

    @Test
    void aStoreIsFilledUpToWhatIsAskedForAndSaysWhatItHad() throws IOException {
        host.run("sample", " --take 5 -n 2 --store kept/traces.jsonl");
        Path file = directory.resolve("kept/traces.jsonl");
        assertSaid("Of these 0 were in the store " + file + ", 10 were added to it.");
        Traces first = session.traces();
        session.use(FakeModel.random());
        int decodings = base.decodings.size();

        Traces more = (Traces) host.value("sample", " --take 7 -n 2 --store kept/traces.jsonl");

        assertSaid("Of these 10 were in the store " + file + ", 4 were added to it.");
        assertEquals(first.traces(), more.traces().subList(0, 10));
        assertEquals(decodings, base.decodings.size());
        assertEquals(
                new HashSet<>(more.traces()), new HashSet<>(Traces.load(file).traces()));
        host.run("train", " sft --take 7");
        assertEquals(
                0,
                session.run("sft").bill().tokensSampled()
                        - session.run("sft").bill().tokensReused());
        String refused = message("sample", " --take 5 --temperature 0.9 --store kept/traces.jsonl");
        assertTrue(refused.contains("\n  temperature: 0.9; in the store: 0.6\n"), refused);
    }

    @Test
    void aStoreKeepsWhatWasFinishedWhenTheCellIsInterrupted() throws IOException {
        AtomicInteger tokens = new AtomicInteger();
        session.use(new FakeModel("fake", 1000, (context, promptLength, uniform) -> {
            if (tokens.incrementAndGet() == 200) {
                cancel.cancel();
            }
            return FakeModel.RANDOM_LETTERS.of(context, promptLength, uniform);
        }));
        assertThrows(CancelledException.class, () -> host.run("sample", " -n 4 --rows 2 --store traces.jsonl"));
        int kept = Files.readAllLines(directory.resolve("traces.jsonl")).size() - 1;
        assertTrue(kept > 5 && kept < 75, kept + " of 80 traces");
        host.begin(output, new CancelToken(), "");
        host.run("sample", " -n 4 --store traces.jsonl");
        assertSaid("Of these " + kept + " were in the store");
        assertEquals(81, Files.readAllLines(directory.resolve("traces.jsonl")).size());
    }

    @Test
    void tracesFromElsewhereAreTrainedOnIfAskedForAndNotBefore() throws IOException {
        List<Problem> train = session.dataset().train().problems();
        Files.writeString(
                directory.resolve("teacher.jsonl"),
                "{\"question\": \"" + train.get(0).question() + "\", \"text\": \"an answer\"}\n{\"problem\": \""
                        + train.get(1).id() + "\", \"ids\": [97, 0]}\n");
        host.run("traces", " teacher.jsonl");
        assertSaid("Brought in as teacher: 2 traces of 2 of the 20 training problems, 1 as ids and 1 as text that was"
                + " tokenised now; 100% ended. %train RECIPE --traces teacher trains on them.");
        host.run("prefix", " 4");
        assertTrue(output.last().data().get("text/plain").contains("an a ┃ nswer"), output.last() + "");
        MethodRun own = (MethodRun) host.value("train", " sft");
        assertEquals(20, own.traces().size());

        int decodings = base.decodings.size();
        MethodRun taught = (MethodRun) host.value("train", " sft --traces teacher --name taught");

        assertEquals(decodings, base.decodings.size());
        assertArrayEquals(
                FakeModel.ids("an answer\0"),
                taught.examples().examples().get(0).responseIds());
        assertEquals(2, taught.examples().size());
        assertEquals(0, taught.bill().tokensSampled());
        assertSaid("Nothing was sampled: the traces were brought in from teacher.jsonl.");
        host.run("sample", " --take 2");
        assertEquals(
                0, session.traces().traces().stream().filter(Trace::imported).count());
        assertEquals(
                "There are no traces techer. Did you mean teacher? There are: teacher.",
                message("train", " sft --traces techer"));
        session.use(new FakeModel("other", 1000, FakeModel.RANDOM_LETTERS));
        assertEquals(
                "There are no traces teacher. %traces FILE brings in traces that were made elsewhere.",
                message("train", " sft --traces teacher"));
    }

    private void assertSaid(String part) {
        assertTrue(
                output.texts().stream().anyMatch(text -> text.contains(part)),
                output.texts().toString());
    }

    @Test
    void anEndTokenThatIsNoTokenIsRefused() {
        UserException several = assertThrows(UserException.class, () -> host.value("sample", " --end-token stop"));
        assertTrue(several.getMessage().contains("--end-token stop is 4 tokens"), several.getMessage());
        UserException beyond = assertThrows(UserException.class, () -> host.value("sample", " --end-token 500"));
        assertTrue(beyond.getMessage().contains("The end token 500 is no token of fake"), beyond.getMessage());
    }

    @Test
    void sampleOfARecipeIsItsPlan() {
        assertEquals(TRAIN * 16, ((Traces) host.value("sample", " --recipe rft")).size());
        session.use(FakeModel.answering(prompt -> "an answer of more than eight letters"));
        Traces upft = (Traces) host.value("sample", " --recipe upft");
        assertEquals(
                TRAIN - 2,
                upft.traces().stream().filter(trace -> trace.length() == 8).count());
    }

    @Test
    void trainSamplesOnlyWhatIsMissing() {
        host.run("sample", "");
        int decodings = base.decodings.size();
        MethodRun run = (MethodRun) host.value("train", " upft");
        assertEquals(decodings, base.decodings.size(), "all of it was at hand");
        assertEquals(
                run.examples().bill().tokensSampled(), run.examples().bill().tokensReused());
    }

    @Test
    void trainAlwaysStartsFromTheModelAndIsRepeatable() {
        MethodRun first = (MethodRun) host.value("train", " upft");
        MethodRun again = (MethodRun) host.value("train", " upft");
        assertEquals(2, base.runs.size(), "both trainings copied the base model");
        assertNotSame(first, again);
        assertEquals(
                first.examples().examples().size(), again.examples().examples().size());
        assertEquals(first.traces().traces(), again.traces().traces());
        assertEquals(List.of("base", "upft"), session.names());
        host.run("train", " upft --name longer --prefix 16");
        assertEquals(3, base.runs.size());
        assertEquals(List.of("base", "upft", "longer"), session.names());
    }

    @Test
    void trainTakesThePrefixOfTheSession() {
        host.run("prefix", " 3");
        MethodRun run = (MethodRun) host.value("train", " upft --structure 0");
        assertTrue(run.examples().examples().stream().allMatch(example -> example.responseIds().length <= 3));
        assertEquals(3, session.settings().prefix());
    }

    @Test
    void rftWithoutACorrectTraceIsReportedAndNotAnError() {
        MethodRun run = (MethodRun) host.value("train", " rft --samples 2");
        assertTrue(run.tuned().isEmpty());
        assertTrue(said().contains("No example to train on: of 40 traces that were sampled"), said());
        host.run("eval", " rft");
        assertTrue(session.scores().containsKey("rft"));
    }

    @Test
    void bareEvalScoresWhatHasNoScoreYet() {
        host.run("train", " upft");
        EvaluationResult last = (EvaluationResult) host.value("eval", "");
        assertEquals(List.of("base", "upft"), List.copyOf(session.scores().keySet()));
        assertSame(session.scores().get("upft"), last);
        host.run("train", " sft");
        host.run("eval", "");
        assertEquals(
                List.of("base", "upft", "sft"), List.copyOf(session.scores().keySet()));
        assertSame(last, session.scores().get("upft"), "not measured again");
        host.run("eval", "");
        assertTrue(said().contains("Every model has its score already"), said());
    }

    @Test
    void otherConditionsDropTheScoresBefore() {
        host.run("eval", " base");
        host.run("eval", " base --split test -k 0 --take 3");
        assertTrue(said().contains("Scores on other problems or with other settings were dropped."), said());
        assertEquals(3, session.comparison().results().get(0).score().questions());
        assertEquals(0, session.comparison().results().get(0).score().k());
    }

    @Test
    void prefixShowsWhatItMeansForTheTracesAtHand() {
        session.use(FakeModel.answering(prompt -> "first step; then <the> rest"));
        host.run("sample", " --take 4");
        // Each trace is the text and an end token; each question has the one opening.
        int length = "first step; then <the> rest".length() + 1;
        assertEquals(new PrefixSummary(10, 4, 40, 4 * (length - 10), 4, 1.0), host.value("prefix", " 10"));
        host.run("prefix", " 10 --show 1");
        MimeBundle view = output.last();
        assertTrue(view.data().get("text/plain").contains("first step ┃ ; then <the> rest"), view.toString());
        assertFalse(view.data().get("text/html").contains("<the>"), "text of a model is escaped");
    }

    @Test
    void prefixLongerThanTheContextIsRefused() {
        UserException e = assertThrows(UserException.class, () -> host.run("prefix", " 1000"));
        assertEquals(
                "A prefix of 1000 tokens does not fit into the context of fake, 1000 tokens, beside a question. Choose a"
                        + " shorter one, such as %prefix 8.",
                e.getMessage());
        assertEquals(8, session.settings().prefix());
    }

    @Test
    void modelsListsWhatIsLoadedAndResetFreesIt() {
        MethodRun run = (MethodRun) host.value("train", " upft");
        Table models = (Table) host.value("models", "");
        assertEquals(List.of("base", "upft"), models.stringColumn("model").asList());
        assertEquals(4_000_000L, models.longColumn("native_bytes").get(0));
        assertEquals(1_000_000L, models.longColumn("parameters").get(0));

        host.run("reset", "");

        assertTrue(base.closed);
        assertTrue(((FakeModel) run.tuned().get().model()).closed);
        assertEquals(0, ((Table) host.value("models", "")).rowCount());
        assertEquals("There is no data set yet. Run %dataset demo, or %dataset PATH.", message("eval", ""));
    }

    @Test
    void resultsAreSavedBesideTheOutput() throws IOException {
        host.run("train", " upft");
        host.run("eval", "");
        Comparison comparison = (Comparison) host.value("results", " --save results.csv");
        List<String> lines = Files.readAllLines(directory.resolve("results.csv"));
        assertEquals(
                "method,greedy,greedy_se,avg_at_k,avg_at_k_se,tokens_sampled,tokens_trained,steps,learning_rate,seconds_sampling,seconds_training",
                lines.get(0));
        assertEquals(comparison.results().size() + 1, lines.size());
    }

    @Test
    void nothingToShowIsSaidWithTheMagicThatMakesIt() {
        assertEquals("There is no score to chart yet. Run %eval.", message("chart", ""));
        assertEquals("There is no training to chart yet. Run %train upft.", message("chart", " loss"));
        assertEquals("There is no result yet. Run %eval.", message("results", ""));
    }

    @Test
    void chartsAreFigures() {
        host.run("train", " upft");
        host.run("eval", "");
        for (String chart : List.of("accuracy", "cost", "tokens", "loss")) {
            host.run("chart", " " + chart);
            assertEquals("shown: Figure", output.last().data().get("text/plain"));
        }
    }

    @Test
    void cancelledTrainingLeavesTheSessionAsItWas() {
        host.run("train", " upft");
        MethodRun before = session.run("upft");
        CancelToken cancelled = new CancelToken();
        host.begin(new CancellingOutput(cancelled), cancelled, "");
        assertThrows(CancelledException.class, () -> host.run("train", " sft"));
        assertEquals(List.of("base", "upft"), session.names());
        assertSame(before, session.run("upft"));
        assertFalse(base.closed);
    }

    @Test
    void aRunIsKeptOnDiskUnlessItIsNotWanted() {
        host.run("train", " upft");
        Path kept = directory.resolve("runs/upft");
        assertSaid("Kept in " + kept + ".");
        assertEquals(Optional.of(kept), session.run("upft").directory());
        assertTrue(Files.exists(kept.resolve("run.json")) && Files.exists(kept.resolve("model/README.md")));
        host.run("train", " sft --no-save");
        assertFalse(Files.exists(directory.resolve("runs/sft")));
        Table runs = (Table) host.value("runs", "");
        assertEquals(List.of("upft"), runs.stringColumn("run").asList());
        assertEquals(List.of("finished"), runs.stringColumn("state").asList());
        assertSaid("In the session: upft (upft), sft (not on disk).");
    }

    @Test
    void anInterruptedTrainingIsAResultAndTheSameLineWithResumeGoesOn() {
        base.beforeTraining = run -> run.norm = step -> {
            if (step == 2) {
                cancel.cancel();
            }
            return 0.5;
        };
        host.run("train", " sft --batch 4 --name half");
        int planned = session.run("half").tuned().get().log().planned();
        assertTrue(planned > 2, planned + " steps");
        assertSaid(
                "Stopped at step 2 of " + planned + ": interrupted. half is the model as of step 2. The same line with"
                        + " --resume goes on from its last checkpoint.");
        assertEquals(List.of("base", "half"), session.names());

        base.beforeTraining = run -> {};
        host.begin(output, new CancelToken(), "");
        host.run("train", " sft --batch 4 --name half --resume");

        assertEquals(planned, session.run("half").tuned().get().log().size());
        assertEquals(2, base.runs.get(1).restored);
        host.run("train", " sft --batch 4 --name half");
        assertTrue(session.run("half").stopped().isEmpty());
    }

    @Test
    void anUnfinishedRunIsMentionedAndNotTouchedByANewOne() {
        base.beforeTraining = run -> run.norm = step -> {
            cancel.cancel();
            return 0.5;
        };
        host.run("train", " sft --batch 4");
        base.beforeTraining = run -> {};
        host.begin(output, new CancelToken(), "");
        host.run("train", " sft --batch 4");
        assertSaid("A run like this is in " + directory.resolve("runs/sft") + ": it stopped at step 1 of");
        assertSaid("Kept in " + directory.resolve("runs/sft-2") + ".");
    }

    @Test
    void aTrainingThatCannotBeSavedFailsAndLeavesItsModel() {
        base.beforeTraining = run -> run.saving = step -> {
            throw new IOException("No space left on device");
        };
        String message = message("train", " sft --batch 4 --checkpoint-every 1");
        assertTrue(
                message.startsWith("Stopped at step 1 of ")
                        && message.contains(": Cannot write the checkpoint "
                                + directory.resolve("runs/sft/checkpoints/step-00000001")
                                + ": No space left on device. Free some space or choose another place. sft is the model as"
                                + " of step 1."),
                message);
        assertEquals(List.of("base", "sft"), session.names());
    }

    @Test
    void optionsOfTheOptimizerReachIt() {
        MethodRun run = (MethodRun)
                host.value("train", " sft --schedule cosine --warm-up 0.2 --weight-decay 0.1 --batch 4 --no-save");
        TrainingSettings settings = run.tuned().get().log().settings();
        assertEquals(LearningRateSchedule.COSINE, settings.schedule());
        assertEquals(0.2, settings.warmUpShare());
        assertEquals(0.1, settings.optimizer().weightDecay());
        assertEquals(
                "--schedule must be one of constant, cosine, linear, not cosin. Did you mean cosine?"
                        + " %train --help shows the syntax.",
                message("train", " sft --schedule cosin").replace("%train: ", ""));
    }

    @Test
    void optionsThatNeedTheDiskAreRefusedWithoutIt() {
        assertTrue(message("train", " sft --no-save --resume").startsWith("--no-save keeps nothing on disk"));
        assertTrue(message("train", " sft --keep best").startsWith("--keep best needs --eval-every N"));
        assertEquals("There is no run upft in " + directory.resolve("runs") + ".", message("load", " upft"));
    }

    @Test
    void nameOfTheModelItselfIsRefused() {
        assertEquals(
                "--name base is the name of the model itself. Choose another.", message("train", " upft --name base"));
    }

    @Test
    void pathThatIsNotThereIsNamed() {
        assertTrue(message("model", " dmeo").contains("\"dmeo\". Did you mean demo?"), message("model", " dmeo"));
        assertTrue(message("dataset", " $NO_SUCH_VARIABLE_IS_SET")
                .startsWith("The environment variable NO_SUCH_VARIABLE_IS_SET is not set."));
        assertSame(base, session.model());
    }

    @Test
    void datasetIsReadFromBesideTheNotebook() throws IOException {
        String line = "{\"question\": \"What is %d and 1?\", \"answer\": \"#### %d\"}\n";
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            file.append(String.format(line, i, i + 1));
        }
        Files.writeString(directory.resolve("own.jsonl"), file);
        Dataset dataset = (Dataset) host.value("dataset", " own.jsonl --take 10 --test-take 1");
        assertEquals(
                List.of(10, 1, 1),
                List.of(
                        dataset.train().size(),
                        dataset.dev().size(),
                        dataset.test().size()));
    }

    private String message(String name, String arguments) {
        return assertThrows(UserException.class, () -> host.run(name, arguments))
                .getMessage();
    }

    private String said() {
        return String.join("\n", output.texts());
    }
}
