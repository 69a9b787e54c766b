package upft.kernel.magic.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import upft.data.ProblemSet;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Places;
import upft.kernel.magic.session.Session;
import upft.sampling.Trace;
import upft.sampling.TraceImport;
import upft.sampling.Traces;

/** {@code %traces}: solutions that were made elsewhere. */
@Command(
        name = "traces",
        description = {
            "Bring in solutions (traces) of the training problems that were made elsewhere.",
            "A JSONL file: each line has the question (\"question\", or \"problem\", its id) and the response (\"text\", or"
                    + " \"ids\" of the model's tokenizer); traces that were saved here and stores of %%sample are read too. A"
                    + " text is tokenised once and taken for a whole response, unless the line has \"end\": \"LENGTH\".",
            "Nothing uses them by itself: %%train RECIPE --traces NAME trains on them. Of their log-probabilities nothing is"
                    + " known."
        })
final class TracesMagic implements Magic<Traces> {
    @Parameters(paramLabel = "FILE", description = "The file ($NAME and ~ work).")
    private String file;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the traces (default: the file's).")
    private String name;

    @Override
    public Class<Traces> resultType() {
        return Traces.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%traces teacher.jsonl", "%traces runs/large.jsonl --name large");
    }

    @Override
    public Outcome<Traces> run(MagicRun run) {
        Session session = run.session();
        ProblemSet train = session.dataset().train();
        Path path = Path.of(Places.toRead(file, session));
        Traces traces = TraceImport.read(path, session.model(), train);
        String known = name == null ? traces.model().replaceFirst("\\.jsonl?$", "") : name;
        session.add(known, traces);
        return Outcome.of(traces, said(known, traces, train))
                .twin("var " + Code.variable(known) + " = TraceImport.read(Path.of(" + Code.string(path.toString())
                        + "), model, train);")
                .showing(traces);
    }

    private static String said(String name, Traces traces, ProblemSet train) {
        long problems = traces.traces().stream()
                .map(trace -> trace.problem().id())
                .distinct()
                .count();
        long texts = traces.traces().stream()
                .filter(trace -> trace.origin() == Trace.Origin.TEXT)
                .count();
        return String.format(
                Locale.ROOT,
                "Brought in as %s: %,d traces of %,d of the %,d training problems, %,d as ids and %,d as text that was"
                        + " tokenised now; %.0f%% ended. %%train RECIPE --traces %s trains on them.",
                name,
                traces.size(),
                problems,
                train.size(),
                traces.size() - texts,
                texts,
                100 * traces.endedShare(),
                name);
    }
}
