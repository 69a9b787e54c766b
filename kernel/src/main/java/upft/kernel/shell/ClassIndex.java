package upft.kernel.shell;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import upft.io.AtomicFiles;

/**
 * Which classes there are in the jars of a class path, and in the packages {@code java.…} of a JDK, by package. Without it
 * the compiler would open every jar and walk through all of it before it can compile the first cell, and through the file
 * system that the JDK has its modules in.
 *
 * <p>An index lies in a file, which is made once and names the jars and the JDK as they then were; of those that are others
 * or have changed it knows nothing. A start waits for its reading, and few of its packages are ever asked for: what is read of the
 * file at first is a table of the packages, sorted, which says where the names of their classes are.
 */
public final class ClassIndex {
    /** Its name where it lies beside the jar of this program. */
    public static final String FILE = "classes.index";

    private static final String TITLE = "classes by package, 3";
    /** Below which all packages of a JDK are known. */
    private static final String JDK_ROOT = "java";
    /** Where a JDK has its modules. */
    private static final Path MODULES = Path.of("lib", "modules");

    private static final String FILE_KNOWN = "file";
    private static final String CLASS = ".class";

    /** The jars, and that of the JDK. */
    private final Set<Path> files;

    /** Lines of package, place and length, sorted. */
    private final String[] table;
    /** The file; places are counted from the table's end. */
    private final byte[] content;

    private final int tableEnd;

    private ClassIndex(Set<Path> files, String[] table, byte[] content, int tableEnd) {
        this.files = files;
        this.table = table;
        this.content = content;
        this.tableEnd = tableEnd;
    }

    /**
     * Writes the index of some jars and a JDK.
     *
     * @param jdk its home; one that keeps its modules in another way than as one file is left out
     * @throws IOException if one cannot be read
     * @throws upft.io.UserException if the file cannot be written
     */
    public static void write(List<Path> jars, Path jdk, Path file) throws IOException {
        StringBuilder known = new StringBuilder();
        Map<String, Set<String>> packages = new TreeMap<>();
        for (Path jar : jars) {
            known.append(identity(jar)).append('\n');
            collect(jar, packages);
        }
        if (Files.isRegularFile(modules(jdk))) {
            known.append(identity(modules(jdk))).append('\n');
            collectJdk(jdk, packages);
        }
        List<String> table = new ArrayList<>();
        StringBuilder classes = new StringBuilder();
        int place = 0;
        for (Map.Entry<String, Set<String>> each : packages.entrySet()) {
            String names = String.join(" ", each.getValue());
            int length = names.getBytes(StandardCharsets.UTF_8).length;
            table.add(each.getKey() + "\t" + place + "\t" + length);
            classes.append(names);
            place += length;
        }
        table.sort(null);
        String head = known + String.join("\n", table) + "\n";
        int headLength = head.getBytes(StandardCharsets.UTF_8).length;
        AtomicFiles.writeString(file, TITLE + "\t" + headLength + "\n" + head + classes);
    }

    /** Where the index of this program lies if there is one; empty where the program runs from no jar. */
    static Optional<Path> besideThisProgram() {
        return ownJar().map(jar -> jar.resolveSibling(FILE));
    }

    private static Optional<Path> ownJar() {
        try {
            Path place = Path.of(ClassIndex.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Optional.of(place).filter(Files::isRegularFile);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The index in a file; empty if there is none, or if one of the jars that it was made of is no longer as it was. */
    static Optional<ClassIndex> read(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            int titleEnd = indexOf(content, (byte) '\n') + 1;
            String[] title = new String(content, 0, titleEnd, StandardCharsets.UTF_8)
                    .strip()
                    .split("\t");
            if (!title[0].equals(TITLE)) {
                return Optional.empty();
            }
            int headLength = Integer.parseInt(title[1]);
            String[] lines = new String(content, titleEnd, headLength, StandardCharsets.UTF_8).split("\n");
            int files = 0;
            while (files < lines.length && lines[files].startsWith(FILE_KNOWN + "\t")) {
                files++;
            }
            List<String> known = Arrays.asList(lines).subList(0, files);
            return areAsTheyWere(known)
                    ? Optional.of(new ClassIndex(
                            known.stream().map(ClassIndex::path).collect(Collectors.toUnmodifiableSet()),
                            Arrays.copyOfRange(lines, files, lines.length),
                            content,
                            titleEnd + headLength))
                    : Optional.empty();
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty(); // None, or none of this kind: the compiler then looks itself.
        }
    }

    private static int indexOf(byte[] content, byte wanted) {
        int at = 0;
        while (content[at] != wanted) {
            at++;
        }
        return at;
    }

    /** The jars whose classes are known. */
    List<Path> jars() {
        return files.stream().filter(file -> !file.endsWith(MODULES)).toList();
    }

    /** Whether the classes of this place on a class path are known. */
    boolean covers(Path place) {
        return files.contains(place.toAbsolutePath().normalize());
    }

    /** Whether all classes of a package of a JDK are known, and it is the JDK that runs this. */
    boolean coversInJdk(String packageName) {
        boolean below = packageName.startsWith(JDK_ROOT)
                && (packageName.length() == JDK_ROOT.length() || packageName.charAt(JDK_ROOT.length()) == '.');
        return below && covers(modules(Path.of(System.getProperty("java.home"))));
    }

    /** Simple names of the classes that a module of the JDK has in a package, nested ones with their dollar signs. */
    List<String> classes(String module, String packageName) {
        return classes(inModule(module, packageName));
    }

    private static String inModule(String module, String packageName) {
        return module + "/" + packageName;
    }

    private static Path modules(Path jdk) {
        return jdk.resolve(MODULES);
    }

    /** Simple names of the classes in a package of the class path, nested ones with their dollar signs. */
    List<String> classes(String packageName) {
        int at = -Arrays.binarySearch(table, packageName + "\t") - 1;
        if (at == table.length || !table[at].startsWith(packageName + "\t")) {
            return List.of();
        }
        String[] line = table[at].split("\t");
        int place = tableEnd + Integer.parseInt(line[1]);
        int length = Integer.parseInt(line[2]);
        return Arrays.asList(new String(content, place, length, StandardCharsets.UTF_8).split(" "));
    }

    private static boolean areAsTheyWere(List<String> known) throws IOException {
        for (String line : known) {
            if (!line.equals(identity(path(line)))) {
                return false;
            }
        }
        return true;
    }

    private static Path path(String line) {
        return Path.of(line.split("\t")[1]);
    }

    private static String identity(Path file) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        return FILE_KNOWN + "\t" + file.toAbsolutePath().normalize() + "\t" + found.size() + "\t"
                + found.lastModifiedTime().toMillis();
    }

    private static void collect(Path jar, Map<String, Set<String>> packages) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile(), StandardCharsets.UTF_8)) {
            zip.stream().map(ZipEntry::getName).filter(ClassIndex::isClass).forEach(name -> {
                int slash = name.lastIndexOf('/');
                String packageName = slash < 0 ? "" : name.substring(0, slash).replace('/', '.');
                packages.computeIfAbsent(packageName, key -> new TreeSet<>())
                        .add(name.substring(slash + 1, name.length() - CLASS.length()));
            });
        } catch (ZipException e) {
            return; // The JVM finds no class in it either.
        }
    }

    private static void collectJdk(Path jdk, Map<String, Set<String>> packages) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", jdk.toString()));
                Stream<Path> modules = Files.list(files.getPath("modules"))) {
            for (Path module : modules.toList()) {
                Path root = module.resolve(JDK_ROOT);
                if (Files.isDirectory(root)) {
                    collectModule(module, root, packages);
                }
            }
        }
    }

    private static void collectModule(Path module, Path root, Map<String, Set<String>> packages) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            walk.map(path -> module.relativize(path).toString())
                    .filter(ClassIndex::isClass)
                    .forEach(name -> {
                        int slash = name.lastIndexOf('/');
                        String packageName = name.substring(0, slash).replace('/', '.');
                        packages.computeIfAbsent(
                                        inModule(module.getFileName().toString(), packageName), key -> new TreeSet<>())
                                .add(name.substring(slash + 1, name.length() - CLASS.length()));
                    });
        }
    }

    private static boolean isClass(String entry) {
        return entry.endsWith(CLASS)
                && !entry.startsWith("META-INF/")
                && !entry.endsWith("-info" + CLASS)
                && canBeNamed(entry);
    }

    /** Whether source can name a class: not if it is anonymous or of a method, which the compiler numbers. */
    static boolean canBeNamed(String binaryName) {
        int dollar = binaryName.lastIndexOf('$');
        return dollar < 0 || dollar + 1 == binaryName.length() || !Character.isDigit(binaryName.charAt(dollar + 1));
    }
}
