package upft.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import upft.engine.DecoderModule;
import upft.engine.WeightLayout;
import upft.io.FileErrors;
import upft.io.JsonFile;
import upft.io.UserException;

/** Writes Hugging Face model directories, whole or not at all. */
public final class ModelDirectory {
    /** Standard deviation of freshly drawn weights, as in transformers' {@code initializer_range}. */
    private static final double INITIAL_DEVIATION = 0.02;

    /** What a model's directory is called within that of what made it, such as a run's. */
    public static final String WITHIN = "model";

    private ModelDirectory() {}

    /** What a model is called that is read from here: as the directory, or as the one that it is within. */
    static String nameOf(Path directory) {
        Path whole = directory.toAbsolutePath().normalize();
        Path named = whole.endsWith(WITHIN) && whole.getNameCount() > 1 ? whole.getParent() : whole;
        return named.getFileName().toString();
    }

    /**
     * Writes a model that has learned nothing: matrices normal with deviation 0.02, norms one, biases zero.
     *
     * @param texts the content of config.json, tokenizer.json and, if wanted, of tokenizer_config.json,
     *     generation_config.json and chat_template.jinja, by name
     * @param seed the weights depend on it and on the configuration alone
     * @throws UserException if the directory exists and is neither empty nor a model, or cannot be written
     */
    public static void writeRandom(Path directory, Map<String, String> texts, long seed) {
        if (!texts.keySet().containsAll(List.of(ModelFiles.CONFIG, ModelFiles.TOKENIZER))) {
            throw new IllegalArgumentException("config.json and tokenizer.json are not both among " + texts.keySet());
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        texts.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        ModelConfig config =
                ModelConfig.of(JsonFile.parse(directory.resolve(ModelFiles.CONFIG), files.get(ModelFiles.CONFIG)));
        Random random = new Random(seed);
        List<SafetensorsWriter.Tensor> tensors = config.layout().slots().stream()
                .map(slot -> new SafetensorsWriter.Tensor(
                        slot.name(), slot.shape(), (first, count) -> draw(slot, count, random)))
                .collect(Collectors.toList());
        write(directory, files, WeightFiles.SINGLE, config.storage(), tensors);
    }

    /** The weights of a module, to be read while they are written. */
    static List<SafetensorsWriter.Tensor> tensors(DecoderModule module) {
        return module.layout().slots().stream()
                .map(slot -> new SafetensorsWriter.Tensor(
                        slot.name(), slot.shape(), (first, count) -> module.read(slot, first, count)))
                .collect(Collectors.toList());
    }

    static void write(
            Path directory,
            Map<String, byte[]> files,
            String weights,
            StorageType type,
            List<SafetensorsWriter.Tensor> tensors) {
        Path target = directory.toAbsolutePath().normalize();
        requireReplaceable(target);
        Path partial = beside(target, "partial");
        try {
            Files.createDirectories(partial);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(partial.resolve(file.getKey()), file.getValue());
            }
            SafetensorsWriter.write(partial.resolve(weights), type, tensors);
            moveTo(target, partial);
        } catch (IOException e) {
            throw cannotWrite(target, e);
        } finally {
            deleteIfLeft(partial);
        }
    }

    private static float[] draw(WeightLayout.Slot slot, int rows, Random random) {
        float[] values = new float[rows * slot.rowLength()];
        if (slot.columns() == 0) {
            Arrays.fill(values, slot.isBias() ? 0 : 1);
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * INITIAL_DEVIATION);
        }
        return values;
    }

    private static void requireReplaceable(Path target) {
        if (!Files.exists(target) || Files.exists(target.resolve(ModelFiles.CONFIG)) || AdapterFiles.isIn(target)) {
            return;
        }
        try (Stream<Path> content = Files.isDirectory(target) ? Files.list(target) : Stream.of(target)) {
            if (content.findAny().isPresent()) {
                throw new UserException(target + " exists and is no model directory. Choose another place.");
            }
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    /** A directory cannot be renamed onto one that is not empty, so an old model first steps aside. */
    private static void moveTo(Path target, Path partial) throws IOException {
        Path old = beside(target, "old");
        if (Files.exists(target)) {
            rename(target, old);
        }
        try {
            rename(partial, target);
        } catch (IOException e) {
            if (Files.exists(old)) {
                rename(old, target);
            }
            throw e;
        }
        deleteIfLeft(old);
    }

    private static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    private static Path beside(Path target, String ending) {
        return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + "." + ending);
    }

    private static void deleteIfLeft(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> content = Files.walk(directory)) {
            for (Path each : content.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UserException("Cannot delete the left-over " + directory + ": " + FileErrors.reason(e) + ".", e);
        }
    }

    private static UserException cannotWrite(Path target, IOException e) {
        return FileErrors.cannotWrite("the model " + target, e);
    }
}
