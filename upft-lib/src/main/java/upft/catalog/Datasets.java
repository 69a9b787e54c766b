package upft.catalog;

import upft.data.Dataset;
import upft.data.DatasetFiles;
import upft.demo.DemoProblems;

/** Data sets by name or place. */
public final class Datasets {
    private Datasets() {}

    /**
     * "demo" is the embedded problem set; anything else is the path of a JSONL file, or of a directory with train.jsonl,
     * test.jsonl and perhaps dev.jsonl. See {@link DatasetFiles}.
     *
     * @throws upft.io.UserException if there is no such name or path, naming file and line if a problem cannot be read
     */
    public static Dataset load(String nameOrPath) {
        if (nameOrPath.equals(Catalog.DEMO)) {
            return DemoProblems.dataset();
        }
        return DatasetFiles.read(Catalog.existing("data set", nameOrPath, "a JSONL file or a directory of them"));
    }
}
