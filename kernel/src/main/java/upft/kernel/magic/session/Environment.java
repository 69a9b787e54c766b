package upft.kernel.magic.session;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import upft.io.UserException;

/**
 * The environment of the programs that a session starts: that of this process, with what was changed since. Java cannot
 * change its own, so {@code System.getenv} knows nothing of these changes. Safe for use by several threads.
 */
public final class Environment {
    private static final Pattern SECRET =
            Pattern.compile("TOKEN|SECRET|PASSW|CREDENTIAL|COOKIE|AUTH|KEY", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> inherited;
    private final Map<String, String> variables = new TreeMap<>();

    /** @param inherited what it begins with */
    public Environment(Map<String, String> inherited) {
        this.inherited = Map.copyOf(inherited);
        variables.putAll(inherited);
    }

    /** All variables, by name. */
    public synchronized Map<String, String> all() {
        return Collections.unmodifiableMap(new TreeMap<>(variables));
    }

    /** The value of a variable, if it is set. */
    public synchronized Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** @throws UserException if no program could be given a variable of this name or value */
    public synchronized void set(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
            throw new UserException(
                    "\"" + name + "\" cannot be set: the name of an environment variable is not empty and"
                            + " has no =, and neither name nor value has a null character.");
        }
        variables.put(name, value);
    }

    /** Takes a variable away. */
    public synchronized void unset(String name) {
        variables.remove(name);
    }

    /** What a program that is started by {@code builder} gets. */
    public synchronized void applyTo(ProcessBuilder builder) {
        builder.environment().clear();
        builder.environment().putAll(variables);
    }

    /** As it was when the session began. */
    synchronized void reset() {
        variables.clear();
        variables.putAll(inherited);
    }

    /** Whether the value of a variable of this name had better not be shown: a notebook keeps what it shows. */
    public static boolean looksSecret(String name) {
        return SECRET.matcher(name).find();
    }
}
