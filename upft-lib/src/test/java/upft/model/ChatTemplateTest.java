package upft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import upft.io.UserException;

class ChatTemplateTest {
    @TempDir
    private Path scratch;

    @ParameterizedTest
    @ValueSource(strings = {"smollm2", "llama3", "llama2", "zephyr", "indented"})
    void promptsAreThoseOfTransformers(String name) throws IOException {
        JsonObject all = Fixtures.json("chat-templates.json");
        JsonObject expected = named(all, name);
        ChatTemplate template = template(expected.get("template").getAsString());
        JsonArray questions = all.getAsJsonArray("questions");
        for (int i = 0; i < questions.size(); i++) {
            assertEquals(
                    expected.getAsJsonArray("outputs").get(i).getAsString(),
                    template.render(questions.get(i).getAsString()));
        }
    }

    @Test
    void aTemplateThatRefusesSaysWhy() throws IOException {
        ChatTemplate template = template("{{ raise_exception('No questions on Sundays') }}");
        UserException refused = assertThrows(UserException.class, () -> template.render("Why?"));
        assertTrue(refused.getMessage().contains("No questions on Sundays"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for m in messages[::-1] %}{{ m.content }}{% endfor %}",
                "{% if messages[0].content.startswith('x') %}a{% endif %}{{ messages[0].content }}",
                "{% for m in messages %}",
                "{{ unknown_function(messages) }}",
                "{{ messages | no_such_filter }}",
                "{% for m in messages if m.role == 'user' %}{{ m.content }}{% endfor %}",
                "{{ messages | tojson(indent=4) }}",
                "{% for m in messages %}{{ loop.previtem.role }}{% endfor %}"
            })
    void aTemplateBeyondTheLibraryIsAnErrorAndNeverAnotherPrompt(String source) throws IOException {
        ChatTemplate template = template(source);
        UserException refused = assertThrows(UserException.class, () -> template.render("Why?"));
        assertTrue(refused.getMessage().contains("tokenizer_config.json"), refused.getMessage());
    }

    @Test
    void ofSeveralNamedTemplatesTheDefaultOneIsMeant() throws IOException {
        Path directory = directory("");
        String named = "{\"chat_template\": [{\"name\": \"tool_use\", \"template\": \"no\"},"
                + " {\"name\": \"NAME\", \"template\": \"Q: {{ messages[0].content }}\"}]}";
        Files.writeString(directory.resolve("tokenizer_config.json"), named.replace("NAME", "default"));
        ChatTemplate template = ChatTemplate.of(ModelFiles.read(directory)).orElseThrow();
        assertEquals("Q: Why?", template.render("Why?"));
        Files.writeString(directory.resolve("tokenizer_config.json"), named.replace("NAME", "rag"));
        ModelFiles none = ModelFiles.read(directory);
        UserException refused = assertThrows(UserException.class, () -> ChatTemplate.of(none));
        assertTrue(refused.getMessage().contains("\"default\""), refused.getMessage());
    }

    /** As Jinja does, whose environment in transformers does not keep it. */
    @Test
    void oneNewlineAtTheEndOfATemplateIsNoneOfThePrompt() throws IOException {
        assertEquals("Why?\n", template("{{ messages[0].content }}\n\n").render("Why?"));
    }

    @Test
    void aSavedModelHasTheTemplatesOfItsOrigin() throws IOException {
        Path directory = directory("from the config");
        Files.writeString(directory.resolve("chat_template.jinja"), "Q: {{ messages[0].content }}");
        Path saved = scratch.resolve("saved");
        try (LanguageModel model = LanguageModel.load(directory)) {
            model.save(saved);
        }
        for (String file : List.of("tokenizer_config.json", "chat_template.jinja")) {
            assertEquals(Files.readString(directory.resolve(file)), Files.readString(saved.resolve(file)));
        }
    }

    @Test
    void aTemplateInAFileOfItsOwnComesFirst() throws IOException {
        Path directory = directory("from the config");
        Files.writeString(directory.resolve("chat_template.jinja"), "Q: {{ messages[0].content }}\nA:\n");
        try (LanguageModel model = LanguageModel.load(directory)) {
            assertArrayEquals(
                    model.tokenizer().encode("Q: Why?"),
                    java.util.Arrays.copyOf(model.tokenizer().encode("Q: Why?"), 7));
            assertEquals("Q: Why?A:", model.tokenizer().decode(model.promptIds("Why?")));
        }
    }

    @Test
    void withoutATemplateThePromptIsTheQuestion() {
        try (LanguageModel model = Fixtures.load("tiny-tied")) {
            assertArrayEquals(model.tokenizer().encode("Why?"), model.promptIds("Why?"));
            assertArrayEquals(new int[] {55, 72, 89, 31}, model.promptIds("Why?"));
        }
    }

    @Test
    void aResponseFromElsewhereEndsWithTheTokenizersEndTokenElseWithTheLowest() throws IOException {
        Path directory = directory("{{ messages[0].content }}");
        String highest;
        try (LanguageModel model = LanguageModel.load(directory)) {
            assertEquals(OptionalInt.of(95), model.endToken());
            highest = model.tokenizer().token(96);
        }
        JsonObject config = new JsonObject();
        config.addProperty("eos_token", highest);
        Files.writeString(directory.resolve("tokenizer_config.json"), config.toString());
        try (LanguageModel model = LanguageModel.load(directory)) {
            assertEquals(OptionalInt.of(96), model.endToken());
            assertEquals(Set.of(95, 96), model.endTokens());
        }
    }

    @Test
    void theEndTokenOfTheTokenizerEndsAResponseToo() throws IOException {
        Path directory = directory("{{ messages[0].content }}");
        Files.writeString(
                directory.resolve("tokenizer_config.json"), "{\"eos_token\": {\"content\": \"~\", \"lstrip\": false}}");
        try (LanguageModel model = LanguageModel.load(directory)) {
            assertEquals(Set.of(94, 95, 96), model.endTokens());
        }
    }

    @Test
    void specialTokensAreRecognisedInTextAndLeftOutInDecoding() {
        try (LanguageModel model = Fixtures.load("tiny-tied")) {
            TextTokenizer tokenizer = model.tokenizer();
            assertArrayEquals(new int[] {65, 95, 66}, tokenizer.encode("a<end>b"));
            assertEquals("ab", tokenizer.decode(new int[] {65, 95, 66}));
            assertEquals("<end>", tokenizer.token(95));
            String lengthy = "x".repeat(3000);
            assertEquals(lengthy, tokenizer.decode(tokenizer.encode(lengthy)));
        }
    }

    private ChatTemplate template(String source) throws IOException {
        return ChatTemplate.of(ModelFiles.read(directory(source))).orElseThrow();
    }

    private Path directory(String template) throws IOException {
        Path directory = Fixtures.copy("tiny-tied", scratch);
        JsonObject config = new JsonObject();
        config.addProperty("chat_template", template);
        config.addProperty("bos_token", "<s>");
        config.addProperty("eos_token", "<end>");
        Files.writeString(directory.resolve("tokenizer_config.json"), config.toString());
        return directory;
    }

    private static JsonObject named(JsonObject all, String name) {
        for (JsonElement each : all.getAsJsonArray("cases")) {
            if (each.getAsJsonObject().get("name").getAsString().equals(name)) {
                return each.getAsJsonObject();
            }
        }
        throw new AssertionError(name);
    }
}
