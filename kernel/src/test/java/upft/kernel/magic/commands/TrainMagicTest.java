package upft.kernel.magic.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.data.Dataset;
import upft.data.ProblemSet;
import upft.experiment.MethodRun;
import upft.io.UserException;
import upft.kernel.cell.MimeBundle;
import upft.kernel.magic.MagicHost;
import upft.kernel.magic.RecordedOutput;
import upft.kernel.magic.session.Session;
import upft.recipe.LeftOut;
import upft.recipe.TrainingExample;
import upft.recipe.TrainingExample.Kind;
import upft.recipe.TrainingSet;
import upft.task.CancelToken;
import upft.testing.FakeModel;
import upft.testing.Problems;

/** What the options of {@code %train} do, on a model without weights whose tokens are characters. */
class TrainMagicTest {
    private static final int TRAIN = 20;

    @TempDir
    Path directory;

    private final RecordedOutput output = new RecordedOutput();
    private Session session;
    private MagicHost host;

    @BeforeEach
    void open() {
        session = new Session(directory, directory);
        host = new MagicHost(
                StandardMagics.registry(),
                session,
                value -> MimeBundle.text("shown: " + value.getClass().getSimpleName()));
        host.begin(output, new CancelToken(), "");
        use(FakeModel.answering(prompt -> "<b>so</b>\nit is #### 3"));
    }

    /** "#### 3" is the answer of one of the training problems, and of none of the others. */
    private FakeModel use(FakeModel model) {
        session.use(model);
        ProblemSet problems = Problems.numbered(40);
        session.use(new Dataset(
                "numbered",
                new ProblemSet("train", problems.problems().subList(0, TRAIN)),
                new ProblemSet("dev", problems.problems().subList(TRAIN, 30)),
                new ProblemSet("test", problems.problems().subList(30, 40))));
        return model;
    }

    private MethodRun train(String arguments) {
        return (MethodRun) host.value("train", " " + arguments);
    }

    private static List<String> responses(TrainingSet set, Kind kind) {
        return set.examples().stream()
                .filter(each -> each.kind() == kind)
                .map(each -> FakeModel.text(each.responseIds()))
                .distinct()
                .toList();
    }

    @Test
    void theAuthorsWayIsOneOption() {
        TrainingSet set = train("upft --authors --prefix 14").examples();
        assertEquals(List.of("<b>so</b> it i"), responses(set, Kind.PREFIX), "line ends are spaces");
        assertEquals(FakeModel.END, set.examples().get(0).responseIds()[14], "an end token follows the cut");
        assertEquals(
                List.of("n/18", "n/19"),
                set.examples().stream()
                        .filter(each -> each.kind() == Kind.FULL_TRACE)
                        .map(TrainingExample::problemId)
                        .toList());
        assertEquals(
                set.examples(),
                train("upft --prefix 14 --cut words --structure-from last --prefix-end")
                        .examples()
                        .examples());
    }

    @Test
    void aLabelFilterKeepsPrefixesOfRightTraces() {
        MethodRun run = train("upft --label-filter --samples 2 --prefix 5 --structure 0");
        assertEquals(List.of("<b>so"), responses(run.examples(), Kind.PREFIX));
        assertEquals(
                List.of("n/3"),
                run.examples().examples().stream()
                        .map(TrainingExample::problemId)
                        .toList());
        assertEquals(
                TRAIN * 2 * ("<b>so</b>\nit is #### 3".length() + 1), run.bill().tokensSampled());
    }

    @Test
    void rftKeepsAllDistinctRightTracesWhereAskedFor() {
        TrainingSet set = train("rft --samples 4 --correct all").examples();
        assertEquals(1, set.size());
        assertEquals(3, set.leftOut().get(LeftOut.REPEATED));
    }

    @Test
    void unfinishedTracesAreKeptWhereAskedFor() {
        assertTrue(train("sft --max-tokens 10").tuned().isEmpty());
        assertEquals(
                TRAIN, train("sft --max-tokens 10 --keep-unfinished").examples().size());
    }

    @Test
    void examplesOverTheMaximumLengthAreCounted() {
        // A prompt of 3 or 4 tokens, and 23 of the response.
        TrainingSet set = train("sft --max-length 26").examples();
        assertEquals(10, set.size());
        assertEquals(10, set.leftOut().get(LeftOut.TOO_LONG));
        assertSaid("10 traces were too long for an example");
    }

    @Test
    void optionsOfAnotherRecipeAreRefused() {
        assertEquals(
                "--cut is an option of upft, and has no meaning for sft. Leave it out.", message("sft --cut words"));
        assertEquals(
                "--correct is an option of rft, and has no meaning for upft. Leave it out.",
                message("upft --correct all"));
        assertTrue(message("rft --keep-unfinished").startsWith("--keep-unfinished is an option of upft and sft"));
        assertTrue(message("upft --label-filter --keep-unfinished").contains("Leave one of them out"));
        assertTrue(message("upft --cut letters").contains("--cut must be one of tokens, words, not letters."));
    }

    @Test
    void aFilterThatLeavesNothingSaysHowManyWereSampledAndHowManyEnded() {
        train("rft --samples 2 --take 3");
        assertSaid(
                "No example to train on: of 6 traces that were sampled 6 ended, and none is left (6 traces had a wrong"
                        + " answer). The model is unchanged, and rft stands for it.");
        train("sft --take 3 --max-tokens 5");
        assertSaid("of 3 traces that were sampled 0 ended, and none is left (3 traces did not end)");
    }

    @Test
    void aDryRunTrainsNothingAndShowsWhatWouldBeTrainedOn() {
        FakeModel model = (FakeModel) session.model();
        TrainingSet set = (TrainingSet) host.value("train", " upft --dry-run --prefix 4 --epochs 3 --batch 8");
        assertTrue(model.runs.isEmpty());
        assertEquals(List.of("base"), session.names());
        assertEquals(TRAIN, set.size());
        // 18 prefixes of 4 tokens, 2 whole traces of 23.
        assertSaid("upft: 20 examples (18 prefixes, 2 full traces) from 20 problems, 118 tokens to learn");
        assertSaid("Sampled now: 118 tokens; 0 more were at hand.");
        assertSaid(
                "Training would take 9 optimiser steps (learning rate 1.0E-6, 3 epochs of batches of 8, seed 42), 3.00"
                        + " passes over the examples, and look at 354 tokens.");
        int decodings = model.decodings.size();
        MethodRun run = train("upft --prefix 4 --epochs 3 --batch 8");
        assertEquals(decodings, model.decodings.size(), "what was sampled is used again");
        assertEquals(set.examples(), run.examples().examples());
        assertEquals(9, run.tuned().orElseThrow().log().size());
        assertEquals(354, run.bill().tokensTrained());
    }

    @Test
    void aDryRunShowsTextIdsAndMaskOfChosenExamples() {
        host.run("train", " upft --dry-run --prefix 4 --show 2 --structure 0.5");
        String text = output.last().data().get("text/plain");
        List<String> heads = text.lines().filter(line -> line.startsWith("n/")).toList();
        assertEquals(2, heads.size());
        assertTrue(heads.get(0).contains("prefix: ") && heads.get(1).contains("full trace: "), text);

        host.run("train", " upft --dry-run --prefix 4 --structure 0 --show n/7");
        text = output.last().data().get("text/plain");
        String prompt = "q7 Please provide the initial step towards resolving the question. This step may serve as a"
                + " foundation but might not encompass the entire solution.>";
        assertEquals(
                List.of(
                        "n/7, prefix: " + prompt.length() + " prompt tokens, 4 trained on",
                        "  " + prompt + " ┃ <b>s",
                        "  ids  " + ids(prompt) + " ┃ 60 98 62 115",
                        "  mask " + ids(prompt).replaceAll("\\d+", "0") + " ┃ 1 1 1 1"),
                text.lines().toList());
        String html = output.last().data().get("text/html");
        assertTrue(html.contains("&lt;b&gt;s</span>"), html);
        assertFalse(html.contains("<b>"), "text of a model is escaped");
    }

    private static String ids(String text) {
        return text.chars().mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    @Test
    void aDryRunShowsSpecialTokensAndSaysWhereAProblemHasNoExample() {
        host.run("train", " sft --dry-run --show n/7");
        assertTrue(
                output.last().data().get("text/plain").contains("#### 3<end>"),
                output.last().toString());
        assertTrue(message("rft --dry-run --samples 1 --show n/7")
                .startsWith("--show n/7: there is no example of this problem."));
        assertTrue(message("upft --show 3").startsWith("--show is for --dry-run"));
    }

    @Test
    void aRunMatchesAnotherInStepsTokensOrEpochs() {
        train("sft --epochs 2 --batch 8");
        assertEquals(6, stepsOf("upft --prefix 2 --structure 0 --match steps:sft --batch 4"));
        assertSaid("6 steps of batches of 4");
        // 20 traces of 23 tokens, twice: 920. 20 prefixes of 2 tokens are 40 a pass.
        MethodRun tokens = train("upft --prefix 2 --structure 0 --match tokens:sft");
        assertEquals(920, tokens.bill().tokensTrained());
        assertEquals(10, stepsOf("upft --prefix 2 --structure 0 --match epochs:sft --batch 4"));
    }

    private int stepsOf(String arguments) {
        return train(arguments).tuned().orElseThrow().log().size();
    }

    @Test
    void aMatchWithoutItsRunIsRefusedBeforeAnythingIsSampled() {
        assertTrue(message("upft --match steps").contains("--match steps:sft"));
        assertTrue(message("upft --match steps:base").contains("names no run that was trained"));
        assertTrue(message("upft --match steps:sft").startsWith("There is no model sft."));
        train("sft");
        int decodings = ((FakeModel) session.model()).decodings.size();
        assertEquals(
                "--match lines is unknown. Give steps:RUN, tokens:RUN, epochs:RUN.", message("upft --match lines:sft"));
        assertEquals(
                "--epochs and --match both say how long to train. Leave one of them out.",
                message("upft --match steps:sft --epochs 2"));
        assertEquals(decodings, ((FakeModel) session.model()).decodings.size());
    }

    @Test
    void ofSeveralLearningRatesOneIsKeptAndTestIsNeverAsked() {
        FakeModel model = (FakeModel) session.model();
        host.run("train", " upft --lr 1e-4,1e-6,1e-5");
        assertEquals(3, model.runs.size());
        assertEquals("shown: LearningRateChoice", output.last().data().get("text/plain"));
        // The tuned models answer at random, so all are equally wrong.
        MethodRun run = session.run("upft");
        assertEquals(1e-6, run.tuned().orElseThrow().log().settings().learningRate());
        assertEquals(List.of("base", "upft"), session.names());
        assertSaid("Of 3 learning rates kept the best on the development split");
        assertEquals(run.examples().responseTokens(), run.bill().tokensTrained(), "the search is not in the bill");
        assertEquals("dev", session.scoredOn().orElseThrow().problems().name());
        assertTrue(session.scores().containsKey("upft"));
    }

    @Test
    void scoresOfOtherProblemsAreNotDroppedForASearch() {
        host.run("eval", " base --split test");
        host.run("train", " upft --lr 1e-6,1e-5");
        assertEquals(List.of("base"), List.copyOf(session.scores().keySet()));
    }

    @Test
    void aLearningRateOutOfRangeIsNamed() {
        assertTrue(
                message("upft --lr 1e-5,-1").contains("--lr must be a number above 0, not -1"),
                message("upft --lr 1e-5,-1"));
    }

    private void assertSaid(String part) {
        assertTrue(
                output.texts().stream().anyMatch(text -> text.contains(part)),
                output.texts().toString());
    }

    private String message(String arguments) {
        return assertThrows(UserException.class, () -> host.run("train", " " + arguments))
                .getMessage();
    }
}
