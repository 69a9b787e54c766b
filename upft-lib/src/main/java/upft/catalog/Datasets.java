package upft.catalog;

import upft.data.Dataset;

/** Data sets by name or place. */
public final class Datasets {
    private Datasets() {}

    /** "demo" is the embedded problem set; else a JSONL file or a directory with train.jsonl, test.jsonl, dev.jsonl. STUB */
    public static Dataset load(String nameOrPath) {
        throw new UnsupportedOperationException("pending " + nameOrPath);
    }
}
