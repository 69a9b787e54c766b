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
import java.util.stream.Stream;

/** The script that computes a decoder, from its parts among the resources, with the numbers that fix one model. */
final class DecoderScript {
    private static final String CLASS = "Decoder";

    /** The class begins in the first part; each adds methods to it. One of {@link Attention} and of {@link Products} follow. */
    private static final List<String> PARTS =
            List.of("weights", "layers", "adapters", "decoding", "choosing", "gradients", "training");

    /** How products with weights are computed. */
    enum Products {
        /** By operators that every device has. */
        PLAIN("products-plain"),
        /** In float32 by oneDNN, which packs weights for them: on processors that it is there for. */
        PACKED("products-packed");

        /** libtorch for x86-64 is built with oneDNN's packed products, for other processors it need not be. */
        private static final Set<String> PACKING = Set.of("amd64", "x86_64");

        private final String part;

        Products(String part) {
            this.part = part;
        }

        /** The fastest way that there is. */
        static Products on(Device device, DType dtype) {
            boolean packs = !device.isGpu() && PACKING.contains(System.getProperty("os.arch"));
            return packs && dtype == DType.FLOAT32 ? PACKED : PLAIN;
        }
    }

    /** How attention and its gradient are computed for training. */
    enum Attention {
        /** By operators that every device has. */
        PLAIN("attention-plain"),
        /** By those that libtorch has for processors. */
        PROCESSOR("attention-processor");

        private final String part;

        Attention(String part) {
            this.part = part;
        }

        /** The fastest way that there is. */
        static Attention on(Device device) {
            return device.isGpu() ? PLAIN : PROCESSOR;
        }
    }

    private DecoderScript() {}

    static Script of(WeightLayout layout, DType dtype, Attention attention, Products products) {
        return new Script(CLASS, source(attention, products), attributes(layout, dtype));
    }

    private static String source(Attention attention, Products products) {
        return Stream.concat(PARTS.stream(), Stream.of(attention.part, products.part))
                .map(DecoderScript::text)
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, Object> attributes(WeightLayout layout, DType dtype) {
        DecoderShape shape = layout.shape();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("training", false);
        attributes.put("vocabulary", shape.vocabulary());
        attributes.put("hidden", shape.hidden());
        attributes.put("layers", shape.layers());
        attributes.put("heads", shape.heads());
        attributes.put("kv_heads", shape.kvHeads());
        attributes.put("head_width", shape.headWidth());
        attributes.put("norm_epsilon", shape.normEpsilon());
        attributes.put("dtype", dtype.code());
        attributes.put("wide", dtype.wide().code());
        form(attributes, layout);
        rotary(attributes, shape.rotary());
        attributes.put("table", new int[0]);
        attributes.put("scale", 0.0);
        attributes.put("dropout", 0.0);
        attributes.put("draw_key", 0);
        for (String list :
                List.of("weights", "adapter", "packed", "masters", "gradients", "means", "squares", "steps")) {
            attributes.put(list, ScriptArchive.EMPTY_TENSOR_LIST);
        }
        return attributes;
    }

    /** Places of tensors within their layer, -1 for none; how norms are applied; which layers see a window only. */
    private static void form(Map<String, Object> attributes, WeightLayout layout) {
        LayerForm form = layout.shape().form();
        SlidingWindow window = layout.shape().window();
        attributes.put("tensors_a_layer", layout.tensorsALayer());
        attributes.put("qkv_bias", layout.place(WeightLayout.Part.QUERY_KEY_VALUE_BIAS));
        attributes.put("output_bias", layout.place(WeightLayout.Part.OUTPUT_BIAS));
        attributes.put("gate_up_bias", layout.place(WeightLayout.Part.GATE_UP_BIAS));
        attributes.put("down_bias", layout.place(WeightLayout.Part.DOWN_BIAS));
        attributes.put("query_norm", layout.place(WeightLayout.Part.QUERY_NORM));
        attributes.put("key_norm", layout.place(WeightLayout.Part.KEY_NORM));
        attributes.put("norms_each_head", form.headNorm() == LayerForm.HeadNorm.EACH_HEAD);
        attributes.put("norms_after", form.blockNorm() == LayerForm.BlockNorm.AFTER);
        attributes.put("window", window.tokens());
        attributes.put(
                "windowed",
                window.layers().stream().mapToInt(Integer::intValue).sorted().toArray());
    }

    private static void rotary(Map<String, Object> attributes, Rotary rotary) {
        attributes.put("turned", rotary.width());
        attributes.put(
                "frequencies",
                Stream.concat(rotary.frequencies().stream(), rotary.longFrequencies().stream())
                        .mapToDouble(Float::doubleValue)
                        .toArray());
        attributes.put("attention_factor", rotary.attentionFactor());
        attributes.put("trained_length", rotary.trainedLength());
        attributes.put("growth", rotary.growth());
    }

    private static String text(String part) {
        try (InputStream in = DecoderScript.class.getResourceAsStream("script/" + part + ".py.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
