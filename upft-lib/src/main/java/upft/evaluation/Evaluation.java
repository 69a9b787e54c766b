package upft.evaluation;

import java.util.ArrayList;
import java.util.List;
import upft.data.ProblemSet;
import upft.grading.Grader;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.sampling.SampleRequest;
import upft.sampling.Sampler;
import upft.sampling.SamplingSettings;
import upft.sampling.Traces;
import upft.task.Bill;
import upft.task.CancelToken;
import upft.task.Progress;

/** Measures a model's accuracy on a problem set: greedy, and as the mean of k samples a question. */
public final class Evaluation {
    private final ProblemSet problems;
    private final EvaluationSettings settings;
    private final Grader grader;

    /** @throws UserException if {@code problems} is empty */
    public Evaluation(ProblemSet problems, EvaluationSettings settings, Grader grader) {
        if (problems.isEmpty()) {
            throw new UserException("The problem set " + problems.name() + " is empty. Give at least one problem.");
        }
        this.problems = problems;
        this.settings = settings;
        this.grader = grader;
    }

    /** Measures by the last number of each answer. */
    public Evaluation(ProblemSet problems, EvaluationSettings settings) {
        this(problems, settings, Grader.numeric());
    }

    /**
     * Samples and grades; reports progress first of the greedy answers, then of the samples.
     *
     * @throws UserException naming the problem if a reference answer cannot be read or a question is too long
     */
    public EvaluationResult of(LanguageModel model, Progress progress, CancelToken cancel) {
        SamplingSettings own = SamplingSettings.defaultsFor(model);
        Traces greedy = sample(model, own.withDecoding(own.decoding().greedy()), 1, progress, cancel);
        List<GradedTrace> gradedGreedy = grade(greedy);
        if (settings.samples() == 0) {
            return result(greedy, gradedGreedy, List.of(), greedy.bill());
        }
        Traces sampled =
                sample(model, own.withTemperature(settings.temperature()), settings.samples(), progress, cancel);
        return result(greedy, gradedGreedy, grade(sampled), greedy.bill().plus(sampled.bill()));
    }

    /** Grades traces that are at hand. */
    public static List<GradedTrace> grade(Traces traces, Grader grader) {
        List<GradedTrace> graded = new ArrayList<>();
        for (var trace : traces) {
            graded.add(new GradedTrace(
                    trace, grader.answer(trace.text()), grader.isCorrect(trace.problem(), trace.text())));
        }
        return graded;
    }

    private List<GradedTrace> grade(Traces traces) {
        return grade(traces, grader);
    }

    private Traces sample(
            LanguageModel model, SamplingSettings how, int samples, Progress progress, CancelToken cancel) {
        List<SampleRequest> requests = problems.problems().stream()
                .map(problem -> new SampleRequest(problem, samples, settings.maxTokens()))
                .toList();
        SamplingSettings sampling = how.withSeed(settings.seed()).withBatchSize(settings.batchSize());
        String activity =
                how.decoding().temperature() == 0 ? "evaluating, greedy" : "evaluating, " + samples + " samples";
        return new Sampler(model, sampling).sample(requests, progress.as(activity), cancel);
    }

    private EvaluationResult result(Traces traces, List<GradedTrace> greedy, List<GradedTrace> samples, Bill bill) {
        List<GradedTrace> shares = samples.isEmpty() ? greedy : samples;
        Score score = new Score(
                traces.model(),
                problems.name(),
                problems.size(),
                Estimate.ofQuestions(Accuracy.byQuestion(greedy)),
                Estimate.ofQuestions(Accuracy.byQuestion(samples)),
                settings.samples(),
                Accuracy.share(shares, each -> each.trace().ended()),
                Accuracy.share(shares, each -> each.answer().isEmpty()),
                bill);
        return new EvaluationResult(score, greedy, samples);
    }
}
