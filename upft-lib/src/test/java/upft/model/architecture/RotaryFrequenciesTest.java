package upft.model.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import upft.engine.Rotary;
import upft.io.JsonFile;

/** Frequencies of well-known models' settings, and of settings that few use; make_rope_frequencies.py wrote them. */
class RotaryFrequenciesTest {
    /** Powers may be rounded differently in the last bit; YaRN subtracts and so may lose one more. */
    private static final double ROUNDING = 3 * Math.ulp(1f);

    static Stream<Arguments> cases() throws IOException {
        String text = Files.readString(Path.of("src/test/resources/upft/model/rope-frequencies.json"));
        return JsonParser.parseString(text).getAsJsonArray().asList().stream()
                .map(each -> Arguments.of(each.getAsJsonObject().get("name").getAsString(), each));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void frequenciesAreThoseOfTransformers(String name, JsonObject expected) {
        JsonFile config = JsonFile.of(Path.of("config.json"), expected.getAsJsonObject("config"));
        Rotary rotary = DecoderConfig.of(config).layout().shape().rotary();
        assertEquals(expected.get("attention_factor").getAsDouble(), rotary.attentionFactor(), 1e-12);
        requireNear(expected.getAsJsonArray("frequencies"), rotary.frequencies());
        requireNear(expected.getAsJsonArray("long_frequencies"), rotary.longFrequencies());
    }

    private static void requireNear(JsonArray expected, List<Float> found) {
        assertEquals(expected.size(), found.size());
        List<String> apart = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            float wanted = expected.get(i).getAsFloat();
            if (!(Math.abs(wanted - found.get(i)) <= ROUNDING * wanted)) {
                apart.add(i + ": " + wanted + " here " + found.get(i));
            }
        }
        assertEquals(List.of(), apart);
    }
}
