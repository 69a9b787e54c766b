package upft.bench.device;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import upft.catalog.Datasets;
import upft.catalog.Models;
import upft.data.Problem;
import upft.engine.DecoderArchive;
import upft.engine.Device;
import upft.engine.Engine;
import upft.engine.Gpus;
import upft.model.LanguageModel;
import upft.model.Placement;

/** This machine's GPUs, and one of them beside the processor. */
public final class GpuCheck {
    private static final int QUESTIONS = 8;

    private final Gpus gpus = new Engine(Device.CPU).gpus();

    /** The number of the first GPU that can be used. */
    public OptionalInt first() {
        return gpus.first();
    }

    /** Why there is none, what was looked for and what to do. */
    public String missing() {
        return gpus.missing();
    }

    /**
     * Asks a model on that device and on the processor the demo's questions.
     *
     * @param model name or directory, as {@link Models#load(String)} takes it
     * @throws upft.io.UserException if there is no such model or device
     */
    public DeviceCheck compare(String model, Device candidate) {
        List<String> questions = Datasets.load("demo").dev().take(QUESTIONS).problems().stream()
                .map(Problem::question)
                .toList();
        try (LanguageModel checked = Models.load(model, Placement.AUTO.on(candidate));
                LanguageModel trusted = Models.load(model, Placement.AUTO.on(Device.CPU))) {
            return DeviceCheck.of(trusted, checked, questions);
        }
    }

    /**
     * Writes the script that all models run, for {@code tests/gpu/check_archive.py}.
     *
     * @throws upft.io.UserException if the file cannot be written
     */
    public static void writeArchive(Path file) {
        DecoderArchive.write(file);
    }
}
