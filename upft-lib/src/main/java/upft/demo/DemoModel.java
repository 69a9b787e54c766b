package upft.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import upft.io.AtomicFiles;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.model.Placement;

/**
 * The embedded demo model: a Llama of 0.8 M parameters that learned {@link DemoProblems}' kind of word problems, made by
 * {@link DemoPretraining} with its seed. docs/demo-model.md says what it can do.
 */
public final class DemoModel {
    /** The model's name. */
    public static final String NAME = "demo";

    private static final List<String> FILES = List.of(
            "config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors");

    private DemoModel() {}

    /** Loads the model; needs 4 MB of temporary disk space until it is loaded. */
    public static LanguageModel load() {
        return load(Placement.AUTO);
    }

    /** Loads the model as the other {@code load} does, there and so. */
    public static LanguageModel load(Placement placement) {
        try (TemporaryDirectory place = TemporaryDirectory.create()) {
            unpackTo(place.resolve(NAME));
            return LanguageModel.load(place.resolve(NAME), placement);
        }
    }

    private static void unpackTo(Path directory) {
        try {
            copyTo(directory);
        } catch (UserException e) {
            throw new UserException(
                    e.getMessage() + " The demo model is unpacked there to be loaded; "
                            + TemporaryDirectory.OTHER_PLACE,
                    e);
        }
    }

    /**
     * Writes the model's files as an ordinary Hugging Face directory.
     *
     * @throws upft.io.UserException if they cannot be written
     */
    public static void copyTo(Path directory) {
        for (String file : FILES) {
            AtomicFiles.write(directory.resolve(file), out -> {
                try (InputStream in = DemoModel.class.getResourceAsStream("model/" + file)) {
                    if (in == null) {
                        throw new IOException("the resource upft/demo/model/" + file + " is not on the class path");
                    }
                    in.transferTo(out);
                }
            });
        }
    }
}
