package upft.kernel.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The user's system, as far as places of files depend on it.
 *
 * @param environment the environment's variables
 * @param home the user's home directory
 */
record Platform(System system, Map<String, String> environment, Path home) {
    /** Kinds of systems by where they keep users' files. */
    enum System {
        UNIX,
        MAC,
        WINDOWS
    }

    static Platform current() {
        String name = java.lang.System.getProperty("os.name").toLowerCase(Locale.ROOT);
        System system = name.startsWith("windows") ? System.WINDOWS : name.startsWith("mac") ? System.MAC : System.UNIX;
        return of(system, java.lang.System.getenv(), Path.of(java.lang.System.getProperty("user.home")));
    }

    /** @param account the home directory of the user's account, which HOME may replace: Jupyter goes by that */
    static Platform of(System system, Map<String, String> environment, Path account) {
        Platform platform = new Platform(system, environment, account);
        return platform.variable("HOME")
                .filter(named -> system != System.WINDOWS)
                .map(named -> new Platform(system, environment, Path.of(named)))
                .orElse(platform);
    }

    /** A variable of the environment; empty if it is not set or has no text. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Where Jupyter looks for a user's kernels and other data, as its documentation lays down. */
    Path jupyterData() {
        return variable("JUPYTER_DATA_DIR").map(Path::of).orElseGet(() -> switch (system) {
            case UNIX -> userData().resolve("jupyter");
            case MAC -> home.resolve("Library/Jupyter");
            case WINDOWS -> userData().resolve("jupyter");
        });
    }

    /** The file that remembers the cells of all sessions; empty if UPFT_HISTORY says that there is to be none. */
    Optional<Path> history() {
        Optional<String> named = variable("UPFT_HISTORY");
        return named.filter(value -> value.equalsIgnoreCase("off")).isPresent()
                ? Optional.empty()
                : Optional.of(named.map(Path::of)
                        .orElseGet(() -> userData().resolve("upft").resolve("history.jsonl")));
    }

    /** Where programs keep a user's data. */
    Path userData() {
        return switch (system) {
            case UNIX -> variable("XDG_DATA_HOME").map(Path::of).orElse(home.resolve(".local/share"));
            case MAC -> home.resolve("Library/Application Support");
            case WINDOWS -> variable("APPDATA").map(Path::of).orElse(home.resolve("AppData/Roaming"));
        };
    }
}
