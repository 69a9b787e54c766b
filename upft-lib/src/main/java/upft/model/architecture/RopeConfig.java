package upft.model.architecture;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import upft.engine.Rotary;
import upft.io.JsonFile;
import upft.io.UserException;

/**
 * What a config.json says of positions, in either spelling: {@code rope_theta} and {@code rope_scaling} as up to
 * transformers 4, or {@code rope_parameters} as from transformers 5 on. As there, {@code rope_scaling} comes first where
 * both are given, and what the object lacks is looked for beside it.
 */
final class RopeConfig {
    private static final double THETA = 10_000;
    private static final String ORIGINAL_LENGTH = "original_max_position_embeddings";

    private final JsonFile json;
    private final JsonFile parameters;
    private final String type;
    private final Optional<Integer> originalLength;

    private RopeConfig(JsonFile json, JsonFile parameters, String type, Optional<Integer> originalLength) {
        this.json = json;
        this.parameters = parameters;
        this.type = type;
        this.originalLength = originalLength;
    }

    static RopeConfig of(JsonFile json) {
        JsonFile parameters = parameters(json);
        for (String layerType : WindowConfig.LAYER_TYPES) {
            if (parameters.object().has(layerType)) {
                throw Unsupported.in(json, "rope_parameters for each layer type", List.of("the same for all layers"));
            }
        }
        String type =
                parameters.text("rope_type").or(() -> parameters.text("type")).orElse("default");
        return new RopeConfig(json, parameters, type, json.integer(ORIGINAL_LENGTH));
    }

    private static JsonFile parameters(JsonFile json) {
        for (String field : List.of("rope_scaling", "rope_parameters")) {
            Optional<JsonElement> element = json.element(field);
            if (element.isPresent() && !element.get().isJsonObject()) {
                throw json.unfit(field, element.get(), "an object");
            }
            Optional<JsonFile> object =
                    json.nested(field).filter(each -> each.object().size() > 0);
            if (object.isPresent()) {
                return object.get();
            }
        }
        return JsonFile.of(json.file(), new JsonObject());
    }

    /** With one type under its present name, for which there were others. */
    RopeConfig renamed(Set<String> oldNames, RopeType present) {
        return new RopeConfig(json, parameters, oldNames.contains(type) ? present.label() : type, originalLength);
    }

    /** With a length for an architecture that has {@code original_max_position_embeddings} outside of the object. */
    RopeConfig withOriginalLength(int missing) {
        return new RopeConfig(json, parameters, type, originalLength.or(() -> Optional.of(missing)));
    }

    /** @throws UserException if the type is none of these */
    RopeConfig onlyOf(RopeType... types) {
        if (!Arrays.asList(types).contains(type())) {
            throw unsupportedType(types);
        }
        return this;
    }

    /** @throws UserException if only a part of each head is turned */
    RopeConfig ofWholeHeads() {
        if (share() != 1) {
            throw Unsupported.in(json, "partial_rotary_factor " + share(), List.of("1, for this architecture"));
        }
        return this;
    }

    RopeType type() {
        return RopeType.labelled(type).orElseThrow(() -> unsupportedType(RopeType.values()));
    }

    /** Positions that turn the share {@code partial_rotary_factor} of a head's numbers. */
    Rotary rotary(int headWidth) {
        int width = (int) (headWidth * share());
        if (width < 2 || width % 2 != 0 || width > headWidth) {
            throw new UserException(json.file() + ": partial_rotary_factor " + share() + " turns " + width + " of the "
                    + headWidth + " numbers of a head; it must turn an even number of them.");
        }
        return type().rotary(this, width);
    }

    double base() {
        return inOrBeside("rope_theta").orElse(THETA);
    }

    double share() {
        return inOrBeside("partial_rotary_factor").orElse(1.0);
    }

    int maxLength() {
        return json.positive("max_position_embeddings");
    }

    /** The length that the scaling starts from. */
    int originalLength() {
        return originalLength.or(() -> parameters.integer(ORIGINAL_LENGTH)).orElseGet(this::maxLength);
    }

    boolean isTrue(String field) {
        return parameters.truth(field).orElse(true);
    }

    Optional<Double> number(String field) {
        return parameters.number(field);
    }

    /** A number that the type cannot do without. */
    double positive(String field) {
        double value = number(field).orElseThrow(() -> lacking(field));
        if (!(value > 0) || Double.isInfinite(value)) {
            throw parameters.unfit(field, parameters.object().get(field), "a positive number");
        }
        return value;
    }

    /** A positive number for each of {@code count} frequencies. */
    List<Float> numbers(String field, int count) {
        JsonElement found = parameters.element(field).orElseThrow(() -> lacking(field));
        JsonArray array = found.isJsonArray() ? found.getAsJsonArray() : new JsonArray();
        List<Float> values = new ArrayList<>();
        for (JsonElement each : array) {
            if (each.isJsonPrimitive() && each.getAsJsonPrimitive().isNumber() && each.getAsDouble() > 0) {
                values.add((float) each.getAsDouble());
            }
        }
        if (values.size() != count || array.size() != count) {
            throw parameters.unfit(field, found, "a list of " + count + " positive numbers");
        }
        return values;
    }

    /** Writes the positions into a config.json in both spellings; 5 reads {@code rope_scaling} where it finds one. */
    void spellOut(JsonObject config, Architecture architecture) {
        JsonObject all = parameters.object().deepCopy();
        all.addProperty("rope_type", type);
        all.addProperty("rope_theta", base());
        config.addProperty("rope_theta", base());
        if (share() != 1) {
            all.addProperty("partial_rotary_factor", share());
            config.addProperty("partial_rotary_factor", share());
        }
        if (type().startsFromOriginalLength()) {
            all.addProperty(ORIGINAL_LENGTH, originalLength());
        }
        if (type() == RopeType.LONGROPE) {
            config.addProperty(ORIGINAL_LENGTH, originalLength());
        }
        config.add("rope_parameters", all);
        config.add("rope_scaling", type() == RopeType.DEFAULT ? JsonNull.INSTANCE : architecture.ropeScaling(all));
    }

    private Optional<Double> inOrBeside(String field) {
        return parameters.number(field).or(() -> json.number(field));
    }

    private UserException lacking(String field) {
        return new UserException(json.file() + ": scaled positions of type \"" + type + "\" need \"" + field
                + "\" in rope_scaling (or rope_parameters). Check that the file is whole.");
    }

    private UserException unsupportedType(RopeType... types) {
        List<String> labels = Arrays.stream(types).map(RopeType::label).collect(Collectors.toList());
        return Unsupported.in(json, "scaled positions of type \"" + type + "\" (rope_type)", labels);
    }
}
