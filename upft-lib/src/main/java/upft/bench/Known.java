package upft.bench;

import java.util.List;
import upft.io.UserException;

/** Names that a user gives, of which there are only some. */
public final class Known {
    private Known() {}

    /**
     * The names as they were asked for.
     *
     * @param kind what they name, such as "workload"
     * @throws UserException naming one that there is not, and those that there are
     */
    public static List<String> of(String kind, List<String> asked, List<String> all) {
        for (String id : asked) {
            if (!all.contains(id)) {
                throw new UserException(
                        "There is no " + kind + " \"" + id + "\". There are " + String.join(", ", all) + ".");
            }
        }
        return List.copyOf(asked);
    }
}
