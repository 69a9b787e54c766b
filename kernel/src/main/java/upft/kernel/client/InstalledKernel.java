package upft.kernel.client;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kernel as its {@code kernel.json} describes it.
 *
 * @param name of its directory, by which Jupyter knows it
 * @param command with placeholders, such as {@code {connection_file}}
 * @param environment in addition to that of the one who starts it
 */
public record InstalledKernel(
        String name, Path directory, List<String> command, Map<String, String> environment, String language) {
    private static final String FILE = "kernel.json";

    public InstalledKernel {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Those in directories that hold a directory for each; of equal names the first. What is no kernelspec is passed over. */
    public static List<InstalledKernel> in(List<Path> places) {
        Map<String, InstalledKernel> found = new LinkedHashMap<>();
        for (Path place : places) {
            for (Path directory : directories(place)) {
                at(directory).ifPresent(kernel -> found.putIfAbsent(kernel.name(), kernel));
            }
        }
        return List.copyOf(found.values());
    }

    /** The kernel of one directory; empty if its {@code kernel.json} is missing or not what Jupyter reads. */
    public static Optional<InstalledKernel> at(Path directory) {
        try {
            Spec spec = new Gson().fromJson(Files.readString(directory.resolve(FILE)), Spec.class);
            return Optional.ofNullable(spec)
                    .filter(Spec::isWhole)
                    .map(whole -> new InstalledKernel(
                            directory.getFileName().toString(),
                            directory,
                            whole.argv(),
                            whole.env() == null ? Map.of() : whole.env(),
                            whole.language()));
        } catch (IOException | JsonParseException e) {
            return Optional.empty(); // Jupyter passes over it too.
        }
    }

    /** What is read of {@code kernel.json}; null for what is not in it. */
    private record Spec(List<String> argv, Map<String, String> env, String language) {
        boolean isWhole() {
            return argv != null
                    && !argv.contains(null)
                    && (env == null || !env.containsValue(null))
                    && language != null;
        }
    }

    /**
     * The command with every placeholder filled in. A bare {@code python} is the one of the environment that the kernel is
     * installed in, as Jupyter takes its own.
     */
    List<String> commandFor(Path connectionFile) {
        List<String> filled = new ArrayList<>();
        for (String argument : command) {
            filled.add(argument.replace("{connection_file}", connectionFile.toString())
                    .replace("{resource_dir}", directory.toString()));
        }
        if (filled.get(0).matches("python[0-9.]*")) {
            Path bin = prefix().resolve("bin").resolve("python");
            filled.set(0, Files.isExecutable(bin) ? bin.toString() : filled.get(0));
        }
        return filled;
    }

    /** PREFIX/share/jupyter/kernels/NAME. */
    private Path prefix() {
        return directory.toAbsolutePath().resolve("../../../..").normalize();
    }

    private static List<Path> directories(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(place)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            return List.of(); // A place that may not be read holds no kernel for this user.
        }
    }
}
