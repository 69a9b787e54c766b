package upft.bench.sample;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import upft.engine.DType;
import upft.engine.Device;
import upft.engine.Engine;
import upft.engine.Roofline;
import upft.io.Jsonl;
import upft.model.LanguageModel;

/**
 * What has to be known before anything is sampled. A process of its own finds it out, so that the one that waits for all
 * others neither has a model nor libtorch in its memory.
 *
 * @param prompts token ids of the questions, in their order, as the model is asked them
 * @param endTokens ids that end a response
 * @param parameters numbers in the weights
 * @param machine what processors and memory can do at most
 */
public record Basics(List<int[]> prompts, List<Integer> endTokens, long parameters, Roofline machine) {
    /** @param model a Hugging Face directory */
    private record Job(String model, List<String> questions) {}

    static JsonObject job(Path model, List<String> questions) {
        return Jsonl.toJson(new Job(model.toString(), questions)).getAsJsonObject();
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
            List<int[]> prompts = job.questions().stream().map(model::promptIds).toList();
            Basics basics = new Basics(prompts, new ArrayList<>(model.endTokens()), model.parameters(), machine);
            return Jsonl.toJson(basics).toString();
        }
    }
}
