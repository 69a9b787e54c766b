package upft.recipe;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import upft.io.UserException;
import upft.sampling.SampleRequest;
import upft.sampling.Trace;
import upft.sampling.Traces;
import upft.task.Bill;

/** A trace as a plan asked for it: the one at hand may be longer than its request. */
record PlannedTrace(Trace trace, SampleRequest request) {
    /** Tokens that the request would have given. */
    int length() {
        return Math.min(trace.length(), request.maxTokens());
    }

    /** The response's first {@code length()} tokens, as they were sampled. */
    int[] ids() {
        return Arrays.copyOf(trace.ids(), length());
    }

    boolean ended() {
        return trace.endedWithin(request.maxTokens());
    }

    /** The trace as it was sampled, under the plain prompt it was sampled from. */
    TrainingExample fullExample() {
        return new TrainingExample(request.problem().id(), TrainingExample.Kind.FULL_TRACE, trace.promptIds(), ids());
    }

    /**
     * The traces of a plan, in its order, samples of one problem adjacent. Of traces that were brought in those that there
     * are, as no more can be had.
     *
     * @throws UserException naming the problem if one is missing or too short
     */
    static List<PlannedTrace> of(List<SampleRequest> plan, Traces traces) {
        Map<String, Trace> bySample = new HashMap<>();
        traces.forEach(trace -> bySample.put(key(trace.problem().id(), trace.sample()), trace));
        List<PlannedTrace> planned = new ArrayList<>();
        for (SampleRequest request : plan) {
            for (int sample = 0; sample < request.samples(); sample++) {
                Trace trace = bySample.get(key(request.problem().id(), sample));
                if (trace != null || !traces.imported()) {
                    requireCovered(trace, request, sample);
                    planned.add(new PlannedTrace(trace, request));
                }
            }
        }
        return planned;
    }

    /** The traces of each problem together, in the plan's order. */
    static Collection<List<PlannedTrace>> byProblem(List<PlannedTrace> planned) {
        return planned.stream()
                .collect(groupingBy(PlannedTrace::request, LinkedHashMap::new, toList()))
                .values();
    }

    /** What sampling these cost, by their share of all the tokens in {@code traces}. */
    static Bill bill(List<PlannedTrace> planned, Traces traces) {
        return traces.bill()
                .samplingShare(planned.stream().mapToLong(PlannedTrace::length).sum());
    }

    private static void requireCovered(Trace trace, SampleRequest request, int sample) {
        String what = "sample " + sample + " of " + request.problem().id();
        if (trace == null) {
            throw new UserException("The traces lack " + what + ". Sample the recipe's plan first.");
        }
        if (!trace.covers(request.maxTokens())) {
            throw new UserException("The trace of " + what + " has " + trace.length() + " tokens and did not end; the"
                    + " recipe asks for " + request.maxTokens() + ". Sample the recipe's plan first.");
        }
    }

    private static String key(String problemId, int sample) {
        return sample + " " + problemId;
    }
}
