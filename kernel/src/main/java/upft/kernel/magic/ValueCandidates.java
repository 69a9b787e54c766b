package upft.kernel.magic;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import upft.demo.DemoModel;
import upft.experiment.RunDirectory;
import upft.kernel.magic.session.Session;

/** What may stand for a parameter, told by the label that its help shows. */
final class ValueCandidates {
    /** Label of a parameter that names a model or its directory. */
    static final String MODEL = "MODEL";

    /** Label of a parameter that names a data set or its file or directory. */
    static final String DATASET = "DATASET";

    /** Label of a parameter that names one of the session's models. */
    static final String RESULT = "RESULT";

    /** Label of a parameter that names traces that were brought in. */
    static final String TRACES = "TRACES";

    /** Label of a parameter that names a run on disk. */
    static final String RUN = "RUN";

    /** Label of a parameter that names an environment variable. */
    static final String VARIABLE = "VARIABLE";

    /** Label of a parameter that is a path. */
    static final String FILE = "FILE";

    private ValueCandidates() {}

    static List<String> of(String label, String word, Session session) {
        return switch (label) {
            case MODEL, DATASET -> concat(MagicAssistant.startingWith(word, Stream.of(DemoModel.NAME)), paths(word));
            case RESULT -> MagicAssistant.startingWith(word, session.names().stream());
            case TRACES -> MagicAssistant.startingWith(word, session.importedNames().stream());
            case RUN ->
                MagicAssistant.startingWith(
                        word, session.keptRuns().list().stream().map(RunDirectory::name));
            case VARIABLE -> MagicAssistant.startingWith(word, session.environment().all().keySet().stream());
            case FILE -> paths(word);
            default -> List.of();
        };
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** Paths that begin as {@code word} does; directories end in a slash. Hidden files only where a dot was typed. */
    private static List<String> paths(String word) {
        String parent = word.substring(0, word.lastIndexOf('/') + 1);
        String start = word.substring(parent.length());
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(parent))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.startsWith(start) && (start.startsWith(".") || !name.startsWith("."))) {
                    found.add(quoted(parent + name + (Files.isDirectory(entry) ? "/" : "")));
                }
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
            return List.of(); // What is typed so far is no directory that can be read, so nothing can be offered.
        }
        return found.stream().sorted().toList();
    }

    private static String quoted(String path) {
        return path.contains(" ") ? "\"" + path + "\"" : path;
    }
}
