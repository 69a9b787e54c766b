package upft.model;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import upft.engine.DecoderModule;
import upft.engine.WeightLayout;
import upft.io.JsonFile;
import upft.io.UserException;

/** The safetensors files of a model directory, one or several shards, as one set of named tensors. */
final class WeightFiles implements AutoCloseable {
    static final String SINGLE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    /** Read at a time, 4 MB: each call of libtorch takes a while of its own. */
    private static final int NUMBERS_A_PIECE = 1 << 20;

    private final Path directory;
    private final List<SafetensorsFile> files = new ArrayList<>();
    private final Map<String, SafetensorsFile> byTensor = new LinkedHashMap<>();

    private WeightFiles(Path directory) {
        this.directory = directory;
    }

    static WeightFiles open(Path directory) {
        WeightFiles weights = new WeightFiles(directory);
        try {
            shards(directory).forEach(weights::add);
            return weights;
        } catch (UserException e) {
            weights.close();
            throw e;
        }
    }

    /**
     * Fills a module with the files' numbers.
     *
     * @throws UserException naming the tensors that are missing, unknown or of another shape
     */
    void fill(DecoderModule module) {
        List<WeightLayout.Slot> slots = module.layout().slots();
        requireSameNames(slots);
        slots.forEach(this::requireShape);
        fill(module, slots.stream().flatMap(WeightFiles::pieces).toList());
    }

    @Override
    public void close() {
        files.forEach(SafetensorsFile::close);
    }

    private static List<Path> shards(Path directory) {
        if (Files.exists(directory.resolve(INDEX))) {
            return indexed(directory);
        }
        Path single = directory.resolve(SINGLE);
        if (Files.exists(single)) {
            return List.of(single);
        }
        if (Files.exists(directory.resolve("pytorch_model.bin"))
                || Files.exists(directory.resolve("pytorch_model.bin.index.json"))) {
            throw new UserException(directory + " has its weights as pytorch_model.bin, a pickle, which can run any"
                    + " program when it is read and is therefore not supported. Fetch or convert the model as "
                    + SINGLE + ".");
        }
        throw new UserException(
                directory + " has neither " + SINGLE + " nor " + INDEX + ". Check the path, or fetch the model again.");
    }

    private static List<Path> indexed(Path directory) {
        JsonFile index = JsonFile.read(directory.resolve(INDEX));
        JsonFile map = index.nested("weight_map")
                .orElseThrow(() -> new UserException(index.file() + " has no \"weight_map\". Fetch the file again."));
        TreeSet<String> names = new TreeSet<>();
        map.object().keySet().forEach(tensor -> names.add(map.text(tensor).orElseThrow()));
        for (String name : names) {
            if (!Path.of(name).equals(Path.of(name).getFileName()) || !Files.exists(directory.resolve(name))) {
                throw new UserException(
                        index.file() + " names the file " + name + ", which is not in " + directory + ". Fetch it.");
            }
        }
        return names.stream().map(directory::resolve).collect(Collectors.toList());
    }

    private void add(Path file) {
        SafetensorsFile opened = SafetensorsFile.open(file);
        files.add(opened);
        opened.entries().keySet().forEach(name -> {
            SafetensorsFile other = byTensor.put(name, opened);
            if (other != null) {
                throw new UserException("The tensor " + name + " is in both " + other.file() + " and " + file
                        + ". Fetch the files again.");
            }
        });
    }

    private void requireSameNames(List<WeightLayout.Slot> slots) {
        TreeSet<String> missing = new TreeSet<>();
        slots.forEach(slot -> missing.add(slot.name()));
        TreeSet<String> unknown = new TreeSet<>(byTensor.keySet());
        unknown.removeAll(missing);
        unknown.removeIf(name -> isRedundant(name, missing));
        missing.removeAll(byTensor.keySet());
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            throw new UserException("The weights in " + directory + " do not fit its config.json: missing "
                    + shortened(missing) + "; unknown " + shortened(unknown) + ". Fetch the model again.");
        }
    }

    /** A head that is tied to the embedding, and the rotary frequencies that old versions of transformers saved. */
    private static boolean isRedundant(String name, TreeSet<String> wanted) {
        return name.endsWith(".rotary_emb.inv_freq") || name.equals("lm_head.weight") && !wanted.contains(name);
    }

    static String shortened(TreeSet<String> names) {
        String first = names.stream().limit(5).collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names.size() > 5 ? first + " and " + (names.size() - 5) + " more" : first;
    }

    private void requireShape(WeightLayout.Slot slot) {
        SafetensorsFile file = byTensor.get(slot.name());
        long[] found = file.entries().get(slot.name()).shape();
        if (!Arrays.equals(found, slot.shape())) {
            throw new UserException("The tensor " + slot.name() + " in " + file.file() + " has shape "
                    + Arrays.toString(found) + ", but config.json asks for " + Arrays.toString(slot.shape())
                    + ". Check that both are of the same model.");
        }
    }

    /** A piece is read while the one before it is taken: two buffers take turns. */
    private void fill(DecoderModule module, List<Piece> pieces) {
        int numbers = pieces.stream().mapToInt(Piece::count).max().orElseThrow();
        List<ByteBuffer> buffers = Stream.generate(() -> ByteBuffer.allocateDirect(numbers * Float.BYTES))
                .limit(2)
                .toList();
        try (Aside aside = new Aside("upft weights")) {
            Supplier<ByteBuffer> next = aside.begin(() -> read(pieces.get(0), buffers.get(0)));
            for (int i = 0; i < pieces.size(); i++) {
                ByteBuffer floats = next.get();
                if (i + 1 < pieces.size()) {
                    Piece following = pieces.get(i + 1);
                    ByteBuffer free = buffers.get((i + 1) % 2);
                    next = aside.begin(() -> read(following, free));
                }
                module.fill(pieces.get(i).slot(), pieces.get(i).firstRow(), floats);
            }
        }
    }

    private ByteBuffer read(Piece piece, ByteBuffer into) {
        SafetensorsFile file = byTensor.get(piece.slot().name());
        long from = (long) piece.firstRow() * piece.slot().rowLength();
        file.read(file.entries().get(piece.slot().name()), from, piece.count(), into);
        return into;
    }

    private static Stream<Piece> pieces(WeightLayout.Slot slot) {
        int step = Math.max(1, NUMBERS_A_PIECE / slot.rowLength());
        return IntStream.iterate(0, row -> row < slot.rows(), row -> row + step)
                .mapToObj(row -> new Piece(slot, row, Math.min(step, slot.rows() - row)));
    }

    /** Some rows of a tensor. */
    private record Piece(WeightLayout.Slot slot, int firstRow, int rows) {
        int count() {
            return rows * slot.rowLength();
        }
    }
}
