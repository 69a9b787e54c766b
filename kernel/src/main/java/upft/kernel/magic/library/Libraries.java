package upft.kernel.magic.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import upft.io.FileErrors;
import upft.io.UserException;

/**
 * The jars and directories of classes that the cells of a session use besides the kernel's own, in the order in which they
 * were added. What was added stays until the kernel ends. Safe for use by several threads.
 */
public final class Libraries {
    private final Map<Path, Content> added = new LinkedHashMap<>();
    private final List<Consumer<List<Path>>> listeners = new ArrayList<>();

    /** What a file was when it was added. */
    private record Content(long bytes, FileTime modified) {}

    /** All that was added. */
    public synchronized List<Path> all() {
        return List.copyOf(added.keySet());
    }

    /** Adds one. */
    public List<Path> add(Path place) {
        return add(List.of(place));
    }

    /**
     * Adds jars and directories of classes, all or none.
     *
     * @return those that were not there yet
     * @throws UserException naming the first that is neither a jar nor a directory
     */
    public synchronized List<Path> add(List<Path> places) {
        Map<Path, Content> fresh = new LinkedHashMap<>();
        for (Path place : places) {
            Path path = place.toAbsolutePath().normalize();
            if (!added.containsKey(path)) {
                fresh.put(path, checked(path));
            }
        }
        added.putAll(fresh);
        List<Path> paths = List.copyOf(fresh.keySet());
        if (!paths.isEmpty()) {
            listeners.forEach(listener -> listener.accept(paths));
        }
        return paths;
    }

    /** Those of some places whose files are no longer as they were when they were added; cells still see the old ones. */
    public synchronized List<Path> changed(List<Path> places) {
        return places.stream()
                .map(place -> place.toAbsolutePath().normalize())
                .filter(path ->
                        added.containsKey(path) && !added.get(path).equals(checked(path)) && Files.isRegularFile(path))
                .toList();
    }

    /** Has {@code listener} told of whatever is added from now on. */
    public synchronized void onAdded(Consumer<List<Path>> listener) {
        listeners.add(listener);
    }

    private static Content checked(Path place) {
        try {
            if (Files.isRegularFile(place)) {
                new ZipFile(place.toFile()).close();
            }
            return new Content(Files.size(place), Files.getLastModifiedTime(place));
        } catch (ZipException e) {
            throw new UserException(
                    place + " is no jar: " + e.getMessage() + ". Name jars, or directories of classes.", e);
        } catch (IOException e) {
            throw new UserException("Cannot read the jar " + place + ": " + FileErrors.reason(e) + ".", e);
        }
    }
}
