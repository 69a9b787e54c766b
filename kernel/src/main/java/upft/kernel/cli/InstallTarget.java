package upft.kernel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import upft.io.UserException;

/**
 * A place where Jupyter looks for kernels.
 *
 * @param kernels the directory that holds a directory for each kernel
 * @param reason how it was found, as it is shown
 */
record InstallTarget(Path kernels, String reason) {
    /** Variables that name a Python environment, the most specific first; Binder's is the last. */
    private static final List<String> ENVIRONMENTS = List.of("VIRTUAL_ENV", "CONDA_PREFIX", "NB_PYTHON_PREFIX");

    static InstallTarget user(Platform platform) {
        return new InstallTarget(platform.jupyterData().resolve("kernels"), "this user's Jupyter data");
    }

    static InstallTarget prefix(Path prefix) {
        return under(prefix, "--prefix");
    }

    /**
     * The Python environment that is active, or that of {@code python3}.
     *
     * @throws UserException if there is none
     */
    static InstallTarget environment(Platform platform) {
        return activeEnvironment(platform)
                .or(InstallTarget::python)
                .orElseThrow(() -> new UserException("--sys-prefix: no Python environment was found ("
                        + String.join(", ", ENVIRONMENTS)
                        + " are not set and python3 does not run). Activate one, or use --user or --prefix DIR."));
    }

    /** The Python environment that a variable names. */
    static Optional<InstallTarget> activeEnvironment(Platform platform) {
        return ENVIRONMENTS.stream()
                .flatMap(name -> platform.variable(name).map(prefix -> under(Path.of(prefix), name)).stream())
                .findFirst();
    }

    private static Optional<InstallTarget> python() {
        Shell.Result python = Shell.run(List.of("python3", "-c", "import sys; print(sys.prefix)"));
        return python.exitCode() == 0
                ? Optional.of(under(Path.of(python.output().strip()), "sys.prefix of python3"))
                : Optional.empty();
    }

    private static InstallTarget under(Path prefix, String reason) {
        return new InstallTarget(prefix.resolve("share").resolve("jupyter").resolve("kernels"), reason);
    }
}
