package upft.recipe;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import upft.data.ProblemSet;
import upft.sampling.Traces;
import upft.task.CounterRandom;

/** Gathers a recipe's examples and counts the traces that give none, so that each trace is one or the other. */
final class ExampleCollector {
    private final int maxLength;
    private final List<TrainingExample> examples = new ArrayList<>();
    private final Map<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);

    /** @param maxLength tokens of an example at most, prompt and response; never above the model's context */
    ExampleCollector(OptionalInt maxLength, Encoding encoding) {
        this.maxLength = Math.min(maxLength.orElse(encoding.contextLength()), encoding.contextLength());
    }

    void leaveOut(LeftOut reason) {
        leftOut.merge(reason, 1, Integer::sum);
    }

    /** The example itself, or none, which is counted, if there is nothing in it or it is too long. */
    Optional<TrainingExample> usable(Optional<TrainingExample> example) {
        if (example.isEmpty()) {
            leaveOut(LeftOut.EMPTY);
        } else if (example.get().length() > maxLength) {
            leaveOut(LeftOut.TOO_LONG);
        } else {
            return example;
        }
        return Optional.empty();
    }

    /** Takes of one problem's examples those to keep. */
    void add(List<TrainingExample> usable, Keep keep, long seed) {
        if (usable.isEmpty()) {
            return;
        }
        List<TrainingExample> kept =
                keep.of(usable, CounterRandom.ofSeed(seed).with(usable.get(0).problemId()));
        examples.addAll(kept);
        for (int i = kept.size(); i < usable.size(); i++) {
            leaveOut(keep.otherwise());
        }
    }

    void add(TrainingExample example) {
        examples.add(example);
    }

    TrainingSet set(String recipe, ProblemSet problems, List<PlannedTrace> planned, Traces traces) {
        return new TrainingSet(
                recipe, examples, problems.size(), leftOut, PlannedTrace.bill(planned, traces), problems.hash());
    }
}
