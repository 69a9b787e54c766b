package upft.catalog;

import upft.demo.DemoModel;
import upft.engine.DType;
import upft.engine.Device;
import upft.model.LanguageModel;

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
        return load(nameOrDirectory, Device.AUTO, DType.FLOAT32);
    }

    /**
     * The same, there and so.
     *
     * @throws upft.io.UserException if the device is not there either, or has not the memory
     */
    public static LanguageModel load(String nameOrDirectory, Device device, DType dtype) {
        if (nameOrDirectory.equals(Catalog.DEMO)) {
            return DemoModel.load(device, dtype);
        }
        return LanguageModel.load(
                Catalog.existing("model", nameOrDirectory, "a Hugging Face model directory"), device, dtype);
    }
}
