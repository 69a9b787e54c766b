package upft.recipe;

import java.util.List;
import upft.data.Problem;
import upft.data.ProblemSet;
import upft.sampling.SamplingSettings;
import upft.sampling.Trace;
import upft.sampling.Traces;
import upft.task.Bill;
import upft.testing.FakeModel;
import upft.testing.Problems;

/** Traces whose texts a test chooses, of a model whose tokens are characters. */
final class SampledTraces {
    static final ProblemSet PROBLEMS = Problems.numbered(40);

    /** Of a model with a context of 1,000 tokens. */
    static final Encoding ENCODING = Encoding.of(FakeModel.random());

    private SampledTraces() {}

    /** An ended trace has an end token after its text. */
    static Trace trace(int problem, int sample, String text, boolean ended) {
        Problem asked = PROBLEMS.get(problem);
        int[] ids = FakeModel.ids(ended ? text + "\0" : text);
        Trace.End end = ended ? Trace.End.END_TOKEN : Trace.End.LENGTH;
        return new Trace(
                asked,
                sample,
                ENCODING.prompts().encode(asked.question()),
                ids,
                text,
                new float[ids.length],
                new float[ids.length],
                end);
    }

    static Traces traces(Trace... traces) {
        return traces(List.of(traces));
    }

    static Traces traces(List<Trace> traces) {
        long tokens = traces.stream().mapToLong(Trace::length).sum();
        return new Traces("fake", SamplingSettings.defaults(), traces, Bill.sampling(tokens, 1));
    }
}
