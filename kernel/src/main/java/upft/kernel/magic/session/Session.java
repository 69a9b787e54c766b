package upft.kernel.magic.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import upft.data.Dataset;
import upft.evaluation.EvaluationResult;
import upft.experiment.AblationStore;
import upft.experiment.Comparison;
import upft.experiment.MethodResult;
import upft.experiment.MethodRun;
import upft.experiment.RunOptions;
import upft.experiment.Runs;
import upft.io.Suggestion;
import upft.io.UserException;
import upft.kernel.magic.library.Libraries;
import upft.model.LanguageModel;
import upft.sampling.TraceStore;
import upft.sampling.Traces;
import upft.task.Bill;
import upft.training.TrainingLog;
import upft.training.Tuned;

/**
 * What a notebook's magics work on, visible to cells as {@code session}: one model, one data set, the settings of recipes,
 * the traces sampled last, and what was trained so far with its scores.
 *
 * <p>What it gives out is immutable, but for the models, which are the session's: one that is replaced is closed, and a
 * variable that still holds it can no longer be used. Safe for use by several threads.
 */
public final class Session implements AutoCloseable {
    /** The name of the session's own model, beside the names of what was trained from it. */
    public static final String BASE = "base";

    private final Path source;
    private final Path directory;
    private final Environment environment = new Environment(System.getenv());
    private final Libraries libraries = new Libraries();
    private final Map<String, MethodRun> runs = new LinkedHashMap<>();
    private final Map<String, EvaluationResult> scores = new LinkedHashMap<>();
    private final Map<String, Traces> imported = new LinkedHashMap<>();
    private Optional<LanguageModel> model = Optional.empty();
    private Optional<RunOptions.Place> modelPlace = Optional.empty();
    private Optional<Dataset> dataset = Optional.empty();
    private Optional<Traces> traces = Optional.empty();
    private Optional<EvaluationPlan> scoredOn = Optional.empty();
    private OptionalInt prefix = OptionalInt.empty();
    private OptionalDouble structure = OptionalDouble.empty();
    private TraceStore known = TraceStore.empty();
    private Optional<AblationStore> ablations = Optional.empty();
    private final List<Runnable> resetListeners = new ArrayList<>();

    /**
     * @param source where relative paths that magics read begin: the notebook's directory
     * @param directory where relative paths that magics write begin
     */
    public Session(Path source, Path directory) {
        this.source = source;
        this.directory = directory;
    }

    /** @throws UserException if none was chosen yet */
    public synchronized LanguageModel model() {
        return model.orElseThrow(
                () -> new UserException("There is no model yet. Run %model demo, or %model DIRECTORY."));
    }

    /** The model, if one was chosen. */
    public synchronized Optional<LanguageModel> optionalModel() {
        return model;
    }

    /** Where the model was loaded from, if that is known. */
    public synchronized Optional<RunOptions.Place> modelPlace() {
        return modelPlace;
    }

    /** The runs that are kept on disk; they go where magics write. */
    public Runs keptRuns() {
        return Runs.in(directory.resolve("runs"));
    }

    /**
     * The model of a name: {@value #BASE}, or what a run made. The base model where the run found nothing to train on.
     *
     * @throws UserException if there is none of this name
     */
    public synchronized LanguageModel model(String name) {
        return name.equals(BASE) ? model() : run(name).tuned().map(Tuned::model).orElseGet(this::model);
    }

    /** @throws UserException if none was chosen yet */
    public synchronized Dataset dataset() {
        return dataset.orElseThrow(
                () -> new UserException("There is no data set yet. Run %dataset demo, or %dataset PATH."));
    }

    /** The traces that were sampled or brought in last, whether to look at or to train on. */
    public synchronized Optional<Traces> lastTraces() {
        return traces;
    }

    /** @throws UserException if nothing was sampled yet */
    public synchronized Traces traces() {
        return traces.orElseThrow(() -> new UserException("There are no traces yet. Run %sample."));
    }

    /**
     * Traces that were made elsewhere.
     *
     * @throws UserException with the nearest known name if none were brought in under this one
     */
    public synchronized Traces imported(String name) {
        return Optional.ofNullable(imported.get(name))
                .orElseThrow(() -> new UserException("There are no traces " + name + "."
                        + Suggestion.didYouMean(name, importedNames())
                        + (imported.isEmpty()
                                ? " %traces FILE brings in traces that were made elsewhere."
                                : " There are: " + String.join(", ", importedNames()) + ".")));
    }

    /** Names of the traces that were brought in. */
    public synchronized List<String> importedNames() {
        return List.copyOf(imported.keySet());
    }

    /** All traces of the model that can be used again. */
    public synchronized TraceStore known() {
        return known;
    }

    /** The runs of ablations of the model and the data set that are in memory alone. */
    public synchronized AblationStore ablations() {
        AblationStore store = ablations.orElseGet(() -> AblationStore.inMemory(known));
        ablations = Optional.of(store);
        return store;
    }

    /** What is used where nothing else is said: what suits the model, with the prefix that was set. */
    public synchronized Settings settings() {
        Settings own = model.map(Settings::defaultsFor).orElseGet(Settings::paper);
        return own.withPrefix(prefix.orElse(own.prefix())).withStructure(structure.orElse(own.structure()));
    }

    /** Where relative paths that magics read begin. */
    public Path source() {
        return source;
    }

    /** Where relative paths that magics write begin. */
    public Path directory() {
        return directory;
    }

    /** The environment variables of the programs that magics start. */
    public Environment environment() {
        return environment;
    }

    /** The jars that cells use besides the kernel's own. A reset leaves them, as no class is ever unloaded. */
    public Libraries libraries() {
        return libraries;
    }

    /** Names of all models: {@value #BASE} if there is a model, then the runs in the order of their training. */
    public synchronized List<String> names() {
        List<String> names = new ArrayList<>(model.map(m -> List.of(BASE)).orElse(List.of()));
        names.addAll(runs.keySet());
        return names;
    }

    /**
     * The models that are loaded, a row each: {@code model} is the name among {@link #names}, {@code parameters} how many
     * numbers its weights are and {@code native_bytes} the memory that they take; of an adapter that of the adapter alone, as it
     * shares the weights of the base model.
     */
    public synchronized Table models() {
        List<String> loaded = names().stream()
                .filter(name -> name.equals(BASE) || run(name).tuned().isPresent())
                .toList();
        return Table.create(
                "models",
                StringColumn.create("model", loaded),
                LongColumn.create(
                        "parameters",
                        loaded.stream()
                                .mapToLong(name -> model(name).parameters())
                                .toArray()),
                LongColumn.create(
                        "native_bytes",
                        loaded.stream()
                                .mapToLong(name -> ownBytes(model(name), name))
                                .toArray()));
    }

    private static long ownBytes(LanguageModel model, String name) {
        return name.equals(BASE) ? model.nativeBytes() : model.nativeBytes() - model.sharedBytes();
    }

    /** What was trained, by name, oldest first. */
    public synchronized List<MethodRun> runs() {
        return List.copyOf(runs.values());
    }

    /** @throws UserException with the nearest known name if there is no such run */
    public synchronized MethodRun run(String name) {
        MethodRun run = runs.get(name);
        if (run == null) {
            throw new UserException("There is no model " + name + "." + Suggestion.didYouMean(name, names())
                    + (names().isEmpty()
                            ? " Run %model demo first."
                            : " There are: " + String.join(", ", names()) + "."));
        }
        return run;
    }

    /** Scores of one plan, the one that was used last, by name. */
    public synchronized Map<String, EvaluationResult> scores() {
        return new LinkedHashMap<>(scores);
    }

    /** The plan of {@link #scores}; empty if nothing was scored. */
    public synchronized Optional<EvaluationPlan> scoredOn() {
        return scoredOn;
    }

    /** All models that were scored, the base model first. */
    public synchronized Comparison comparison() {
        return new Comparison(names().stream()
                .filter(scores::containsKey)
                .map(name -> row(name, scores.get(name)))
                .toList());
    }

    /** The logs of all runs that trained. */
    public synchronized List<TrainingLog> logs() {
        return runs.values().stream()
                .flatMap(run -> run.tuned().stream())
                .map(Tuned::log)
                .toList();
    }

    /** Takes another model. All that was made with the old one is dropped, and the old models are closed. */
    public synchronized void use(LanguageModel newModel) {
        Optional<LanguageModel> old = model;
        forgetResults();
        model = Optional.of(newModel);
        modelPlace = Optional.empty();
        old.filter(other -> other != newModel).ifPresent(LanguageModel::close);
    }

    /** Takes another model, which was loaded from there. */
    public synchronized void use(LanguageModel newModel, RunOptions.Place place) {
        use(newModel);
        modelPlace = Optional.of(place);
    }

    /** Takes another data set. Traces and scores are of the old one and are dropped; trained models stay. */
    public synchronized void use(Dataset newDataset) {
        if (!dataset.equals(Optional.of(newDataset))) {
            forgetTraces();
            forgetScores();
        }
        dataset = Optional.of(newDataset);
    }

    /** Sets UPFT's prefix length, also for models to come. */
    public synchronized void prefix(int tokens) {
        prefix = OptionalInt.of(tokens);
    }

    /** Sets UPFT's structure ratio, also for models to come. */
    public synchronized void structure(double share) {
        structure = OptionalDouble.of(share);
    }

    /** Adds traces of {@link #model()}; those that were made elsewhere are not used again by themselves. */
    public synchronized void add(Traces newTraces) {
        traces = Optional.of(newTraces);
        if (!newTraces.imported()) {
            known = known.with(newTraces);
        }
    }

    /** Adds traces that were made elsewhere, in the place of others of this name. */
    public synchronized void add(String name, Traces elsewhere) {
        imported.put(name, elsewhere);
        add(elsewhere);
    }

    /** Adds what was trained from {@link #model()}, in the place of a run of the same name, which is closed. */
    public synchronized void add(MethodRun run) {
        MethodRun old = runs.put(run.method(), run);
        scores.remove(run.method());
        add(run.traces());
        if (old != null && old != run) {
            old.close();
        }
    }

    /** Adds the score of a model. Scores of another plan are dropped. */
    public synchronized void add(String name, EvaluationPlan plan, EvaluationResult score) {
        if (!scoredOn.equals(Optional.of(plan))) {
            forgetScores();
            scoredOn = Optional.of(plan);
        }
        scores.put(name, score);
    }

    /** Makes this session as it began; all models are closed. */
    public synchronized void reset() {
        forgetResults();
        model.ifPresent(LanguageModel::close);
        model = Optional.empty();
        modelPlace = Optional.empty();
        dataset = Optional.empty();
        prefix = OptionalInt.empty();
        structure = OptionalDouble.empty();
        environment.reset();
        resetListeners.forEach(Runnable::run);
    }

    /** Has {@code listener} run whenever all is freed and forgotten, to let go of what it may hold of it. */
    public synchronized void onReset(Runnable listener) {
        resetListeners.add(listener);
    }

    @Override
    public void close() {
        reset();
    }

    private MethodResult row(String name, EvaluationResult result) {
        return name.equals(BASE)
                ? new MethodResult(BASE, result.score(), Bill.NOTHING, Optional.empty())
                : runs.get(name).result(result.score());
    }

    private void forgetResults() {
        forgetScores();
        runs.values().forEach(MethodRun::close);
        runs.clear();
        forgetTraces();
    }

    private void forgetTraces() {
        traces = Optional.empty();
        known = TraceStore.empty();
        ablations = Optional.empty();
        imported.clear();
    }

    private void forgetScores() {
        scores.clear();
        scoredOn = Optional.empty();
    }

    /** What there is, a line each. */
    @Override
    public synchronized String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("model: " + model.map(LanguageModel::name).orElse("none; run %model demo"));
        lines.add("data set: " + dataset.map(Dataset::toString).orElse("none; run %dataset demo"));
        lines.add("prefix: " + settings().prefix() + " tokens");
        traces.ifPresent(t -> lines.add("traces: " + t.size() + " from " + t.model()));
        imported.forEach((name, each) -> lines.add("brought in: " + name + ", " + each.size() + " traces"));
        runs.values().forEach(run -> lines.add("run: " + run));
        scores.forEach((name, score) -> lines.add("score of " + name + ": " + score));
        return String.join("\n", lines);
    }
}
