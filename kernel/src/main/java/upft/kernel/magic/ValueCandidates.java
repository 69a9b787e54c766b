package upft.kernel.magic;

import static upft.kernel.magic.MagicAssistant.startingWith;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import upft.demo.DemoModel;
import upft.experiment.RunDirectory;
import upft.io.UserException;
import upft.kernel.magic.session.Places;
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

    /** Label of a parameter that names a run on disk, or a file of source. */
    static final String RUN_OR_FILE = "RUN|FILE";

    /** Label of a parameter that names a run of the session to be like, and in what. */
    static final String LIKE_RUN = "WHAT:RUN";

    /** Label of a parameter that names an environment variable. */
    static final String VARIABLE = "VARIABLE";

    /** Labels of parameters that are paths. */
    static final String FILE = "FILE";

    static final String DIRECTORY = "DIR";

    private ValueCandidates() {}

    static List<String> of(String label, String word, Session session) {
        return switch (label) {
            case MODEL, DATASET -> concat(startingWith(word, Stream.of(DemoModel.NAME)), paths(word, session));
            case RESULT -> startingWith(word, session.names().stream());
            case TRACES -> startingWith(word, session.importedNames().stream());
            case RUN_OR_FILE ->
                concat(
                        startingWith(word, session.keptRuns().list().stream().map(RunDirectory::name)),
                        paths(word, session).stream()
                                .filter(path -> path.matches(".*(/|\\.java|\\.jsh|\\.jshell)\"?"))
                                .toList());
            case LIKE_RUN ->
                startingWith(word, session.runs().stream().flatMap(run -> Stream.of("epochs:", "steps:", "tokens:")
                        .map(what -> what + run.method())));
            case VARIABLE -> startingWith(word, session.environment().all().keySet().stream());
            case FILE, DIRECTORY -> paths(word, session);
            default -> List.of();
        };
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /**
     * Paths that begin as {@code word} does, from wherever magics look for them; directories end in a slash. Hidden files
     * only where a dot was typed.
     */
    private static List<String> paths(String word, Session session) {
        String parent = word.substring(0, word.lastIndexOf('/') + 1);
        String start = word.substring(parent.length());
        Set<String> found = new TreeSet<>();
        for (Path base : List.of(session.source(), session.directory(), Path.of(""))) {
            for (Path entry : entries(base, parent, session)) {
                String name = entry.getFileName().toString();
                if (name.startsWith(start) && (start.startsWith(".") || !name.startsWith("."))) {
                    found.add(quoted(parent + name + (Files.isDirectory(entry) ? "/" : "")));
                }
            }
        }
        return List.copyOf(found);
    }

    /** What is in a directory; nothing if what is typed so far is no directory that can be read. */
    private static List<Path> entries(Path base, String directory, Session session) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(base.resolve(Places.expand(directory, session)))) {
            stream.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException | InvalidPathException | UserException e) {
            return List.of();
        }
        return entries;
    }

    private static String quoted(String path) {
        boolean plain = path.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\'' || c == ';')
                && !path.startsWith("//");
        return plain ? path : "\"" + path.replace("\"", "\\\"") + "\"";
    }
}
