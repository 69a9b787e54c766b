package upft.catalog;

import upft.demo.DemoModel;
import upft.model.LanguageModel;

/** Models by name or place. */
public final class Models {
    private Models() {}

    /**
     * "demo" is the embedded demo model; anything else is the path of a Hugging Face model directory.
     *
     * @throws upft.io.UserException if there is no such name or directory, or the directory holds no model that can be read
     */
    public static LanguageModel load(String nameOrDirectory) {
        if (nameOrDirectory.equals(Catalog.DEMO)) {
            return DemoModel.load();
        }
        return LanguageModel.load(Catalog.existing("model", nameOrDirectory, "a Hugging Face model directory"));
    }
}
