package upft.model.architecture;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import upft.engine.SlidingWindow;
import upft.io.JsonFile;

/** Which layers see a sliding window only. */
final class WindowConfig {
    static final List<String> LAYER_TYPES = List.of("full_attention", "sliding_attention");

    private final JsonFile json;

    WindowConfig(JsonFile json) {
        this.json = json;
    }

    /** All layers or, where {@code sliding_window} is null, none. */
    SlidingWindow everywhere(int missingWindow) {
        int tokens = tokens(missingWindow);
        return tokens == 0 ? SlidingWindow.NONE : new SlidingWindow(tokens, layersFrom(0));
    }

    /**
     * Behind the switch {@code use_sliding_window}: the layers that {@code layer_types} names or, where it is missing,
     * those from {@code max_window_layers} on.
     */
    SlidingWindow byLayer(int missingWindow, int missingFirst) {
        int tokens = json.truth("use_sliding_window").orElse(false) ? tokens(missingWindow) : 0;
        Set<Integer> layers = json.element("layer_types")
                .map(this::named)
                .orElseGet(() -> layersFrom(json.integer("max_window_layers").orElse(missingFirst)));
        if (tokens > 0) {
            return new SlidingWindow(tokens, layers);
        }
        if (json.element("layer_types").isPresent() && !layers.isEmpty()) {
            throw Unsupported.in(
                    json,
                    "sliding_attention in layer_types without a window",
                    List.of("sliding_attention with use_sliding_window true and a sliding_window"));
        }
        return SlidingWindow.NONE;
    }

    private int tokens(int missing) {
        if (!json.object().has("sliding_window")) {
            return missing;
        }
        return json.element("sliding_window")
                .map(e -> json.positive("sliding_window"))
                .orElse(0);
    }

    private Set<Integer> layersFrom(int first) {
        return IntStream.range(first, layers()).boxed().collect(Collectors.toSet());
    }

    private Set<Integer> named(JsonElement types) {
        if (!types.isJsonArray() || types.getAsJsonArray().size() != layers()) {
            throw json.unfit("layer_types", types, "a list of num_hidden_layers (" + layers() + ") names");
        }
        return IntStream.range(0, layers())
                .filter(layer -> isSliding(types.getAsJsonArray().get(layer)))
                .boxed()
                .collect(Collectors.toSet());
    }

    private boolean isSliding(JsonElement type) {
        String name = type.isJsonPrimitive() ? type.getAsString() : type.toString();
        if (!LAYER_TYPES.contains(name)) {
            throw Unsupported.in(json, "layers of type \"" + name + "\" (layer_types)", LAYER_TYPES);
        }
        return name.equals("sliding_attention");
    }

    private int layers() {
        return json.positive("num_hidden_layers");
    }
}
