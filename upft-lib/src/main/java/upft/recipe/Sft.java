package upft.recipe;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import upft.data.ProblemSet;
import upft.sampling.SampleRequest;
import upft.sampling.Traces;

/**
 * Supervised fine-tuning on the model's own samples: one whole trace a problem, its answer unverified.
 *
 * @param maxTokens tokens a trace at most
 * @param unended what becomes of traces that reach {@code maxTokens}
 */
public record Sft(int maxTokens, Unended unended) implements Recipe {
    /** @throws upft.io.UserException if {@code maxTokens} is below 1 */
    public Sft {
        Limits.requireTokens(maxTokens);
    }

    /** Traces of at most {@code maxTokens} tokens; those that do not end are left out. */
    public static Sft upTo(int maxTokens) {
        return new Sft(maxTokens, Unended.LEAVE_OUT);
    }

    public Sft unended(Unended newUnended) {
        return new Sft(maxTokens, newUnended);
    }

    @Override
    public String name() {
        return "sft";
    }

    @Override
    public List<SampleRequest> plan(ProblemSet problems) {
        return problems.problems().stream()
                .map(problem -> new SampleRequest(problem, 1, maxTokens))
                .toList();
    }

    @Override
    public TrainingSet examples(ProblemSet problems, Traces traces, PromptEncoder prompts) {
        List<PlannedTrace> planned = PlannedTrace.of(plan(problems), traces);
        List<TrainingExample> examples = new ArrayList<>();
        Map<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);
        for (PlannedTrace each : planned) {
            if (each.ended() || unended == Unended.KEEP) {
                examples.add(each.fullExample());
            } else {
                leftOut.merge(LeftOut.NOT_ENDED, 1, Integer::sum);
            }
        }
        return new TrainingSet(
                name(), examples, problems.size(), leftOut, PlannedTrace.bill(planned, traces), problems.hash());
    }
}
