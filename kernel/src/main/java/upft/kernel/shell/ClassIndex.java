package upft.kernel.shell;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import upft.io.AtomicFiles;

/**
 * Which classes there are in the jars of a class path, by package. Without it the compiler would open every jar and walk
 * through all of it before it can compile the first cell.
 *
 * <p>An index lies in a file, which is made once and names the jars as they then were; of jars that are others or have
 * changed it knows nothing.
 */
public final class ClassIndex {
    /** Its name where it lies beside the jar of this program. */
    public static final String FILE = "classes.index";

    private static final String TITLE = "classes by package, 1";
    private static final String JAR = "jar";
    private static final String CLASS = ".class";

    private final Set<Path> jars;
    /** Names, still as one text each: few packages are ever asked for. */
    private final Map<String, String> packages;

    private ClassIndex(Set<Path> jars, Map<String, String> packages) {
        this.jars = jars;
        this.packages = packages;
    }

    /**
     * Writes the index of some jars.
     *
     * @throws IOException if one cannot be read
     * @throws upft.io.UserException if the file cannot be written
     */
    public static void write(List<Path> jars, Path file) throws IOException {
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        Map<String, Set<String>> packages = new TreeMap<>();
        for (Path jar : jars) {
            text.append(identity(jar)).append('\n');
            collect(jar, packages);
        }
        packages.forEach((name, classes) ->
                text.append(name).append('\t').append(String.join(" ", classes)).append('\n'));
        AtomicFiles.writeString(file, text.toString());
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
            List<String> lines = Files.readAllLines(file);
            List<String> known =
                    lines.stream().filter(line -> line.startsWith(JAR + "\t")).toList();
            if (!lines.get(0).equals(TITLE) || !areAsTheyWere(known)) {
                return Optional.empty();
            }
            Map<String, String> packages = new HashMap<>();
            for (String line : lines.subList(1 + known.size(), lines.size())) {
                int tab = line.indexOf('\t');
                packages.put(line.substring(0, tab), line.substring(tab + 1));
            }
            return Optional.of(new ClassIndex(
                    known.stream().map(ClassIndex::path).collect(Collectors.toUnmodifiableSet()), packages));
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty(); // None, or none of this kind: the compiler then looks itself.
        }
    }

    /** Whether the classes of this place on a class path are known. */
    boolean covers(Path place) {
        return jars.contains(place.toAbsolutePath().normalize());
    }

    /** Simple names of the classes in a package, nested ones with their dollar signs. */
    List<String> classes(String packageName) {
        String names = packages.get(packageName);
        return names == null ? List.of() : Arrays.asList(names.split(" "));
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

    private static String identity(Path jar) throws IOException {
        BasicFileAttributes found = Files.readAttributes(jar, BasicFileAttributes.class);
        return JAR + "\t" + jar.toAbsolutePath().normalize() + "\t" + found.size() + "\t"
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
