package upft.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import upft.io.JsonFile;
import upft.io.UserException;

/**
 * A model's chat template (Jinja, as in tokenizer_config.json or chat_template.jinja), rendered as transformers does.
 *
 * <p>Jinjava knows most of Jinja, not all. A template that it cannot render is an error that says so, never a prompt that
 * is silently different.
 */
final class ChatTemplate {
    private final String place;
    private final String source;
    private final Map<String, String> specialTokens;
    private final Jinjava jinjava;

    private ChatTemplate(String place, String source, Map<String, String> specialTokens) {
        this.place = place;
        this.source = source.endsWith("\n") ? source.substring(0, source.length() - 1) : source;
        this.specialTokens = specialTokens;
        this.jinjava = jinjava();
    }

    /** The template of a model directory, if it has one. */
    static Optional<ChatTemplate> of(ModelFiles files) {
        Map<String, String> special =
                files.tokenizerConfig().map(ChatTemplate::specialTokens).orElse(Map.of());
        Optional<ChatTemplate> ofConfig = files.tokenizerConfig().flatMap(json -> inConfig(json)
                .map(source -> new ChatTemplate(json.file().toString(), source, special)));
        return files.templateFile()
                .map(source ->
                        new ChatTemplate(files.path("chat_template.jinja").toString(), source, special))
                .or(() -> ofConfig);
    }

    /**
     * The prompt that puts one question as the user's message and asks for the assistant's.
     *
     * @throws UserException if the template cannot be rendered or refuses the message
     */
    String render(String question) {
        JinjaDialect.unsupported(source, jinjava).ifPresent(what -> {
            throw unrenderable(what + " is not supported");
        });
        Map<String, Object> context = new HashMap<>(specialTokens);
        context.put("messages", List.of(Map.of("role", "user", "content", question)));
        context.put("add_generation_prompt", true);
        RenderResult result = jinjava.renderForResult(source, context);
        result.getErrors().stream().findFirst().ifPresent(error -> {
            throw unrenderable(reason(error));
        });
        return result.getOutput();
    }

    private UserException unrenderable(String reason) {
        return new UserException(
                "The chat template in " + place + " cannot be rendered: " + reason + ". Use a template without it.");
    }

    /** A refusal of the template's own is wrapped several times. */
    private static String reason(TemplateError error) {
        for (Throwable cause = error.getException(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedMessageException) {
                return cause.getMessage();
            }
        }
        return error.getMessage();
    }

    /** What {@code raise_exception} in a template throws. */
    private static final class RefusedMessageException extends RuntimeException {
        RefusedMessageException(String message) {
            super("it refuses the message: " + message);
        }
    }

    /** The eos_token of a tokenizer_config.json. */
    static Optional<String> endToken(JsonFile json) {
        return Optional.ofNullable(specialTokens(json).get("eos_token"));
    }

    /** Called by templates as {@code raise_exception(message)}. */
    public static String raiseException(String message) {
        throw new RefusedMessageException(message);
    }

    /**
     * As transformers sets up Jinja: blocks trimmed. Jinjava's own habits are turned off where they differ from Jinja's:
     * rendering the rendered text again, which would run templates that a question holds, and cutting the last newline
     * of the output.
     */
    private static Jinjava jinjava() {
        LegacyOverrides likeJinja = LegacyOverrides.newBuilder()
                .withEvaluateMapKeys(true)
                .withIterateOverMapKeys(true)
                .withUsePyishObjectMapper(true)
                .withUseNaturalOperatorPrecedence(true)
                .withParseWhitespaceControlStrictly(true)
                .withAllowAdjacentTextNodes(true)
                .withUseTrimmingForNotesAndExpressions(true)
                .withHandleBackslashInQuotesOnly(true)
                .build();
        JinjavaConfig config = JinjavaConfig.newBuilder()
                .withTrimBlocks(true)
                .withLstripBlocks(true)
                .withKeepTrailingNewline(true)
                .withNestedInterpretationEnabled(false)
                .withLegacyOverrides(likeJinja)
                .build();
        Jinjava jinjava = new Jinjava(config);
        jinjava.getGlobalContext()
                .registerFunction(new ELFunctionDefinition(
                        "", "raise_exception", ChatTemplate.class, "raiseException", String.class));
        return jinjava;
    }

    /** One template, or a list of named ones of which "default" is meant. */
    private static Optional<String> inConfig(JsonFile json) {
        return json.element("chat_template").map(element -> {
            if (element.isJsonPrimitive()) {
                return element.getAsString();
            }
            for (JsonElement each : element.getAsJsonArray()) {
                JsonObject named = each.getAsJsonObject();
                if (named.get("name").getAsString().equals("default")) {
                    return named.get("template").getAsString();
                }
            }
            throw json.unfit("chat_template", element, "a text, or a list with one that is named \"default\"");
        });
    }

    /** bos_token, eos_token and the like: a text, or an object with the text as its content. */
    private static Map<String, String> specialTokens(JsonFile json) {
        Map<String, String> tokens = new HashMap<>();
        json.object().entrySet().forEach(each -> {
            if (!each.getKey().endsWith("_token")) {
                return;
            }
            JsonElement value = each.getValue();
            if (value.isJsonObject()) {
                value = value.getAsJsonObject().get("content");
            }
            if (value != null && value.isJsonPrimitive()) {
                tokens.put(each.getKey(), value.getAsString());
            }
        });
        return tokens;
    }
}
