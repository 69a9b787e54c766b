package upft.catalog;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import upft.io.Suggestion;
import upft.io.UserException;

/** Names that need no path. */
final class Catalog {
    static final String DEMO = "demo";

    private Catalog() {}

    /** @throws UserException naming what was given if it is no path of a file or directory that is there */
    static Path existing(String kind, String given, String expected) {
        Path path = path(kind, given, expected);
        if (!Files.exists(path)) {
            throw unknown(kind, given, expected);
        }
        return path;
    }

    private static Path path(String kind, String given, String expected) {
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            throw unknown(kind, given, expected);
        }
    }

    private static UserException unknown(String kind, String given, String expected) {
        return new UserException(
                "There is no " + kind + " \"" + given + "\"." + Suggestion.didYouMean(given, List.of(DEMO)) + " Give \""
                        + DEMO + "\" or the path of " + expected + ".");
    }
}
