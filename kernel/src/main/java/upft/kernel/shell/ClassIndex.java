package upft.kernel.shell;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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
 * changed it knows nothing. A start waits for its reading, and few of its packages are ever asked for: what is read of the
 * file at first is a table of the packages, sorted, which says where the names of their classes are.
 */
public final class ClassIndex {
    /** Its name where it lies beside the jar of this program. */
    public static final String FILE = "classes.index";

    private static final String TITLE = "classes by package, 2";
    private static final String JAR = "jar";
    private static final String CLASS = ".class";

    private final Set<Path> jars;
    /** Lines of package, place and length, sorted. */
    private final String[] table;
    /** The file; places are counted from the table's end. */
    private final byte[] content;

    private final int tableEnd;

    private ClassIndex(Set<Path> jars, String[] table, byte[] content, int tableEnd) {
        this.jars = jars;
        this.table = table;
        this.content = content;
        this.tableEnd = tableEnd;
    }

    /**
     * Writes the index of some jars.
     *
     * @throws IOException if one cannot be read
     * @throws upft.io.UserException if the file cannot be written
     */
    public static void write(List<Path> jars, Path file) throws IOException {
        StringBuilder known = new StringBuilder();
        Map<String, Set<String>> packages = new TreeMap<>();
        for (Path jar : jars) {
            known.append(identity(jar)).append('\n');
            collect(jar, packages);
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
            int jars = 0;
            while (jars < lines.length && lines[jars].startsWith(JAR + "\t")) {
                jars++;
            }
            List<String> known = Arrays.asList(lines).subList(0, jars);
            return areAsTheyWere(known)
                    ? Optional.of(new ClassIndex(
                            known.stream().map(ClassIndex::path).collect(Collectors.toUnmodifiableSet()),
                            Arrays.copyOfRange(lines, jars, lines.length),
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
    Collection<Path> jars() {
        return jars;
    }

    /** Whether the classes of this place on a class path are known. */
    boolean covers(Path place) {
        return jars.contains(place.toAbsolutePath().normalize());
    }

    /** Simple names of the classes in a package, nested ones with their dollar signs. */
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
