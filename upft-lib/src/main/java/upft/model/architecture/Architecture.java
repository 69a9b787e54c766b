package upft.model.architecture;

import com.google.gson.JsonObject;
import upft.engine.DecoderShape;
import upft.engine.WeightNames;

/**
 * A model class of transformers, as its config.json and its weights' files describe it. What a config.json leaves out is
 * what that class takes it to be.
 */
interface Architecture {
    /** The class's name, which config.json gives as {@code architectures}. */
    String name();

    /** What config.json gives as {@code model_type}. */
    String type();

    /**
     * The decoder that a config.json describes.
     *
     * @throws upft.io.UserException naming what it asks for that is not supported, or the field that is wrong
     */
    DecoderShape shape(ConfigReader config);

    /** What the weights of a layer are called. */
    default WeightNames names() {
        return WeightNames.USUAL;
    }

    /**
     * How this architecture reads what a config.json says of positions.
     *
     * @throws upft.io.UserException naming what it says that is not supported
     */
    default RopeConfig positions(RopeConfig found) {
        return found.ofWholeHeads();
    }

    /** The {@code rope_scaling} that transformers 4 reads, from all that is known of scaled positions. */
    default JsonObject ropeScaling(JsonObject parameters) {
        JsonObject scaling = parameters.deepCopy();
        scaling.remove("rope_theta");
        scaling.remove("partial_rotary_factor");
        return scaling;
    }
}
