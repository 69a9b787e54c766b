package upft.engine;

import java.nio.file.Path;
import upft.io.AtomicFiles;

/**
 * The script that all decoders run as a file: an ordinary TorchScript archive, which {@code torch.jit.load} reads too. It
 * has the sizes of a tiny model, which are attributes like any other, and no weights, and computes everything by
 * operators that every device has.
 */
public final class DecoderArchive {
    private static final DecoderShape TINY = new DecoderShape(
            97,
            32,
            48,
            2,
            4,
            2,
            8,
            1e-5,
            false,
            Rotary.fixed(Rotary.frequencies(10_000, 8), 1),
            LayerForm.PLAIN,
            SlidingWindow.NONE);

    private DecoderArchive() {}

    /** @throws upft.io.UserException if the file cannot be written */
    public static void write(Path file) {
        byte[] archive = script().archive();
        AtomicFiles.write(file, out -> out.write(archive));
    }

    static Script script() {
        WeightLayout layout = new WeightLayout(TINY, WeightNames.USUAL);
        return DecoderScript.of(layout, DType.FLOAT32, DecoderScript.Attention.PLAIN, DecoderScript.Products.PLAIN);
    }
}
