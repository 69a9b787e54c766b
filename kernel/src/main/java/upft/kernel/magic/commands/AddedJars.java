package upft.kernel.magic.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.library.Libraries;

/** Adds jars to a session, and says what became of each. */
@SuppressWarnings("rawtypes") // The type of the value is a class, and that of a list of paths is List.
final class AddedJars {
    private AddedJars() {}

    /** @param code the jars, in Java */
    static Outcome<List> outcome(Libraries libraries, List<Path> jars, String code) {
        List<Path> added = libraries.add(jars);
        String said = added.isEmpty() ? "There already: " + names(jars) + "." : "Added " + names(added) + ".";
        Outcome<List> outcome = Outcome.<List>of(jars, said);
        for (Path changed : libraries.changed(jars)) {
            outcome = outcome.saying(changed + " has changed since it was added. Cells go on with what it was until the"
                    + " kernel is restarted.");
        }
        return outcome.twin("session.libraries().add(" + code + ");");
    }

    private static String names(List<Path> jars) {
        return jars.stream().map(jar -> jar.getFileName().toString()).collect(Collectors.joining(", "));
    }
}
