package upft.kernel.notebook;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Cell ids of one notebook. Format 4.5 demands an id in every cell, unique and of a certain form; notebooks of 4.4 and
 * before have none, and copies made by hand may repeat one.
 */
final class CellIds {
    private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private final Set<String> taken = new HashSet<>();

    /** The id found in the file if it may stand, else one made from the cell's number: the same in every run. */
    String take(Optional<String> found, int number) {
        String made = "cell-" + number;
        String id = found.filter(VALID.asMatchPredicate())
                .filter(valid -> !taken.contains(valid))
                .orElse(made);
        for (int copy = 2; !taken.add(id); copy++) {
            id = made + "-" + copy;
        }
        return id;
    }
}
