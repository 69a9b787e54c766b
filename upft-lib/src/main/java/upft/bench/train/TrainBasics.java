package upft.bench.train;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import upft.data.Problem;
import upft.engine.DType;
import upft.engine.Device;
import upft.engine.Engine;
import upft.engine.Roofline;
import upft.io.Jsonl;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.model.LoraSettings;
import upft.model.OptimizerSettings;
import upft.model.TrainingPlan;
import upft.model.TrainingRun;
import upft.recipe.TrainingExample;

/**
 * What has to be known before anything is trained. A process of its own finds it out, so that the one that waits for all
 * others neither has a model nor libtorch in its memory.
 *
 * @param lessons one of each workload
 * @param endToken the id behind a whole response
 * @param parameters numbers in the weights
 * @param machine what processors and memory can do at most
 */
public record TrainBasics(List<Lesson> lessons, int endToken, long parameters, Roofline machine) {
    /** Rank 16 on all projections, as the library and PEFT have it by themselves but for the rank. */
    static final LoraSettings ADAPTER = LoraSettings.defaults().withRank(16);

    /**
     * @param adapter where to put what an adapter begins with
     * @param problems enough for the largest of the workloads
     */
    private record Job(String model, String adapter, List<Problem> problems, List<Part> workloads) {}

    /** Of a workload, what its examples depend on. */
    private record Part(String id, int examples) {
        Workload workload() {
            return Workload.ALL.stream()
                    .filter(workload -> workload.id().equals(id))
                    .findFirst()
                    .orElseThrow()
                    .shrunkTo(examples);
        }
    }

    static JsonObject job(Path model, Path adapter, List<Problem> problems, List<Workload> workloads) {
        List<Part> parts = workloads.stream()
                .map(workload -> new Part(workload.id(), workload.examples()))
                .toList();
        return Jsonl.toJson(new Job(model.toString(), adapter.toString(), problems, parts))
                .getAsJsonObject();
    }

    /**
     * Does the job in {@code file}.
     *
     * @return the answer, a line of JSON
     */
    public static String answer(Path file) {
        Job job = Jsonl.read(file).get(0).value(Job.class);
        Engine engine = new Engine(Device.CPU);
        Roofline machine = Roofline.measure(engine);
        try (LanguageModel model = LanguageModel.load(Path.of(job.model()), engine, DType.FLOAT32)) {
            int end = endToken(model);
            List<TrainingExample> whole = job.problems().stream()
                    .map(problem -> example(model, problem, end))
                    .toList();
            List<Lesson> lessons = job.workloads().stream()
                    .map(part -> lesson(model, whole, part.workload()))
                    .toList();
            saveFreshAdapter(model, Path.of(job.adapter()));
            return Jsonl.toJson(new TrainBasics(lessons, end, model.parameters(), machine))
                    .toString();
        }
    }

    private static int endToken(LanguageModel model) {
        return model.endToken()
                .orElseThrow(() -> new UserException(
                        model.name() + " names no token that ends a response. Give a model whose files do."));
    }

    /** The reference solution as a response: its tokens by themselves, and the end token. */
    private static TrainingExample example(LanguageModel model, Problem problem, int end) {
        int[] text = model.tokenizer().encode(problem.answer());
        int[] response = Arrays.copyOf(text, text.length + 1);
        response[text.length] = end;
        return new TrainingExample(
                problem.id(), TrainingExample.Kind.FULL_TRACE, model.promptIds(problem.question()), response);
    }

    private static Lesson lesson(LanguageModel model, List<TrainingExample> whole, Workload workload) {
        List<TrainingExample> examples =
                whole.stream().limit(workload.allExamples()).map(workload::cut).toList();
        return new Lesson(examples, BatchPlan.of(model, examples, TrainJob.settings(workload.batch())));
    }

    /** Its first factors are random: all have to begin with the same ones for their losses to be the same. */
    private static void saveFreshAdapter(LanguageModel model, Path directory) {
        try (TrainingRun run = model.beginTraining(TrainingPlan.of(OptimizerSettings.PAPER, ADAPTER, TrainJob.SEED));
                LanguageModel fresh = run.snapshot("adapter")) {
            fresh.save(directory);
        }
    }
}
