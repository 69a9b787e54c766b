package upft.kernel.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where Jupyter looks for kernels, as its documentation lays down; {@link InstallTarget} says where ours are put. */
final class JupyterPlaces {
    private static final List<Path> OF_THE_SYSTEM =
            List.of(Path.of("/usr/local/share/jupyter/kernels"), Path.of("/usr/share/jupyter/kernels"));

    private JupyterPlaces() {}

    /**
     * Directories of kernels, the first first: JUPYTER_PATH, the user's, the Python environment's, the system's.
     *
     * @param python whose environment is looked into; without one it is the active environment
     */
    static List<Path> kernels(Platform platform, Optional<Path> python) {
        List<Path> places = new ArrayList<>();
        platform.variable("JUPYTER_PATH").stream()
                .flatMap(paths -> Stream.of(paths.split(File.pathSeparator)))
                .forEach(path -> places.add(Path.of(path, "kernels")));
        places.add(platform.jupyterData().resolve("kernels"));
        python.map(JupyterPlaces::prefix)
                .map(InstallTarget::prefix)
                .or(() -> InstallTarget.activeEnvironment(platform))
                .ifPresent(target -> places.add(target.kernels()));
        places.addAll(OF_THE_SYSTEM);
        return places;
    }

    /** A Python lies in the directory bin of its environment; a link to it is not followed, since that leads out of it. */
    private static Path prefix(Path python) {
        return python.toAbsolutePath().resolve("../..").normalize();
    }
}
