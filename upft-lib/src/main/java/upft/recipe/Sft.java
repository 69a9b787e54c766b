package upft.recipe;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import upft.data.ProblemSet;
import upft.sampling.SampleRequest;
import upft.sampling.Traces;

/**
 * Supervised fine-tuning on the model's own samples: one whole trace a problem, its answer unverified.
 *
 * @param maxTokens tokens a trace at most
 * @param unended what becomes of traces that reach {@code maxTokens}
 * @param maxLength tokens of an example at most, prompt and response; longer ones are left out. Empty is the model's context
 */
public record Sft(int maxTokens, Unended unended, OptionalInt maxLength) implements Recipe {
    /** @throws upft.io.UserException if a limit is out of its range */
    public Sft {
        Objects.requireNonNull(unended, "unended");
        Limits.requireTokens(maxTokens);
        Limits.requireLength(maxLength);
    }

    /** Traces of at most {@code maxTokens} tokens; those that do not end are left out. */
    public static Sft upTo(int maxTokens) {
        return new Sft(maxTokens, Unended.LEAVE_OUT, OptionalInt.empty());
    }

    public Sft unended(Unended newUnended) {
        return new Sft(maxTokens, newUnended, maxLength);
    }

    /** Another limit for examples; above the model's context it is the context. */
    public Sft maxLength(int tokens) {
        return new Sft(maxTokens, unended, OptionalInt.of(tokens));
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
    public TrainingSet examples(ProblemSet problems, Traces traces, Encoding encoding) {
        List<PlannedTrace> planned = PlannedTrace.of(plan(problems), traces);
        ExampleCollector collector = new ExampleCollector(maxLength, encoding);
        for (PlannedTrace each : planned) {
            if (each.ended() || unended == Unended.KEEP) {
                collector.usable(Optional.of(each.fullExample())).ifPresent(collector::add);
            } else {
                collector.leaveOut(LeftOut.NOT_ENDED);
            }
        }
        return collector.set(name(), problems, planned, traces);
    }
}
