package upft.model;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import upft.io.JsonFile;
import upft.io.UserException;

/**
 * The ids of the tokens of a tokenizer.json: the model's (an object for BPE and the like, a list of pairs for Unigram) and
 * the added ones. What else is in the file, megabytes of merges among it, is passed over and never kept.
 */
final class Vocabulary {
    private final Map<String, Integer> ids;

    private Vocabulary(Map<String, Integer> ids) {
        this.ids = ids;
    }

    /**
     * @param file where {@code json} was read from; for messages
     * @throws UserException if it is no JSON or has no vocabulary
     */
    static Vocabulary of(Path file, byte[] json) {
        try (JsonReader reader =
                new JsonReader(new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8))) {
            Vocabulary vocabulary = new Vocabulary(new Content(reader).ids());
            reader.peek();
            return vocabulary;
        } catch (MalformedJsonException | EOFException e) {
            throw JsonFile.invalid(file, e);
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new UserException(file + " has no readable vocabulary. Fetch the file again.", e);
        }
    }

    /** The id of a token as the file spells it. */
    Optional<Integer> id(String token) {
        return Optional.ofNullable(ids.get(token));
    }

    /** One more than the largest id. */
    int size() {
        return 1 + ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
    }

    /** The file from front to back. The reader's own exceptions tell what is not as it should be. */
    private static final class Content {
        private final JsonReader reader;
        private final Map<String, Integer> model = new HashMap<>();
        private final Map<String, Integer> added = new HashMap<>();
        private boolean isFound;

        private Content(JsonReader reader) {
            this.reader = reader;
        }

        private Map<String, Integer> ids() throws IOException {
            eachField(field -> {
                switch (field) {
                    case "model" -> eachField(this::ofModel);
                    case "added_tokens" -> eachElement(this::addedToken);
                    default -> reader.skipValue();
                }
            });
            if (!isFound) {
                throw new IllegalStateException("no model.vocab");
            }
            Map<String, Integer> all = new HashMap<>(model);
            all.putAll(added);
            return all;
        }

        private void ofModel(String field) throws IOException {
            if (!field.equals("vocab")) {
                reader.skipValue();
                return;
            }
            isFound = true;
            if (reader.peek() == JsonToken.BEGIN_ARRAY) {
                eachElement(this::unigramToken);
            } else {
                eachField(token -> model.put(token, reader.nextInt()));
            }
        }

        /** A token and its score; its place is its id. */
        private void unigramToken() throws IOException {
            reader.beginArray();
            model.put(reader.nextString(), model.size());
            reader.nextDouble();
            reader.endArray();
        }

        private void addedToken() throws IOException {
            Map<String, String> fields = new HashMap<>();
            eachField(field -> {
                if (field.equals("content") || field.equals("id")) {
                    fields.put(field, reader.nextString());
                } else {
                    reader.skipValue();
                }
            });
            if (fields.size() < 2) {
                throw new IllegalStateException("an added token without content or id");
            }
            added.put(fields.get("content"), Integer.valueOf(fields.get("id")));
        }

        /** Reads an object; {@code read} takes each value. */
        private void eachField(Field read) throws IOException {
            reader.beginObject();
            while (reader.hasNext()) {
                read.value(reader.nextName());
            }
            reader.endObject();
        }

        private void eachElement(Element read) throws IOException {
            if (reader.peek() == JsonToken.NULL) {
                reader.nextNull();
                return;
            }
            reader.beginArray();
            while (reader.hasNext()) {
                read.value();
            }
            reader.endArray();
        }
    }

    @FunctionalInterface
    private interface Field {
        void value(String name) throws IOException;
    }

    @FunctionalInterface
    private interface Element {
        void value() throws IOException;
    }
}
