package upft.data;

import java.nio.file.Files;
import java.nio.file.Path;
import upft.io.UserException;

/**
 * Data sets as files. A directory has {@code train.jsonl}, {@code test.jsonl} and perhaps {@code dev.jsonl}; without the
 * last, a tenth of train is drawn for it. A single file is drawn into 80% train, 10% dev, 10% test. The draws have a
 * fixed seed, so that parts stay the same from run to run.
 */
public final class DatasetFiles {
    private static final double DEV_SHARE = 0.1;
    private static final double TEST_SHARE = 0.1;
    private static final long SPLIT_SEED = 20250304;
    /** Fewer cannot give a problem to each part. */
    private static final int FEWEST = 3;

    private DatasetFiles() {}

    /**
     * Reads a JSONL file or a directory of them. Problem ids are {@code NAME/PART/LINE} for a directory and
     * {@code NAME/LINE} for a file, unless the file gives ids.
     *
     * @throws UserException naming the path, and the line where one is wrong
     */
    public static Dataset read(Path path) {
        return Files.isDirectory(path) ? readDirectory(path) : readFile(path);
    }

    private static Dataset readDirectory(Path directory) {
        String name = directory.toAbsolutePath().normalize().getFileName().toString();
        ProblemSet train = part(directory, name, "train");
        ProblemSet test = part(directory, name, "test");
        if (Files.exists(directory.resolve("dev.jsonl"))) {
            return Dataset.disjoint(name, train, part(directory, name, "dev"), test);
        }
        ProblemSet.Split split = drawn(directory.resolve("train.jsonl"), train, DEV_SHARE);
        return Dataset.disjoint(
                name, split.rest().named(name + "/train"), split.first().named(name + "/dev"), test);
    }

    private static ProblemSet part(Path directory, String name, String part) {
        Path file = directory.resolve(part + ".jsonl");
        if (!Files.exists(file)) {
            throw new UserException(
                    "The directory " + directory + " has no " + part + ".jsonl. A data set directory needs"
                            + " train.jsonl and test.jsonl; a single file is split by itself when its own path is given.");
        }
        return ProblemFiles.read(file, name + "/" + part);
    }

    private static Dataset readFile(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.jsonl?$", "");
        ProblemSet all = ProblemFiles.read(file, name);
        ProblemSet.Split test = drawn(file, all, TEST_SHARE);
        ProblemSet.Split dev = drawn(file, test.rest(), DEV_SHARE / (1 - TEST_SHARE));
        return Dataset.disjoint(
                name,
                dev.rest().named(name + "/train"),
                dev.first().named(name + "/dev"),
                test.first().named(name + "/test"));
    }

    /** At least one problem is drawn, however small the share. */
    private static ProblemSet.Split drawn(Path file, ProblemSet set, double share) {
        if (set.size() < FEWEST - 1) {
            throw new UserException(file + " holds too few problems to be split into parts. Give at least " + FEWEST
                    + ", or a directory with train.jsonl, dev.jsonl and test.jsonl.");
        }
        return set.splitCount((int) Math.max(1, Math.round(share * set.size())), SPLIT_SEED);
    }
}
