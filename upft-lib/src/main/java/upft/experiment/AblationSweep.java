package upft.experiment;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import upft.data.Problem;
import upft.data.ProblemSet;
import upft.evaluation.Evaluation;
import upft.evaluation.EvaluationResult;
import upft.io.Sha256;
import upft.model.LanguageModel;
import upft.sampling.SampleRequest;
import upft.sampling.Sampler;
import upft.sampling.Traces;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.training.Tuned;

/** Makes the runs of an ablation, one after the other; one tuned model is loaded at a time. */
final class AblationSweep {
    private final Ablation ablation;
    private final LanguageModel base;
    private final ProblemSet problems;
    private final AblationStore store;
    private final Progress progress;
    private final CancelToken cancel;
    private final Evaluation evaluation;
    private int begun;

    AblationSweep(
            Ablation ablation,
            LanguageModel base,
            ProblemSet problems,
            AblationStore store,
            Progress progress,
            CancelToken cancel) {
        this.ablation = ablation;
        this.base = base;
        this.problems = problems;
        this.store = store;
        this.progress = progress;
        this.cancel = cancel;
        this.evaluation = new Evaluation(ablation.questions(), ablation.measuring());
    }

    AblationResult run() {
        List<AblationRun> runs = new ArrayList<>();
        int known = 0;
        for (long seed : ablation.seeds()) {
            List<Ablation.Cell> missing = ablation.cells(seed).stream()
                    .filter(cell -> store.find(key(cell)).isEmpty())
                    .toList();
            known += ablation.cells(seed).size() - missing.size();
            begun += ablation.cells(seed).size() - missing.size();
            if (!missing.isEmpty()) {
                make(missing, sampled(seed));
            }
            ablation.cells(seed).forEach(cell -> runs.add(store.find(key(cell)).orElseThrow()));
        }
        return new AblationResult(
                ablation.questions().name(), ablation.measuring().samples(), runs, known);
    }

    private void make(List<Ablation.Cell> cells, Traces traces) {
        for (Ablation.Cell cell : cells) {
            begun++;
            store.add(made(cell, traces));
        }
    }

    /** Once for all runs of a seed: of each problem as much as the most demanding of them asks for. */
    private Traces sampled(long seed) {
        Map<Problem, SampleRequest> most = new LinkedHashMap<>();
        for (Ablation.Cell cell : ablation.cells(seed)) {
            for (SampleRequest each : cell.method(ablation).recipe().plan(problems)) {
                most.merge(each.problem(), each, AblationSweep::more);
            }
        }
        Sampler sampler = new Sampler(base, ablation.sampling().withSeed(seed));
        Progress named = progress.as("sampling for all runs of seed " + seed);
        return store.sample(sampler, seed, problems, List.copyOf(most.values()), named, cancel);
    }

    private static SampleRequest more(SampleRequest one, SampleRequest other) {
        return new SampleRequest(
                one.problem(), Math.max(one.samples(), other.samples()), Math.max(one.maxTokens(), other.maxTokens()));
    }

    private AblationRun made(Ablation.Cell cell, Traces traces) {
        String name = "run " + begun + " of " + ablation.size() + ", " + cell + ": ";
        Progress named = report -> progress.as(name + report.activity()).report(report);
        Method method = cell.method(ablation);
        try (MethodRun run = method.train(base, traces, method.examples(base, problems, traces), named, cancel)) {
            LanguageModel model = run.tuned().map(Tuned::model).orElse(base);
            EvaluationResult result = evaluation.of(model, named, cancel);
            return new AblationRun(
                    key(cell),
                    cell.prefix(),
                    cell.structure(),
                    cell.seed(),
                    boxed(result.greedyByQuestion()),
                    boxed(result.samplesByQuestion()),
                    run.tuned().map(tuned -> tuned.log().size()).orElse(0),
                    run.bill());
        }
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** What is decoded together has no say in a result, so the batch sizes of sampling are left out. */
    private String key(Ablation.Cell cell) {
        Method method = cell.method(ablation);
        MessageDigest digest = Sha256.start();
        Stream.of(
                        base.contentHash(),
                        problems.hash(),
                        ablation.questions().hash(),
                        method.recipe(),
                        method.sampling().withBatchSize(1),
                        method.training(),
                        ablation.measuring().withBatchSize(1))
                .forEach(part -> Sha256.add(digest, part.toString()));
        return Sha256.end(digest);
    }
}
