package upft.catalog;

import upft.model.LanguageModel;

/** Models by name or place. */
public final class Models {
    private Models() {}

    /** "demo" is the embedded demo model; anything else is the path of a Hugging Face model directory. STUB */
    public static LanguageModel load(String nameOrDirectory) {
        throw new UnsupportedOperationException("pending " + nameOrDirectory);
    }
}
