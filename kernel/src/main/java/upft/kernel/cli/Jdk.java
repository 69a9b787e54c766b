package upft.kernel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import upft.io.UserException;

/**
 * A JDK on this machine that can run the kernel.
 *
 * @param java its {@code java} program
 * @param feature its version, such as 17
 */
record Jdk(Path java, int feature) {
    static final int OLDEST = 17;

    /** JShell runs the cells, and compiles them with the compiler's module: a bare runtime has neither. */
    static final List<String> MODULES = List.of("jdk.compiler", "jdk.jshell");

    private static final Pattern BASE = Pattern.compile("(?m)^java\\.base@(\\d+)");

    /** The JDK that runs this program. */
    static Jdk running() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new Jdk(java, Runtime.version().feature());
    }

    /**
     * Its directory, as its JVM gives it for {@code java.home}.
     *
     * @throws IOException if the program is not there any more
     */
    Path home() throws IOException {
        return java.toRealPath().getParent().getParent();
    }

    /**
     * @param path a JDK's directory or the {@code java} program in it
     * @throws UserException saying what is wrong with it
     */
    static Jdk at(Path path) {
        Path java = Files.isDirectory(path) ? path.resolve("bin").resolve("java") : path;
        if (!Files.isExecutable(java)) {
            throw new UserException("--java " + path + ": there is no program " + java + ". Name a JDK's directory.");
        }
        Shell.Result listed = Shell.run(List.of(java.toString(), "--list-modules"));
        Matcher base = BASE.matcher(listed.output());
        if (listed.exitCode() != 0 || !base.find()) {
            throw new UserException("--java " + path + ": this is no JDK of version " + OLDEST + " or later.");
        }
        int feature = Integer.parseInt(base.group(1));
        if (feature < OLDEST) {
            throw new UserException(
                    "--java " + path + ": this is version " + feature + "; " + OLDEST + " or later is needed.");
        }
        for (String module : MODULES) {
            if (!listed.output().contains(module + "@")) {
                throw new UserException(
                        "--java " + path + ": this has no " + module + "; a whole JDK is needed, not a runtime (JRE).");
            }
        }
        return new Jdk(java.toAbsolutePath(), feature);
    }
}
