package upft.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import upft.io.AtomicDirectories;
import upft.io.FileErrors;
import upft.io.UserException;
import upft.model.TrainingRun;

/**
 * The checkpoints of one training, a directory each in a directory of their own. An older one is deleted when the one that
 * takes its place is whole and on the disk, and not before.
 *
 * @param identity of the training; checkpoints of another are refused
 * @param everySteps so many steps; empty for as often as takes a twentieth of the time, and {@value #SECONDS} seconds
 *     apart at least
 */
public record Checkpoints(Path directory, Identity identity, OptionalInt everySteps) {
    private static final double SECONDS = 10;
    private static final double SHARE_OF_THE_TIME = 0.05;
    private static final String PREFIX = "step-";

    /** Of one that has the exam of its step: it is another than the one that was written before the exam. */
    private static final String EXAMINED = "-examined";

    /** Checkpoints as often as takes a twentieth of the time, see the record. */
    public static Checkpoints in(Path directory, Identity identity) {
        return new Checkpoints(directory, identity, OptionalInt.empty());
    }

    /** A checkpoint every so many steps. */
    public Checkpoints every(int steps) {
        if (steps < 1) {
            throw new UserException("Checkpoints every " + steps + " steps. Give at least 1.");
        }
        return new Checkpoints(directory, identity, OptionalInt.of(steps));
    }

    /**
     * The last one that is whole.
     *
     * @throws UserException if it is of another training, naming each difference with both values
     */
    public Optional<Checkpoint> latest() {
        AtomicDirectories.deleteLeftOvers(directory);
        List<Path> newestFirst = new ArrayList<>(directories());
        newestFirst.sort(Comparator.reverseOrder());
        for (Path each : newestFirst) {
            Optional<Checkpoint> whole = ifWhole(each);
            if (whole.isPresent()) {
                requireOurs(whole.get());
                return whole;
            }
        }
        return Optional.empty();
    }

    /**
     * The one of an exam.
     *
     * @throws UserException if it is not there, damaged or of another training
     */
    public Checkpoint of(Exam exam) {
        Checkpoint found = Checkpoint.open(place(exam));
        requireOurs(found);
        return found;
    }

    /** Writes one, and then deletes all others but that of the best exam. */
    void write(TrainingPosition position, TrainingLog log, TrainingRun run) {
        Path target = log.examAt(position.step()).map(this::place).orElseGet(() -> place(position.step()));
        // What is there now was found damaged: the training has come to this step once more.
        AtomicDirectories.delete(target);
        Checkpoint.write(target, identity, position, log, run);
        Set<Path> wanted = new HashSet<>(Set.of(target));
        log.best().map(this::place).ifPresent(wanted::add);
        directories().stream().filter(each -> !wanted.contains(each)).forEach(AtomicDirectories::delete);
    }

    /**
     * Whether it is time for one.
     *
     * @param steps since the last one
     * @param seconds since the last one
     * @param lastTook seconds that writing the last one took
     */
    boolean due(int steps, double seconds, double lastTook) {
        return everySteps.isPresent()
                ? steps >= everySteps.getAsInt()
                : seconds >= Math.max(SECONDS, lastTook / SHARE_OF_THE_TIME);
    }

    private Path place(int step) {
        return directory.resolve(String.format(Locale.ROOT, "%s%08d", PREFIX, step));
    }

    private Path place(Exam exam) {
        Path plain = place(exam.step());
        return plain.resolveSibling(plain.getFileName() + EXAMINED);
    }

    private List<Path> directories() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(each -> each.getFileName().toString().startsWith(PREFIX))
                    .toList();
        } catch (IOException e) {
            throw new UserException("Cannot read " + directory + ": " + FileErrors.reason(e) + ".", e);
        }
    }

    /** A damaged one is passed over: an older one, or the beginning, will do. */
    private static Optional<Checkpoint> ifWhole(Path place) {
        try {
            return Optional.of(Checkpoint.open(place));
        } catch (UserException damaged) {
            return Optional.empty();
        }
    }

    private void requireOurs(Checkpoint found) {
        List<String> differences = identity.differences(found.identity(), "in the checkpoint");
        if (!differences.isEmpty()) {
            throw new UserException(found.directory() + " is a checkpoint of another training:\n  "
                    + String.join("\n  ", differences)
                    + "\nTo go on with it, load and set what it was begun with; else give the run another name.");
        }
    }
}
