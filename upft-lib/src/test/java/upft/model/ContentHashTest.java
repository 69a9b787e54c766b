package upft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.engine.DType;
import upft.engine.Engine;

class ContentHashTest {
    @TempDir
    private Path scratch;

    @Test
    void aModelHasTheHashOfItsContentsWhereverTheyLie() {
        try (LanguageModel model = Fixtures.load("tiny-tied")) {
            String hash = model.contentHash();
            assertEquals(64, hash.length());
            assertEquals(hash, hashOf(Fixtures.copy("tiny-tied", scratch)));
            Path saved = scratch.resolve("saved");
            model.save(saved);
            assertEquals(hash, hashOf(saved));
            try (Decoding decoding = model.decode(List.of(new int[] {1, 2}), DecodingSettings.GREEDY)) {
                decoding.next(2, new float[0]);
            }
            assertEquals(hash, model.contentHash());
        }
    }

    @Test
    void whateverChangesTheAnswersChangesTheHash() throws IOException {
        String hash = hashOf(Fixtures.path("tiny-tied"));
        assertNotEquals(hash, hashOf(Fixtures.path("tiny-untied")));
        assertNotEquals(hash, hashOf(Fixtures.moved("tiny-tied", "model.norm.weight", 31, 1e-6f, scratch)));
        assertNotEquals(hash, hashOf(edited("config.json", "rms_norm_eps", 1e-4)));
        assertNotEquals(hash, hashOf(edited("tokenizer_config.json", "chat_template", "{{ messages[0].content }}!")));
        assertEquals(hash, hashOf(edited("generation_config.json", "temperature", 0.1)), "settings are another matter");
        try (LanguageModel half = LanguageModel.load(Fixtures.path("tiny-tied"), new Engine(), DType.BFLOAT16)) {
            assertNotEquals(hash, half.contentHash());
        }
    }

    private Path edited(String file, String field, Object value) throws IOException {
        Path copy = Fixtures.copy("tiny-tied", scratch.resolve(field));
        Path edited = copy.resolve(file);
        JsonObject json = Files.exists(edited) ? Fixtures.read(edited) : new JsonObject();
        if (value instanceof Number number) {
            json.addProperty(field, number);
        } else {
            json.addProperty(field, value.toString());
        }
        Files.writeString(edited, json.toString());
        return copy;
    }

    private static String hashOf(Path directory) {
        try (LanguageModel model = LanguageModel.load(directory)) {
            return model.contentHash();
        }
    }
}
