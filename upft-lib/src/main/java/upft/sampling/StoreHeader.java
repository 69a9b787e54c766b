package upft.sampling;

import com.google.gson.JsonObject;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import upft.data.ProblemSet;
import upft.io.JsonRecord;
import upft.io.Jsonl;
import upft.io.Sha256;
import upft.io.Versions;
import upft.model.LanguageModel;

/**
 * The first line of a trace store: all that its traces depend on.
 *
 * @param model whose traces they are
 * @param data whose problems they solve
 * @param settings those in force; of them the batch size has no say
 * @param versions that began the store
 */
record StoreHeader(String format, Content model, Data data, SamplingSettings settings, Versions versions) {
    static final String FORMAT = "upft-trace-store-1";

    private static final int SHOWN_OF_A_HASH = 12;

    /** @param hash of its contents; the name is for readers */
    record Content(String name, String hash) {
        Content {
            Objects.requireNonNull(hash, "it has no hash");
        }

        @Override
        public String toString() {
            return name + " (contents " + start(hash) + ")";
        }
    }

    /** @param hash {@link ProblemSet#hash}; the name is for readers */
    record Data(String name, int problems, String hash) {
        Data {
            Objects.requireNonNull(hash, "it has no hash");
        }

        @Override
        public String toString() {
            return name + " (" + problems + " problems, contents " + start(hash) + ")";
        }
    }

    /** @param settings those in force */
    static StoreHeader of(LanguageModel model, ProblemSet problems, SamplingSettings settings) {
        return new StoreHeader(
                FORMAT,
                new Content(model.name(), model.contentHash()),
                new Data(problems.name(), problems.size(), problems.hash()),
                settings,
                Versions.built());
    }

    static StoreHeader of(JsonRecord line) {
        return new StoreHeader(
                FORMAT,
                line.value("model", Content.class),
                line.value("data", Data.class),
                line.value("settings", SamplingSettings.class),
                line.value("versions", Versions.class));
    }

    JsonObject toJson() {
        return Jsonl.toJson(this).getAsJsonObject();
    }

    /** What a store has otherwise than this run, a line each; the versions are not looked at. */
    List<String> differences(StoreHeader store) {
        List<String> lines = new ArrayList<>();
        if (!model.hash.equals(store.model.hash)) {
            lines.add(line("model", model, store.model));
        }
        if (!data.hash.equals(store.data.hash)) {
            lines.add(line("data", data, store.data));
        }
        Map<String, Object> theirs = fields(store.settings);
        fields(settings).forEach((name, value) -> {
            if (!value.equals(theirs.get(name))) {
                lines.add(line(name, value, theirs.get(name)));
            }
        });
        return lines;
    }

    /** Two headers without differences have the same, a hash as hex. */
    String key() {
        MessageDigest digest = Sha256.start();
        Sha256.add(digest, model.hash);
        Sha256.add(digest, data.hash);
        fields(settings).values().forEach(value -> Sha256.add(digest, value.toString()));
        return Sha256.end(digest);
    }

    private static String line(String name, Object here, Object there) {
        return name + ": " + here + "; in the store: " + there;
    }

    private static Map<String, Object> fields(SamplingSettings settings) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("temperature", settings.decoding().temperature());
        fields.put("top-k", settings.decoding().topK());
        fields.put("top-p", settings.decoding().topP());
        fields.put("min-p", settings.decoding().minP());
        fields.put("repetition penalty", settings.decoding().repetitionPenalty());
        fields.put("end tokens", settings.endTokens());
        fields.put("stop strings", Jsonl.toJson(settings.stopStrings()));
        fields.put("seed", settings.seed());
        return fields;
    }

    private static String start(String hash) {
        return hash.substring(0, Math.min(SHOWN_OF_A_HASH, hash.length()));
    }
}
