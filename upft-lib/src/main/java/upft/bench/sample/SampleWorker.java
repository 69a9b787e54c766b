package upft.bench.sample;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import upft.bench.Footprint;
import upft.bench.OwnProcess;
import upft.data.Problem;
import upft.engine.DType;
import upft.engine.Device;
import upft.engine.Engine;
import upft.io.Jsonl;
import upft.model.DecodingSettings;
import upft.model.LanguageModel;
import upft.sampling.SampleRequest;
import upft.sampling.Sampler;
import upft.sampling.SamplingSettings;
import upft.sampling.Trace;
import upft.sampling.Traces;
import upft.task.CancelToken;
import upft.task.Progress;

/** What the process of ours does: the same steps in the same order as {@code sampling.py}. */
public final class SampleWorker {
    private SampleWorker() {}

    /**
     * Does the job in {@code file}; only once a process, whose memory is measured.
     *
     * @return the answer, a line of JSON
     */
    public static String answer(Path file) {
        SampleJob job = Jsonl.read(file).get(0).value(SampleJob.class);
        return Jsonl.toJson(measure(job)).toString();
    }

    private static SampleResult measure(SampleJob job) {
        Engine engine = new Engine(Device.CPU);
        engine.start();
        Map<String, Double> figures = new TreeMap<>();
        Footprint.empty(figures);
        long start = System.nanoTime();
        try (LanguageModel model = LanguageModel.load(Path.of(job.model()), engine, DType.FLOAT32)) {
            sample(new JobModel(model, job, new PhaseClock()), job, DecodingSettings.GREEDY, 1, 1);
            figures.put(SampleResult.FIRST_TOKEN_SECONDS, (System.nanoTime() - start) / 1e9);
            if (OwnProcess.isTold()) {
                figures.put(SampleResult.START_SECONDS, OwnProcess.secondsSinceStart());
            }
            List<Integer> lengths = timed(model, job, figures);
            Footprint.peak(figures);
            return new SampleResult(lengths, "JDK " + Runtime.version(), figures);
        }
    }

    private static List<Integer> timed(LanguageModel model, SampleJob job, Map<String, Double> figures) {
        DecodingSettings decoding = new DecodingSettings(job.temperature(), 0, job.topP());
        int warmUpTokens = Math.min(job.warmUpTokens(), job.newTokens());
        sample(new JobModel(model, job, new PhaseClock()), job, decoding, job.warmUpRows(), warmUpTokens);

        PhaseClock clock = new PhaseClock();
        double faults = Footprint.faults();
        long start = System.nanoTime();
        Traces traces = sample(new JobModel(model, job, clock), job, decoding, Integer.MAX_VALUE, job.newTokens());
        figures.put(SampleResult.SECONDS, (System.nanoTime() - start) / 1e9);
        figures.put(SampleResult.PREFILL_SECONDS, clock.prefillSeconds());
        figures.put(SampleResult.STEPS, clock.steps());
        Footprint.faultsSince(faults, figures);
        return traces.traces().stream().map(Trace::length).toList();
    }

    /** The job's first rows; those of a prompt count as {@code samples}, the last ones cut. */
    private static Traces sample(JobModel model, SampleJob job, DecodingSettings decoding, int rows, int newTokens) {
        int prompts = (int) Math.min(job.prompts().size(), ((long) rows + job.samples() - 1) / job.samples());
        int samples = Math.min(rows, job.samples());
        List<SampleRequest> requests = IntStream.range(0, prompts)
                .mapToObj(i -> new Problem("question/" + i, String.valueOf(i), ""))
                .map(problem -> new SampleRequest(problem, samples, newTokens))
                .toList();
        SamplingSettings settings = SamplingSettings.defaults()
                .withDecoding(decoding)
                .withBatchSize(job.batch())
                .withSeed(job.seed());
        return new Sampler(model, settings).sample(requests, Progress.silent(), new CancelToken());
    }
}
