package upft.engine;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import upft.io.FileErrors;
import upft.io.UserException;

/** The native libraries that DJL carries in its jars and unpacks into a directory of its own before it loads them. */
public final class NativeLibraries {
    /** What libtorch and the tokenizer library take unpacked. */
    private static final long NEEDED_BYTES = 460_000_000;

    static final String LIBTORCH = "libtorch";

    private NativeLibraries() {}

    /**
     * What to throw instead of {@code failure}, which came up when a library was first used: an error that names the
     * directory and what to do, if the library could not be unpacked, else {@code failure} itself.
     */
    public static RuntimeException explained(String library, RuntimeException failure) {
        Path place = Utils.getEngineCacheDir();
        if (causes(failure).anyMatch(LinkageError.class::isInstance)) {
            return failure; // it was unpacked, but does not fit this system
        }
        if (library.equals(LIBTORCH) && isFetched()) {
            return cannotFetch(place, failure);
        }
        return reason(failure, place)
                .<RuntimeException>map(reason -> cannotUnpack(library, place, reason, failure))
                .orElse(failure);
    }

    /** Whether libtorch is neither among the jars nor a directory of the user's: then DJL fetches it. */
    private static boolean isFetched() {
        return Utils.getEnvOrSystemProperty("PYTORCH_LIBRARY_PATH") == null
                && Platform.detectPlatform("pytorch").isPlaceholder();
    }

    private static UserException cannotFetch(Path place, RuntimeException failure) {
        String reason = causes(failure)
                .filter(IOException.class::isInstance)
                .map(Throwable::toString)
                .findFirst()
                .orElse(failure.toString())
                .replaceAll("\\.$", "");
        return new UserException(
                "libtorch cannot be fetched: " + reason
                        + ". Without the one that is built in (UPFT_NATIVES=cuda) it comes from"
                        + " publish.djl.ai into " + place + ", once, some gigabytes. See to network and space, or set"
                        + " PYTORCH_LIBRARY_PATH and PYTORCH_FLAVOR to one that is there (the README's section on GPUs says"
                        + " how), or unset UPFT_NATIVES.",
                failure);
    }

    private static UserException cannotUnpack(String library, Path place, String reason, RuntimeException failure) {
        return new UserException(
                String.format(
                        Locale.ROOT,
                        "%s cannot be unpacked into %s: %s. The native libraries take %.1f GB there. Free some space, or set"
                                + " the environment variable DJL_CACHE_DIR to another directory, and start again.",
                        library,
                        place,
                        reason,
                        NEEDED_BYTES / 1e9),
                failure);
    }

    /** DJL does not always pass on what stopped it, so where it says nothing the directory itself is looked at. */
    private static Optional<String> reason(RuntimeException failure, Path place) {
        return causes(failure)
                .filter(IOException.class::isInstance)
                .map(cause -> FileErrors.reason((IOException) cause))
                .findFirst()
                .or(() -> trouble(place));
    }

    private static Optional<String> trouble(Path place) {
        Path there = Stream.iterate(place.toAbsolutePath(), Path::getParent)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        if (!Files.isWritable(there)) {
            return Optional.of("it cannot be written");
        }
        try {
            return Optional.of(Files.getFileStore(there).getUsableSpace())
                    .filter(free -> free < NEEDED_BYTES)
                    .map(free -> String.format(Locale.ROOT, "only %.1f MB are free", free / 1e6));
        } catch (IOException e) {
            return Optional.of(FileErrors.reason(e));
        }
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
    }
}
