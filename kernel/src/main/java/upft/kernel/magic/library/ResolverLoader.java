package upft.kernel.magic.library;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import upft.task.CancelToken;
import upft.task.Progress;

/**
 * Loads Maven's resolver and the package that uses it. Their jars lie apart from the kernel's own: on the class path they
 * would make every start slower, and be what cells see in the place of other versions that they ask for.
 */
final class ResolverLoader extends URLClassLoader {
    private static final String PACKAGE = ResolverLoader.class.getPackageName() + ".resolver.";

    private ResolverLoader(List<URL> places) {
        super(places.toArray(URL[]::new), ResolverLoader.class.getClassLoader());
    }

    static ResolverLoader open() throws IOException {
        URL own = ResolverLoader.class.getProtectionDomain().getCodeSource().getLocation();
        List<URL> places = new ArrayList<>(List.of(own));
        // As they are built, and as they are installed; where the program runs from no jar they are on the class path.
        for (String directory : List.of("lib/maven", "maven")) {
            for (Path jar : jars(path(own).resolveSibling(directory))) {
                places.add(jar.toUri().toURL());
            }
        }
        return new ResolverLoader(places);
    }

    /** From coordinates to the jars of what they name. */
    @SuppressWarnings("unchecked") // It implements this.
    Function<List<String>, List<Path>> resolution(Maven maven, Progress progress, CancelToken cancel) {
        try {
            return (Function<List<String>, List<Path>>) loadClass(PACKAGE + "MavenResolution")
                    .getConstructor(Maven.class, Progress.class, CancelToken.class)
                    .newInstance(maven, progress, cancel);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    private static Path path(URL place) {
        try {
            return Path.of(place.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> jars(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
