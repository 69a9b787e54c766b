package upft.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import upft.engine.DType;
import upft.engine.DecoderModule;
import upft.engine.Engine;

/** In float64 rounding leaves nothing to argue about: a wrong formula shows though it be small. */
class Float64AgreementTest {
    @ParameterizedTest
    @ValueSource(strings = {"tiny-tied", "tiny-untied"})
    void logitsAreThoseOfTransformersFarBelowWhatFloat32CanTell(String name) {
        JsonObject expected = Fixtures.json("float64-logits.json").getAsJsonObject(name);
        int[] ids = Fixtures.ints(expected.getAsJsonArray("ids"));
        JsonArray logits = expected.getAsJsonArray("logits");
        double precise = distance(logits, logits(name, ids, DType.FLOAT64));
        double rounded = distance(logits, logits(name, ids, DType.FLOAT32));
        assertTrue(precise < 1e-12, "float64 is off by " + precise);
        assertTrue(rounded > 10 * precise && rounded < 1e-5, "float32 is off by " + rounded);
    }

    private static double[][] logits(String name, int[] ids, DType dtype) {
        ModelConfig config = ModelConfig.read(Fixtures.path(name).resolve(ModelFiles.CONFIG));
        try (DecoderModule module = DecoderModule.zeros(new Engine(), config.layout(), dtype);
                WeightFiles weights = WeightFiles.open(Fixtures.path(name))) {
            weights.fill(module);
            return module.preciseLogits(ids);
        }
    }

    private static double distance(JsonArray expected, double[][] found) {
        double largest = 0;
        for (int i = 0; i < found.length; i++) {
            JsonArray row = expected.get(i).getAsJsonArray();
            for (int j = 0; j < found[i].length; j++) {
                largest = Math.max(largest, Math.abs(row.get(j).getAsDouble() - found[i][j]));
            }
        }
        return largest;
    }
}
