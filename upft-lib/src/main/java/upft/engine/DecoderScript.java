package upft.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The script that computes a decoder, from its parts among the resources, with the numbers that fix one model. */
final class DecoderScript {
    /** libtorch for x86-64 is built with oneDNN's packed products, for other processors it need not be. */
    static final boolean PACKS = Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));

    private static final String CLASS = "Decoder";

    /** The class begins in the first part; each adds methods to it. */
    private static final List<String> PARTS = List.of(
            "weights", "layers", "decoding", "choosing", "training", PACKS ? "products-packed" : "products-plain");

    private DecoderScript() {}

    /** @param layersPerSegment layers that training differentiates at a time */
    static byte[] archive(DecoderShape shape, DType dtype, int layersPerSegment) {
        return ScriptArchive.write(CLASS, source(), attributes(shape, dtype, layersPerSegment));
    }

    private static String source() {
        return PARTS.stream().map(DecoderScript::text).collect(Collectors.joining("\n"));
    }

    private static Map<String, Object> attributes(DecoderShape shape, DType dtype, int layersPerSegment) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("training", false);
        attributes.put("vocabulary", shape.vocabulary());
        attributes.put("hidden", shape.hidden());
        attributes.put("layers", shape.layers());
        attributes.put("heads", shape.heads());
        attributes.put("kv_heads", shape.kvHeads());
        attributes.put("head_width", shape.headWidth());
        attributes.put("norm_epsilon", shape.normEpsilon());
        attributes.put("rope_theta", shape.ropeTheta());
        attributes.put("dtype", dtype.code());
        attributes.put("segment", layersPerSegment);
        for (String list : List.of("weights", "packed", "gradients", "means", "squares", "steps")) {
            attributes.put(list, ScriptArchive.EMPTY_TENSOR_LIST);
        }
        return attributes;
    }

    private static String text(String part) {
        try (InputStream in = DecoderScript.class.getResourceAsStream("script/" + part + ".py.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
