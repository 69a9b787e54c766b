package upft.experiment;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import upft.data.ProblemSet;
import upft.io.Jsonl;
import upft.io.Versions;
import upft.model.LanguageModel;
import upft.recipe.TrainingSet;
import upft.task.Bill;
import upft.training.Identity;
import upft.training.TrainingSettings;

/**
 * What run.json says of a run.
 *
 * @param method its name, which is that of the model that it makes
 * @param note why it stopped or failed; else empty
 * @param step the last that was made and saved
 * @param planned steps in all; 0 until the examples are made
 * @param kept after which step the model in {@code model/} is; 0 if there is none
 * @param identity all that the result depends on
 * @param recipe field by field
 * @param sampling settings; empty where traces were brought in
 * @param trainingSet hash of the examples; empty until they are made
 * @param cost so far, as of the last change of this file
 * @param began in UTC
 * @param changed in UTC
 */
public record RunRecord(
        String format,
        String method,
        RunState state,
        String note,
        int step,
        int planned,
        int kept,
        Map<String, String> identity,
        Base base,
        Data data,
        JsonObject recipe,
        JsonObject sampling,
        TrainingSettings training,
        String trainingSet,
        Versions versions,
        Machine machine,
        Bill cost,
        String began,
        String changed) {
    static final String FORMAT = "upft-run-1";

    /**
     * The model that was trained.
     *
     * @param source where it was loaded from; empty if that is not known
     * @param adapter directory of the adapter on top of it; empty if there is none
     * @param device that was asked for; empty if that is not known
     * @param dtype its type in memory; empty if that is not known
     */
    public record Base(
            String name, String source, String adapter, String device, String dtype, String hash, long parameters) {}

    /** The problems that were trained on. */
    public record Data(String name, int problems, String hash) {}

    /** Of a run that begins. */
    static RunRecord of(RunRequest request, Identity identity) {
        String now = now();
        return new RunRecord(
                FORMAT,
                request.method().name(),
                RunState.SAMPLING,
                "",
                0,
                0,
                0,
                identity.parts(),
                base(request.base(), request.options()),
                data(request.problems()),
                RecipeFields.of(request.method().recipe()),
                request.traces().isPresent()
                        ? new JsonObject()
                        : Jsonl.toJson(request.method().sampling()).getAsJsonObject(),
                request.method().training(),
                "",
                Versions.built(),
                Machine.of(request.base()),
                Bill.NOTHING,
                now,
                now);
    }

    private static Base base(LanguageModel model, RunOptions options) {
        return new Base(
                model.name(),
                options.base().map(RunOptions.Place::source).orElse(""),
                options.base()
                        .flatMap(RunOptions.Place::adapter)
                        .map(Path::toString)
                        .orElse(""),
                options.base().map(at -> at.placement().device().toString()).orElse(""),
                options.base().map(at -> at.placement().dtype().name()).orElse(""),
                model.contentHash(),
                model.parameters());
    }

    private static Data data(ProblemSet problems) {
        return new Data(problems.name(), problems.size(), problems.hash());
    }

    RunRecord training(TrainingSet examples, TrainingSettings settings) {
        return changed(
                RunState.TRAINING,
                "",
                step,
                settings.stepCount(Math.max(1, examples.size())),
                kept,
                settings,
                RunIdentity.hash(examples),
                examples.bill());
    }

    RunRecord stopped(RunState how, String why, int lastStep, Bill costSoFar) {
        return changed(how, why, lastStep, planned, kept, training, trainingSet, costSoFar);
    }

    RunRecord finished(int lastStep, int keptStep, Bill costInAll) {
        return changed(RunState.FINISHED, "", lastStep, planned, keptStep, training, trainingSet, costInAll);
    }

    private RunRecord changed(
            RunState newState,
            String newNote,
            int newStep,
            int newPlanned,
            int newKept,
            TrainingSettings newTraining,
            String newTrainingSet,
            Bill newCost) {
        return new RunRecord(
                format,
                method,
                newState,
                newNote,
                newStep,
                newPlanned,
                newKept,
                identity,
                base,
                data,
                recipe,
                sampling,
                newTraining,
                newTrainingSet,
                versions,
                machine,
                newCost,
                began,
                now());
    }

    /** Such as "stopped at step 12 of 40: interrupted". */
    public String progress() {
        String where = planned == 0 ? "" : " at step " + step + " of " + planned;
        return switch (state) {
            case FINISHED -> kept == 0 ? "finished, nothing to train on" : "finished, " + planned + " steps";
            case SAMPLING -> "was sampling";
            case TRAINING -> "was training, " + planned + " steps planned";
            case STOPPED -> "stopped" + where + ": " + note;
            case FAILED -> "failed" + where + ": " + note;
        };
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
