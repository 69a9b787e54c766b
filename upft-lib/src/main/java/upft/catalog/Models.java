package upft.catalog;

import java.nio.file.Path;
import java.util.Optional;
import upft.demo.DemoModel;
import upft.model.LanguageModel;
import upft.model.Placement;

/** Models by name or place. */
public final class Models {
    private Models() {}

    /**
     * "demo" is the embedded demo model; anything else is the path of a Hugging Face model directory. It is
     * loaded as float32, on a GPU where there is one.
     *
     * @throws upft.io.UserException if there is no such name or directory, or the directory holds no model that can be read
     */
    public static LanguageModel load(String nameOrDirectory) {
        return load(nameOrDirectory, Placement.AUTO);
    }

    /**
     * The same with the adapter of a PEFT directory on top of it, if one is given.
     *
     * @throws upft.io.UserException as the others do, and if the adapter is not of this model
     */
    public static LanguageModel load(String nameOrDirectory, Optional<Path> adapter, Placement placement) {
        LanguageModel base = load(nameOrDirectory, placement);
        if (adapter.isEmpty()) {
            return base;
        }
        try (base) {
            return base.withAdapter(adapter.get());
        }
    }

    /**
     * The same, there and so.
     *
     * @throws upft.io.UserException if the device is not there either, or has not the memory
     */
    public static LanguageModel load(String nameOrDirectory, Placement placement) {
        if (nameOrDirectory.equals(Catalog.DEMO)) {
            return DemoModel.load(placement);
        }
        return LanguageModel.load(
                Catalog.existing("model", nameOrDirectory, "a Hugging Face model directory"), placement);
    }
}
