package upft.experiment;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import upft.evaluation.SavedEvaluation;
import upft.io.AtomicDirectories;
import upft.io.AtomicFiles;
import upft.io.FileErrors;
import upft.io.JsonFile;
import upft.io.Jsonl;
import upft.io.UserException;
import upft.model.ModelDirectory;

/**
 * One run on disk:
 *
 * <pre>
 * run.json              recipe, settings, hashes of model and data, seeds, versions, machine, cost, state
 * traces.jsonl          a line a trace, as soon as it is finished
 * training-set.jsonl    what is trained on
 * log.jsonl             a line a step, as soon as it is made
 * checkpoints/          the last one, and the best; gone when the run has finished, unless it was evaluated on the way
 * model/                the model, as a Hugging Face directory with a model card
 * scores/               a file for each problem set that the model was measured on
 * </pre>
 */
public record RunDirectory(Path path) {
    private static final String RECORD = "run.json";

    public String name() {
        return path.getFileName().toString();
    }

    Path traces() {
        return path.resolve("traces.jsonl");
    }

    Path trainingSet() {
        return path.resolve("training-set.jsonl");
    }

    Path log() {
        return path.resolve("log.jsonl");
    }

    Path checkpoints() {
        return path.resolve("checkpoints");
    }

    Path model() {
        return path.resolve(ModelDirectory.WITHIN);
    }

    private Path scores() {
        return path.resolve("scores");
    }

    /** What run.json says; empty if there is none. */
    public Optional<RunRecord> record() {
        return Files.exists(path.resolve(RECORD)) ? Optional.of(read(path.resolve(RECORD))) : Optional.empty();
    }

    void write(RunRecord record) {
        AtomicFiles.writeString(
                path.resolve(RECORD),
                new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(Jsonl.toJson(record)) + "\n");
    }

    /**
     * Does something while no other process can work here.
     *
     * @throws UserException if one does
     */
    <T> T alone(Supplier<T> work) {
        RunLock lock = RunLock.take(lockFile());
        try {
            return work.get();
        } finally {
            lock.close();
        }
    }

    /** Whether no other process works here. */
    boolean isFree() {
        Optional<RunLock> lock = RunLock.tryTake(lockFile());
        lock.ifPresent(RunLock::close);
        return lock.isPresent();
    }

    private Path lockFile() {
        return path.resolve("lock");
    }

    /** Deletes the run. */
    void delete() {
        AtomicDirectories.delete(path);
    }

    /** Keeps what the run's model scored; a score on the same problems is replaced. */
    public void save(SavedEvaluation evaluation) {
        String file = evaluation.problems().name().replaceAll("[^\\w.-]+", "_") + ".jsonl";
        evaluation.save(scores().resolve(file));
    }

    /** What the run's model scored, newest first. */
    public List<SavedEvaluation> evaluations() {
        if (!Files.isDirectory(scores())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(scores())) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jsonl"))
                    .sorted((a, b) ->
                            Long.compare(b.toFile().lastModified(), a.toFile().lastModified()))
                    .map(SavedEvaluation::load)
                    .toList();
        } catch (IOException e) {
            throw new UserException("Cannot read " + scores() + ": " + FileErrors.reason(e) + ".", e);
        }
    }

    /** Bytes of all its files. */
    public long bytes() {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UserException("Cannot read " + path + ": " + FileErrors.reason(e) + ".", e);
        }
    }

    private static RunRecord read(Path file) {
        try {
            RunRecord record = Jsonl.fromJson(JsonFile.read(file).object(), RunRecord.class);
            if (RunRecord.FORMAT.equals(record.format())) {
                return record;
            }
        } catch (JsonParseException e) {
            throw new UserException(file + " is damaged: " + e.getMessage() + ". Delete the run.", e);
        }
        throw new UserException(file + " is not of the format " + RunRecord.FORMAT + ". Delete or move the run.");
    }
}
