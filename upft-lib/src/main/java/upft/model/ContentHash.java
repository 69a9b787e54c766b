package upft.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import upft.engine.DecoderModule;
import upft.engine.WeightLayout;
import upft.io.Sha256;

/**
 * SHA-256 over all that a model's samples depend on but for the settings: how it is computed, its texts (configuration,
 * tokenizer, chat template), its weights and its adapter. Where it was read from and how its weights were split into files has no say.
 */
final class ContentHash {
    /** Numbers that are out of the engine at a time. */
    private static final int NUMBERS_A_PIECE = 1 << 20;

    private ContentHash() {}

    /** @param texts by name */
    static String of(Map<String, byte[]> texts, DecoderModule module) {
        MessageDigest digest = Sha256.start();
        Sha256.add(digest, module.dtype().name());
        new TreeMap<>(texts).forEach((name, bytes) -> {
            Sha256.add(digest, name);
            Sha256.add(digest, bytes);
        });
        module.layout().slots().forEach(slot -> add(digest, slot, module::read));
        module.adapter().ifPresent(adapter -> {
            Sha256.add(digest, adapter.shape().toString());
            adapter.slots().forEach(slot -> add(digest, slot, module::readAdapter));
        });
        return Sha256.end(digest);
    }

    /** Some rows of a tensor. */
    @FunctionalInterface
    private interface Rows {
        float[] read(WeightLayout.Slot slot, int firstRow, int rows);
    }

    private static void add(MessageDigest digest, WeightLayout.Slot slot, Rows source) {
        Sha256.add(digest, slot.name());
        int step = Math.max(1, NUMBERS_A_PIECE / slot.rowLength());
        ByteBuffer bytes =
                ByteBuffer.allocate(step * slot.rowLength() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < slot.rows(); row += step) {
            float[] numbers = source.read(slot, row, Math.min(step, slot.rows() - row));
            bytes.clear().asFloatBuffer().put(numbers);
            digest.update(bytes.limit(numbers.length * Float.BYTES));
        }
    }
}
