package upft.tests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A small file system in memory, to be filled up: mounted in a namespace of its own, so that it needs no administrator and
 * goes with the program that runs in it.
 */
final class FullDisk {
    /** Mounts $1 with $2 kB, runs the rest, and copies what is then on it to $3. */
    private static final String SCRIPT = """
            mount -t tmpfs -o size="$2"k upft-test "$1" || exit 99
            place=$1 copy=$3
            shift 3
            code=0
            "$@" || code=$?
            cp -R "$place/." "$copy"
            exit $code
            """;

    private final Path scratch;
    private final Path place;
    private final Path left;
    private final List<String> namespace;

    private FullDisk(Path scratch, List<String> namespace) throws IOException {
        this.scratch = scratch;
        this.place = Files.createDirectories(scratch.resolve("disk"));
        this.left = Files.createDirectories(scratch.resolve("left"));
        this.namespace = namespace;
    }

    /** A disk in {@code scratch}; ends the test as skipped where the system permits no mounts. */
    static FullDisk in(Path scratch) throws IOException, InterruptedException {
        List<String> refusals = new ArrayList<>();
        for (String flags : List.of("-rm", "-m")) {
            FullDisk disk = new FullDisk(scratch, List.of("unshare", flags));
            if (!Files.isExecutable(Path.of("/usr/bin/unshare"))) {
                refusals.add("there is no /usr/bin/unshare");
                break;
            }
            Program trial = disk.run(64, Map.of(), List.of("true"));
            if (trial.exitCode() == 0) {
                return disk;
            }
            refusals.add("unshare " + flags + ": " + trial.output().strip());
        }
        assumeTrue(false, "no file system can be mounted to be filled up: " + refusals);
        throw new IllegalStateException("not reached");
    }

    /** Where it is mounted while the program runs. */
    Path place() {
        return place;
    }

    /** Runs a command with a fresh disk of {@code kilobytes}. */
    Program run(int kilobytes, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(namespace);
        whole.addAll(List.of("sh", "-c", SCRIPT, "sh", place.toString(), "" + kilobytes, left.toString()));
        whole.addAll(command);
        return Program.run(scratch, environment, whole);
    }

    /** A file or directory that the program left on the disk. */
    Path leftFile(String path) {
        return left.resolve(path);
    }

    /** The files that the program left on the disk, by their paths on it, with their content; directories end in a slash. */
    Map<String, String> left() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (var all = Files.walk(left)) {
            for (Path each : all.filter(file -> !file.equals(left)).toList()) {
                boolean directory = Files.isDirectory(each);
                files.put(left.relativize(each) + (directory ? "/" : ""), directory ? "" : Files.readString(each));
            }
        }
        return files;
    }
}
