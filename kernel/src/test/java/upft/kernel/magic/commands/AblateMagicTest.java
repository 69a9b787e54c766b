package upft.kernel.magic.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import upft.data.Dataset;
import upft.data.ProblemSet;
import upft.experiment.AblationResult;
import upft.io.UserException;
import upft.kernel.display.Renderer;
import upft.kernel.magic.MagicHost;
import upft.kernel.magic.RecordedOutput;
import upft.kernel.magic.session.Session;
import upft.task.CancelToken;
import upft.testing.FakeModel;
import upft.testing.Problems;

class AblateMagicTest {
    @TempDir
    Path directory;

    private final FakeModel base = FakeModel.answering(prompt -> "a long way to #### 3");
    private final RecordedOutput output = new RecordedOutput();
    private Session session;
    private MagicHost host;

    @BeforeEach
    void open() {
        session = new Session(directory, directory);
        host = new MagicHost(StandardMagics.registry(), session, Renderer.standard()::render);
        host.begin(output, new CancelToken(), "");
        session.use(base);
        ProblemSet problems = Problems.numbered(30);
        session.use(new Dataset(
                "numbered",
                new ProblemSet("train", problems.problems().subList(0, 10)),
                new ProblemSet("dev", problems.problems().subList(10, 20)),
                new ProblemSet("test", problems.problems().subList(20, 30))));
    }

    @Test
    void eachLengthIsTrainedWithEachSeedAndShownAsATableAndAChart() {
        host.run("ablate", " prefix=1,2 structure=0 --seeds 2");
        assertEquals(4, base.runs.size());
        assertEquals(2, base.decodings.size(), "sampled once for a seed");
        String html = output.last().data().get("text/html");
        assertTrue(html.contains("UPFT on dev") && html.contains("sd over seeds"), html);
        assertTrue(html.contains("prefix length t in tokens"), "and a chart");
        assertTrue(output.texts().stream().anyMatch(text -> text.contains("4 runs, 0 of them were done before")));
        host.run("ablate", " prefix=1,2 structure=0 --seeds 2");
        assertEquals(4, base.runs.size());
        assertTrue(output.texts().stream().anyMatch(text -> text.contains("4 runs, 4 of them were done before")));
        assertEquals(List.of("base"), session.names(), "the models are not kept");
    }

    @ParameterizedTest
    @CsvSource({"'', ablations", "--store sweep, sweep"})
    void whatIsDoneOutlivesTheSession(String option, String place) {
        String line = " prefix=1,2 --take 5 " + option;
        AblationResult first = (AblationResult) host.value("ablate", line);
        session.reset();
        open();
        AblationResult again = (AblationResult) host.value("ablate", line);
        assertEquals(2, again.known());
        assertEquals(first.runs(), again.runs());
        assertEquals(2, base.runs.size());
        assertTrue(Files.exists(directory.resolve(place + "/runs.jsonl")));
    }

    @Test
    void oneDirectoryHoldsSweepsOfSeveralKinds() {
        host.run("ablate", " prefix=1 --take 5");
        Dataset all = session.dataset();
        session.use(new Dataset("fewer", all.train().take(4), all.dev(), all.test()));
        AblationResult other = (AblationResult) host.value("ablate", " prefix=1 --take 5");
        assertEquals(0, other.known(), "of other problems");
        assertEquals(2, base.runs.size());
    }

    @Test
    void inMemoryAloneNothingIsWritten() throws IOException {
        host.run("ablate", " prefix=1 --take 5 --no-save");
        AblationResult again = (AblationResult) host.value("ablate", " prefix=1 --take 5 --no-save");
        assertEquals(1, again.known());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void whatIsNotGivenIsTheSessionsOwn() {
        host.run("prefix", " 3 --structure 0.5");
        AblationResult result =
                (AblationResult) host.value("ablate", " structure=0,0.2 --split test --questions 4 --lr 1e-3");
        assertEquals(3, result.rows().get(0).prefix());
        assertEquals("test[0:4]", result.questions());
        assertEquals(4, result.runs().get(0).greedy().size());
        assertEquals(
                List.of(0.0, 0.2),
                result.rows().stream().map(AblationResult.Row::structure).toList());
    }

    @Test
    void aGridThatCannotBeReadIsNamed() {
        assertTrue(message("prefx=1").startsWith("%ablate: there is no place for \"prefx=1\"."), message("prefx=1"));
        assertTrue(message("prefix=1,two").contains("has \"two\""), message("prefix=1,two"));
        assertTrue(message("prefix=").contains("has \"\""), message("prefix="));
        assertTrue(message("prefix=1 prefix=2").contains("prefix is given twice"), message("prefix=1 prefix=2"));
        assertTrue(message("prefix=0").contains("The prefix length is 0"), message("prefix=0"));
        assertTrue(base.runs.isEmpty() && base.decodings.isEmpty());
    }

    private String message(String arguments) {
        return assertThrows(UserException.class, () -> host.run("ablate", " " + arguments))
                .getMessage();
    }
}
