package upft.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import upft.io.AtomicFiles;
import upft.io.FileErrors;

/**
 * Python environments for rivals, with the versions that their requirements pin. They lie in a cache directory, are made on
 * first use (which needs the network) and used again until the requirements change.
 */
public final class PythonEnvironment {
    private static final Duration INSTALLATION = Duration.ofMinutes(60);

    private final Path cache;
    private final Consumer<String> log;

    /** @param log hears of an installation, which may take long */
    public PythonEnvironment(Path cache, Consumer<String> log) {
        this.cache = cache;
        this.log = log;
    }

    /**
     * Where benchmarks keep what they fetch: UPFT_BENCH_CACHE, else upft-bench in the user's cache directory.
     *
     * @param environment the variables of the environment
     */
    public static Path defaultCache(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault("UPFT_BENCH_CACHE", "");
        if (!own.isBlank()) {
            return Path.of(own);
        }
        String users = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (users.isBlank() ? home.resolve(".cache") : Path.of(users)).resolve("upft-bench");
    }

    /**
     * The Python of the environment {@code name}, made if it is not there or has other requirements.
     *
     * @throws ContenderException if it cannot be made, naming the log
     */
    public Path python(String name, String requirements) {
        Path directory = cache.resolve(name);
        Path python = directory.resolve("bin").resolve("python");
        Path installed = directory.resolve("requirements.txt");
        if (!isInstalled(installed, requirements)) {
            log.accept("installing " + name + " into " + directory + " (once; this fetches packages)");
            install(directory, python, requirements);
            AtomicFiles.writeString(installed, requirements);
        }
        return python;
    }

    /** A program or requirements file of the benchmark's own, put where Python can read it. */
    public Path resource(Class<?> owner, String name) {
        Path file = cache.resolve("programs").resolve(name);
        AtomicFiles.writeString(file, text(owner, name));
        return file;
    }

    public static String text(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void install(Path directory, Path python, String requirements) {
        Path wanted = cache.resolve(directory.getFileName() + "-requirements.txt");
        Path output = cache.resolve(directory.getFileName() + "-installation.log");
        AtomicFiles.writeString(wanted, requirements);
        run(output, "python3", "-m", "venv", "--clear", directory.toString());
        run(output, python.toString(), "-m", "pip", "install", "-q", "-r", wanted.toString());
    }

    private static void run(Path output, String... command) {
        new MeasuringProcess(List.of(command), Map.of(), INSTALLATION).run(output);
    }

    private static boolean isInstalled(Path installed, String requirements) {
        try {
            return Files.exists(installed) && Files.readString(installed).equals(requirements);
        } catch (IOException e) {
            throw new ContenderException("cannot read " + installed + ": " + FileErrors.reason(e), e);
        }
    }
}
