package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import upft.data.ProblemSet;
import upft.demo.DemoModel;
import upft.demo.DemoProblems;
import upft.demo.DemoSettings;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.sampling.SampleRequest;
import upft.sampling.Sampler;
import upft.sampling.TraceJournal;
import upft.sampling.Traces;
import upft.task.CancelToken;
import upft.task.Progress;

/** Sampling into a store by the program itself, which is killed, not interrupted, again and again: each life goes on. */
@DisabledOnOs(OS.WINDOWS)
class KilledSamplingTest {
    private static final int PROBLEMS = 12;
    private static final int SAMPLES = 16;
    private static final int KILLS = 2;
    private static final int LINES_A_LIFE = 40;

    @TempDir
    private Path directory;

    @BeforeAll
    static void build(@TempDir Path scratch) throws IOException, InterruptedException {
        Program.requireBuilt(scratch);
    }

    @Test
    void killedRunsEndWithTheTracesOfOneThatWasLeftAlone() throws Exception {
        Path store = directory.resolve("store.jsonl");
        try (LanguageModel model = DemoModel.load()) {
            ProblemSet problems = DemoProblems.dataset().train();
            Sampler sampler = new Sampler(model, DemoSettings.recommended().sampling());
            // Known before, so that the program does not end while it is found out.
            model.contentHash();
            for (int kill = 0; kill < KILLS; kill++) {
                killAfter(LINES_A_LIFE, store, () -> assertInUse(store, sampler, problems));
            }
            long killed = ConsoleProcess.lines(store);
            assertTrue(killed >= KILLS * LINES_A_LIFE && killed < PROBLEMS * SAMPLES, killed + " lines");
            List<SampleRequest> requests = problems.take(PROBLEMS).problems().stream()
                    .map(problem -> new SampleRequest(
                            problem, SAMPLES, DemoSettings.recommended().maxTokens()))
                    .toList();
            Traces alone = sampler.sample(requests, Progress.silent(), new CancelToken());
            try (TraceJournal journal = TraceJournal.open(store, sampler, problems)) {
                Traces resumed = sampler.sample(requests, journal, Progress.silent(), new CancelToken());
                assertEquals(tokens(alone), tokens(resumed));
            }
            assertEquals(tokens(alone), tokens(Traces.load(store)));
            assertEquals(1 + PROBLEMS * SAMPLES, ConsoleProcess.lines(store), "each pair is stored once");
        }
    }

    /** Few rows at a time, so that traces are finished one after the other. */
    private static String cells(Path store) {
        return "%model demo\n%dataset demo\n%sample --take " + PROBLEMS + " -n " + SAMPLES + " --rows 8 --store "
                + store + "\n";
    }

    /** Starts the program, kills it when so many lines more are in the store, and sees what another finds meanwhile. */
    private void killAfter(int more, Path store, Runnable meanwhile) throws IOException, InterruptedException {
        long before = ConsoleProcess.lines(store);
        ConsoleProcess process = ConsoleProcess.start(directory, cells(store));
        process.awaitLines(store, before + more);
        meanwhile.run();
        process.kill();
    }

    private static void assertInUse(Path store, Sampler sampler, ProblemSet problems) {
        String message = assertThrows(UserException.class, () -> TraceJournal.open(store, sampler, problems))
                .getMessage();
        assertTrue(message.startsWith(store + " is in use: another run appends to it."), message);
    }

    /** The ids of each trace by its problem and number, which no two may share. */
    private static Map<String, String> tokens(Traces traces) {
        Map<String, String> tokens = new TreeMap<>();
        traces.forEach(trace -> assertEquals(
                null, tokens.put(trace.problem().id() + " #" + trace.sample(), Arrays.toString(trace.ids()))));
        return tokens;
    }
}
