package upft.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import upft.io.AtomicDirectories;
import upft.io.FileErrors;
import upft.io.Suggestion;
import upft.io.UserException;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.training.Identity;

/**
 * Runs on disk, a {@link RunDirectory} each.
 *
 * <pre>{@code
 * var runs = Runs.in(Path.of("runs"));
 * var run = runs.begin(new RunRequest(method, model, problems), Progress.silent(), new CancelToken());
 * }</pre>
 *
 * <p>A run that was killed, even by the power, goes on with {@link #resume} where its last checkpoint was, and ends with the
 * very weights of one that was left alone (on the processor, with as many threads). Nothing that could not be made again is
 * ever deleted: a new run takes the place of a finished one only if both must end alike; else it gets a number.
 */
public final class Runs {
    private static final Pattern NAME = Pattern.compile("[^./\\\\][^/\\\\]*");

    private final Path directory;

    private Runs(Path directory) {
        this.directory = directory;
    }

    /** @param directory that they are in; it is made where it is missing */
    public static Runs in(Path directory) {
        return new Runs(directory);
    }

    /**
     * Runs a method from its beginning. If it is interrupted once it trains, the result is the model of the last step made,
     * and {@link MethodRun#stopped} says so.
     *
     * @throws UserException if the run's directory cannot be written
     */
    public MethodRun begin(RunRequest request, Progress progress, CancelToken cancel) {
        Identity identity = RunIdentity.of(request);
        RunDirectory place = fresh(request.method().name(), identity);
        RunRecord record = RunRecord.of(request, identity);
        return place.alone(() -> new RunWork(place, request, identity, record, progress, cancel).go());
    }

    /**
     * Goes on with the newest run of this name that did not come to its end. One that did is loaded; where there is none, it is
     * begun.
     *
     * @throws UserException if there is one of this name alone, of another model, data, recipe or settings, naming each
     *     difference; or if it is in use
     */
    public MethodRun resume(RunRequest request, Progress progress, CancelToken cancel) {
        Identity identity = RunIdentity.of(request);
        String name = request.method().name();
        Optional<RunDirectory> unfinished = unfinished(request);
        if (unfinished.isPresent()) {
            return goOn(unfinished.get(), request, identity, progress, cancel);
        }
        Optional<RunDirectory> finished = named(name).stream()
                .filter(each -> identity(each).equals(identity))
                .findFirst();
        if (finished.isPresent()) {
            return new RunLoading(finished.get()).run(request.base());
        }
        refuseOthers(name, identity);
        return begin(request, progress, cancel);
    }

    /** The newest run of this kind that did not come to its end, if there is one. */
    public Optional<RunDirectory> unfinished(RunRequest request) {
        Identity identity = RunIdentity.of(request);
        return named(request.method().name()).stream()
                .filter(each -> identity(each).equals(identity) && state(each).unfinished())
                .findFirst();
    }

    /** All runs, by name. */
    public List<RunDirectory> list() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(RunDirectory::new)
                    .filter(each ->
                            !each.name().startsWith(".") && each.record().isPresent())
                    .sorted(Comparator.comparing(RunDirectory::name))
                    .toList();
        } catch (IOException e) {
            throw new UserException("Cannot read " + directory + ": " + FileErrors.reason(e) + ".", e);
        }
    }

    /**
     * The run of a name, which is its directory's.
     *
     * @throws UserException with the nearest known name if there is none
     */
    public RunDirectory get(String name) {
        List<String> names = list().stream().map(RunDirectory::name).toList();
        if (!names.contains(name)) {
            throw new UserException("There is no run " + name + " in " + directory + "."
                    + Suggestion.didYouMean(name, names)
                    + (names.isEmpty() ? "" : " There are: " + String.join(", ", names) + "."));
        }
        return new RunDirectory(directory.resolve(name));
    }

    /**
     * A row for each run: {@code run, method, state, step, planned, megabytes, changed}. The state of a run that was killed is
     * what it was doing then.
     */
    public Table toTable() {
        List<RunDirectory> runs = list();
        List<RunRecord> records =
                runs.stream().map(each -> each.record().orElseThrow()).toList();
        return Table.create(
                "runs",
                StringColumn.create("run", runs.stream().map(RunDirectory::name)),
                StringColumn.create("method", records.stream().map(RunRecord::method)),
                StringColumn.create(
                        "state",
                        records.stream().map(each -> each.state().name().toLowerCase(Locale.ROOT))),
                IntColumn.create(
                        "step", records.stream().mapToInt(RunRecord::step).toArray()),
                IntColumn.create(
                        "planned", records.stream().mapToInt(RunRecord::planned).toArray()),
                DoubleColumn.create(
                        "megabytes",
                        runs.stream().mapToDouble(each -> each.bytes() / 1e6).toArray()),
                StringColumn.create("changed", records.stream().map(RunRecord::changed)));
    }

    private MethodRun goOn(
            RunDirectory place, RunRequest request, Identity identity, Progress progress, CancelToken cancel) {
        return place.alone(() -> {
            RunRecord record = place.record().orElseThrow();
            return new RunWork(place, request, identity, record, progress, cancel).go();
        });
    }

    /** The first place of this name that is free, or has what this run is going to make. */
    private RunDirectory fresh(String name, Identity identity) {
        requireName(name);
        AtomicDirectories.deleteLeftOvers(directory);
        for (int number = 1; ; number++) {
            RunDirectory candidate = numbered(name, number);
            if (!Files.exists(candidate.path())) {
                return candidate;
            }
            boolean made = candidate.record().isPresent()
                    && !state(candidate).unfinished()
                    && identity(candidate).equals(identity);
            if (made && candidate.isFree()) {
                candidate.delete();
                return candidate;
            }
        }
    }

    /** The runs that were begun under a name, the newest first. */
    private List<RunDirectory> named(String name) {
        requireName(name);
        List<RunDirectory> found = new ArrayList<>();
        for (int number = 1; Files.exists(numbered(name, number).path()); number++) {
            RunDirectory candidate = numbered(name, number);
            if (candidate.record().isPresent()) {
                found.add(0, candidate);
            }
        }
        return found;
    }

    private RunDirectory numbered(String name, int number) {
        return new RunDirectory(directory.resolve(number == 1 ? name : name + "-" + number));
    }

    private void refuseOthers(String name, Identity identity) {
        for (RunDirectory each : named(name)) {
            if (state(each).unfinished()) {
                throw new UserException("The run in " + each.path() + " " + progress(each)
                        + ", but it is another than this:\n  "
                        + String.join("\n  ", identity.differences(identity(each), "in the run"))
                        + "\nTo go on with it, load and set what it was begun with; else begin a new one.");
            }
        }
    }

    private static String progress(RunDirectory run) {
        return run.record().orElseThrow().progress();
    }

    private static RunState state(RunDirectory run) {
        return run.record().orElseThrow().state();
    }

    private static Identity identity(RunDirectory run) {
        return new Identity(run.record().orElseThrow().identity());
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new UserException(
                    "\"" + name + "\" is no name for a run that is kept on disk: it is to be a directory's"
                            + " name without slashes that begins with no dot.");
        }
    }
}
