package upft.kernel.shell;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * What the compiler sees of the class path and the JDK: the classes that are indexed by their index, read as this program
 * itself reads them; everything else, such as jars that cells add, as the compiler's own file manager sees it. What that finds
 * in the JDK, which does not change, is looked for once.
 */
final class CompilerFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
        implements StandardJavaFileManager {
    /** How the names begin that the compiler gives to such places. */
    private static final String MODULE_OF_JDK = StandardLocation.SYSTEM_MODULES.getName() + "[";

    private final ClassIndex index;
    /** The jars of the class path that are indexed. JShell looks in jars itself for packages to complete. */
    private final List<Path> indexed = new ArrayList<>();

    /** Packages that were asked for: JShell has a compiler for each of its purposes, and each asks. */
    private final Map<String, List<IndexedClass>> packages = new ConcurrentHashMap<>();

    private final Map<JdkPackage, List<JavaFileObject>> packagesOfJdk = new ConcurrentHashMap<>();

    /** Their binary names, which the compiler asks for and its file manager takes long to tell. */
    private final Map<JavaFileObject, String> namesInJdk = Collections.synchronizedMap(new IdentityHashMap<>());

    /**
     * What is looked for in a module of the JDK. Equality is spelt out because what a record has by itself is put together by
     * the JVM when it is first asked for, and a start waits for that.
     */
    private record JdkPackage(Location module, String name, Set<Kind> kinds) {
        @Override
        public boolean equals(Object other) {
            return other instanceof JdkPackage that
                    && name.equals(that.name)
                    && module.equals(that.module)
                    && kinds.equals(that.kinds);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + module.hashCode();
        }
    }

    /** @param compiler the compiler's own file manager; it is left with the places that are not indexed */
    CompilerFiles(StandardJavaFileManager compiler, ClassIndex index) throws IOException {
        super(compiler);
        this.index = index;
        if (isAllIndexed()) {
            indexed.addAll(index.jars());
            setLocation(StandardLocation.CLASS_PATH, List.of());
        } else {
            compiler.getLocationAsPaths(StandardLocation.CLASS_PATH).forEach(path -> {
                if (index.covers(path)) {
                    indexed.add(path);
                }
            });
            setLocation(StandardLocation.CLASS_PATH, compiler.getLocation(StandardLocation.CLASS_PATH));
        }
    }

    /**
     * Whether the compiler would find no place but indexed ones. It looks itself only where it might: to do so it opens every
     * jar and reads which further ones its manifest names.
     */
    private boolean isAllIndexed() {
        return System.getenv("CLASSPATH") == null
                && Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .allMatch(place -> !place.isEmpty() && index.covers(Path.of(place)));
    }

    @Override
    public Iterable<JavaFileObject> list(Location location, String packageName, Set<Kind> kinds, boolean recurse)
            throws IOException {
        if (!recurse && location.getName().startsWith(MODULE_OF_JDK)) {
            return ofJdk(new JdkPackage(location, packageName, Set.copyOf(kinds)));
        }
        Iterable<JavaFileObject> others = super.list(location, packageName, kinds, recurse);
        List<IndexedClass> indexed = location == StandardLocation.CLASS_PATH && kinds.contains(Kind.CLASS)
                ? packages.computeIfAbsent(packageName, this::classes)
                : List.of();
        if (indexed.isEmpty()) {
            return others;
        }
        List<JavaFileObject> all = new ArrayList<>(indexed);
        others.forEach(all::add);
        return all;
    }

    private List<JavaFileObject> ofJdk(JdkPackage wanted) throws IOException {
        List<JavaFileObject> known = packagesOfJdk.get(wanted);
        if (known == null) {
            known = index.coversInJdk(wanted.name()) ? indexed(wanted) : listed(wanted);
            packagesOfJdk.put(wanted, known);
        }
        return known;
    }

    private List<JavaFileObject> indexed(JdkPackage wanted) throws IOException {
        String place = wanted.module().getName();
        String name = place.substring(MODULE_OF_JDK.length(), place.length() - 1);
        Optional<Module> module = ModuleLayer.boot().findModule(name);
        if (module.isEmpty()) {
            return listed(wanted); // This program runs without it; cells may still be compiled against it.
        }
        return wanted.kinds().contains(Kind.CLASS)
                ? List.copyOf(objects(module.get(), wanted.name(), index.classes(name, wanted.name())))
                : List.of();
    }

    private List<JavaFileObject> listed(JdkPackage wanted) throws IOException {
        List<JavaFileObject> known = new ArrayList<>();
        for (JavaFileObject file : super.list(wanted.module(), wanted.name(), wanted.kinds(), false)) {
            String name = simpleName(file);
            if (ClassIndex.canBeNamed(name)) {
                known.add(file);
                namesInJdk.put(file, wanted.name() + "." + name);
            }
        }
        return known;
    }

    private static String simpleName(JavaFileObject file) {
        String path = file.getName();
        int end = path.lastIndexOf('.');
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(File.separatorChar)) + 1, end);
    }

    private List<IndexedClass> classes(String packageName) {
        return objects(CompilerFiles.class.getModule(), packageName, index.classes(packageName));
    }

    private static List<IndexedClass> objects(Module module, String packageName, List<String> names) {
        return names.stream()
                .map(name -> new IndexedClass(module, packageName.isEmpty() ? name : packageName + "." + name))
                .toList();
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        if (file instanceof IndexedClass indexed) {
            return indexed.binaryName();
        }
        String inJdk = namesInJdk.get(file);
        return inJdk != null ? inJdk : super.inferBinaryName(location, file);
    }

    @Override
    public boolean handleOption(String option, Iterator<String> remaining) {
        if (!option.equals("-classpath") || !remaining.hasNext()) {
            return super.handleOption(option, remaining);
        }
        String others = Arrays.stream(remaining.next().split(File.pathSeparator))
                .filter(place -> !place.isEmpty() && (place.endsWith("*") || !index.covers(Path.of(place))))
                .collect(Collectors.joining(File.pathSeparator));
        if (!others.isEmpty()) {
            return super.handleOption(option, List.of(others).iterator());
        }
        try {
            setLocation(StandardLocation.CLASS_PATH, List.of()); // An empty text would stand for the working directory.
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
        fileManager.setLocation(location, location == StandardLocation.CLASS_PATH ? others(files) : files);
    }

    private List<File> others(Iterable<? extends File> files) {
        List<File> others = new ArrayList<>();
        files.forEach(file -> {
            if (!index.covers(file.toPath())) {
                others.add(file);
            }
        });
        return others;
    }

    @Override
    public Iterable<? extends File> getLocation(Location location) {
        return fileManager.getLocation(location);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(Iterable<? extends File> files) {
        return fileManager.getJavaFileObjectsFromFiles(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
        return fileManager.getJavaFileObjects(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
        return fileManager.getJavaFileObjectsFromStrings(names);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
        return fileManager.getJavaFileObjects(names);
    }

    @Override
    public Iterable<? extends Path> getLocationAsPaths(Location location) {
        Iterable<? extends Path> others = fileManager.getLocationAsPaths(location);
        if (location != StandardLocation.CLASS_PATH || others == null) {
            return others;
        }
        List<Path> all = new ArrayList<>(indexed);
        others.forEach(all::add);
        return all;
    }

    @Override
    public void setLocationFromPaths(Location location, Collection<? extends Path> paths) throws IOException {
        fileManager.setLocationFromPaths(
                location,
                location == StandardLocation.CLASS_PATH
                        ? paths.stream().filter(path -> !index.covers(path)).toList()
                        : paths);
    }

    @Override
    public void setPathFactory(PathFactory factory) {
        fileManager.setPathFactory(factory);
    }

    @Override
    public Path asPath(FileObject file) {
        return fileManager.asPath(file);
    }
}
