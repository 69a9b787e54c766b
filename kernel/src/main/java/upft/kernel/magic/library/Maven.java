package upft.kernel.magic.library;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import upft.io.FileErrors;
import upft.io.UserException;
import upft.task.CancelToken;
import upft.task.Progress;

/**
 * Where libraries are got from by their coordinates, {@code GROUP:ARTIFACT:VERSION}, together with all that they need to
 * run. What there is in the local repository, such as what was built on this machine, is taken from it; the rest comes from
 * the repositories, with the mirrors, proxies and passwords of Maven's {@code settings.xml}, and is kept there.
 *
 * @param repositories addresses or directories to look in before those of {@code settings.xml} and Maven Central
 * @param local the local repository, if it is another than Maven's own
 * @param network whether anything is asked that is not on this machine
 */
public record Maven(List<String> repositories, Optional<Path> local, Network network) {
    /** Whether repositories are asked over the network. */
    public enum Network {
        USED,
        NOT_USED
    }

    public Maven {
        repositories = List.copyOf(repositories);
    }

    /** As Maven itself does it. */
    public static Maven standard() {
        return new Maven(List.of(), Optional.empty(), Network.USED);
    }

    /** Looks in this repository too, before Maven Central: an address, or a directory. */
    public Maven withRepository(String place) {
        List<String> all = new ArrayList<>(repositories);
        all.add(place);
        return new Maven(all, local, network);
    }

    /** Keeps in this directory what it gets, and looks there first. */
    public Maven withLocal(Path directory) {
        return new Maven(repositories, Optional.of(directory), network);
    }

    /** Takes only what is on this machine. */
    public Maven offline() {
        return new Maven(repositories, local, Network.NOT_USED);
    }

    /**
     * The jars of libraries and of all that they need to run.
     *
     * @param coordinates GROUP:ARTIFACT:VERSION, or GROUP:ARTIFACT:EXTENSION[:CLASSIFIER]:VERSION
     * @throws UserException if one cannot be got
     */
    public List<Path> resolve(String... coordinates) {
        return resolve(List.of(coordinates), Progress.silent(), new CancelToken());
    }

    /**
     * The jars of libraries and of all that they need to run.
     *
     * @param coordinates GROUP:ARTIFACT:VERSION, or GROUP:ARTIFACT:EXTENSION[:CLASSIFIER]:VERSION
     * @param progress hears of each download
     * @throws UserException if one cannot be got
     * @throws upft.task.CancelledException if {@code cancel} asked for it
     */
    public List<Path> resolve(List<String> coordinates, Progress progress, CancelToken cancel) {
        try (ResolverLoader loader = ResolverLoader.open()) {
            return loader.resolution(this, progress, cancel).apply(coordinates);
        } catch (IOException e) {
            throw new UserException("Cannot read the jars of Maven's resolver: " + FileErrors.reason(e) + ".", e);
        }
    }
}
