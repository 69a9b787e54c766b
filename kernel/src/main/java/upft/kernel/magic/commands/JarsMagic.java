package upft.kernel.magic.commands;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import upft.io.FileErrors;
import upft.io.UserException;
import upft.kernel.cell.MimeBundle;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.library.Libraries;
import upft.kernel.magic.session.Places;
import upft.kernel.magic.session.Session;

/** {@code %jars}: libraries that are files. */
@Command(
        name = "jars",
        description = {
            "Add jars to the class path of cells, or list those that were added.",
            "The lines below can import from them. What the kernel itself is made of comes first: of a class that is in both,"
                    + " cells see the kernel's."
        })
@SuppressWarnings("rawtypes") // The type of the value is a class, and that of a list of paths is List.
final class JarsMagic implements Magic<List> {
    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "A jar, a directory of classes, or a pattern such as lib/*.jar ($NAME and ~ work).")
    private List<String> places = new ArrayList<>();

    @Override
    public Class<List> resultType() {
        return List.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%jars lib/commons-csv.jar", "%jars lib/*.jar target/classes", "%jars");
    }

    @Override
    public Outcome<List> run(MagicRun run) {
        Session session = run.session();
        if (places.isEmpty()) {
            return list(session.libraries());
        }
        List<Path> found = new ArrayList<>();
        for (String place : places) {
            found.addAll(matching(Path.of(Places.toRead(parent(place), session)), place));
        }
        return AddedJars.outcome(session.libraries(), found, "List.of(" + paths(found) + ")");
    }

    private static Outcome<List> list(Libraries libraries) {
        List<Path> all = libraries.all();
        String text = all.isEmpty()
                ? "No jars were added yet."
                : all.stream().map(Path::toString).collect(Collectors.joining("\n"));
        return Outcome.<List>silent(all).showing(MimeBundle.text(text));
    }

    /** Where to look: the place itself, or for a pattern its directory. */
    private static String parent(String place) {
        if (!isPattern(place)) {
            return place;
        }
        int slash = place.lastIndexOf('/');
        return slash < 0 ? "." : place.substring(0, slash + 1);
    }

    private static boolean isPattern(String place) {
        return place.substring(place.lastIndexOf('/') + 1).contains("*");
    }

    private static List<Path> matching(Path where, String place) {
        if (!isPattern(place)) {
            return List.of(where);
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(where, place.substring(place.lastIndexOf('/') + 1))) {
            entries.forEach(found::add);
        } catch (DirectoryIteratorException | IOException e) {
            IOException cause = e instanceof DirectoryIteratorException wrapped ? wrapped.getCause() : (IOException) e;
            throw new UserException("Cannot list " + where + ": " + FileErrors.reason(cause) + ".", e);
        }
        List<Path> jars = found.stream()
                .filter(path -> path.toString().endsWith(".jar"))
                .sorted()
                .toList();
        if (jars.isEmpty()) {
            throw new UserException(
                    "There is no jar " + place + " in " + where.toAbsolutePath().normalize() + ".");
        }
        return jars;
    }

    private static String paths(List<Path> found) {
        return found.stream()
                .map(path -> "Path.of("
                        + Code.string(path.toAbsolutePath().normalize().toString()) + ")")
                .collect(Collectors.joining(", "));
    }
}
