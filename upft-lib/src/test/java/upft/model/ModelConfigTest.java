package upft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of a config.json that are not the decoder's. */
class ModelConfigTest {
    @ParameterizedTest
    @CsvSource({
        "'{}', float32",
        "'{\"torch_dtype\": \"bfloat16\"}', bfloat16",
        "'{\"dtype\": \"float16\"}', float16",
        "'{\"dtype\": \"float16\", \"torch_dtype\": \"bfloat16\"}', float16",
        "'{\"dtype\": null, \"torch_dtype\": \"bfloat16\"}', bfloat16"
    })
    void theTypeOfTheWeightsHasTwoNamesAndTheNewerOneComesFirst(String fields, String type) {
        assertEquals(type, config(fields).storage().torchName());
    }

    @ParameterizedTest
    @CsvSource({"'{}', ''", "'{\"eos_token_id\": 7}', 7", "'{\"eos_token_id\": [7, 9]}', '7 9'"})
    void oneEndTokenOrSeveralOrNone(String fields, String ids) {
        Set<String> wanted = ids.isEmpty() ? Set.of() : Set.of(ids.split(" "));
        assertEquals(
                wanted,
                Set.copyOf(
                        config(fields).endTokens().stream().map(String::valueOf).toList()));
    }

    /** The tiny model's, with these fields and no others of their names. */
    private static ModelConfig config(String fields) {
        JsonObject json = Fixtures.read(Fixtures.path("tiny-tied").resolve("config.json"));
        json.remove("torch_dtype");
        json.remove("eos_token_id");
        JsonParser.parseString(fields).getAsJsonObject().entrySet().forEach(e -> json.add(e.getKey(), e.getValue()));
        return ModelConfig.of(Fixtures.file(json));
    }
}
