package upft.bench.claim;

import java.nio.file.Path;
import java.util.List;
import upft.data.ProblemSet;
import upft.engine.DType;
import upft.engine.Device;
import upft.engine.Engine;
import upft.experiment.Method;
import upft.experiment.MethodRun;
import upft.io.Jsonl;
import upft.model.LanguageModel;
import upft.sampling.SampleRequest;
import upft.sampling.Sampler;
import upft.sampling.SamplingSettings;
import upft.sampling.Trace;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.training.TrainingSettings;

/** One method from its plan to its tuned model, with no traces at hand. */
public final class ClaimWorker {
    private static final int WARM_UP_TOKENS = 2;

    private ClaimWorker() {}

    /**
     * Does the job in {@code file}.
     *
     * @return the answer, a line of JSON
     */
    public static String answer(Path file) {
        ClaimJob job = Jsonl.read(file).get(0).value(ClaimJob.class);
        try (LanguageModel model = LanguageModel.load(Path.of(job.model()), new Engine(Device.CPU), DType.FLOAT32)) {
            return Jsonl.toJson(run(model, job)).toString();
        }
    }

    private static ClaimResult run(LanguageModel model, ClaimJob job) {
        ProblemSet problems = new ProblemSet("claim", job.problems());
        SamplingSettings sampling = SamplingSettings.defaultsFor(model);
        warmUp(model, sampling, problems);
        Method method = new Method(job.contestant().recipe(job.maxTokens()), sampling, TrainingSettings.defaults());
        try (MethodRun run = method.run(model, problems, Progress.silent(), new CancelToken())) {
            List<Trace> ended =
                    run.traces().traces().stream().filter(Trace::ended).toList();
            return new ClaimResult(
                    run.examples().size(),
                    run.bill(),
                    run.traces().size(),
                    ended.size(),
                    ended.stream().mapToLong(Trace::length).sum(),
                    run.examples().leftOutSummary());
        }
    }

    /** What the first call alone has to do, such as packing weights, is no part of any method's cost. */
    private static void warmUp(LanguageModel model, SamplingSettings sampling, ProblemSet problems) {
        List<SampleRequest> first = List.of(new SampleRequest(problems.get(0), 1, WARM_UP_TOKENS));
        new Sampler(model, sampling).sample(first, Progress.silent(), new CancelToken());
    }
}
