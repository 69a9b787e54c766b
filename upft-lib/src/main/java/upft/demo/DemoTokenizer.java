package upft.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the demo model's {@code tokenizer.json}: whole words (with the space before them), single digits, and the 256
 * bytes for everything else, so that any text comes back as it was.
 *
 * <p>It is a byte-level BPE as GPT-2's, but without merges: {@code ignore_merges} takes a piece that is in the vocabulary
 * as it is, and any other falls apart into bytes.
 */
final class DemoTokenizer {
    /** Ends a response; also the filling of short rows. */
    static final String END = "<|end|>";

    static final int END_ID = 0;

    /**
     * A piece is a word, a digit or a run of signs, each with one space before it if there is one; or white space. Every
     * character is in a piece.
     */
    static final String PIECE = " ?\\p{L}+| ?\\p{N}| ?[^\\s\\p{L}\\p{N}]+|\\s";

    private DemoTokenizer() {}

    /** All tokens in the order of their ids, in GPT-2's printable spelling of bytes. */
    static List<String> vocabulary(Stream<String> texts) {
        TreeSet<String> pieces = new TreeSet<>();
        texts.forEach(text -> Pattern.compile(PIECE, Pattern.UNICODE_CHARACTER_CLASS)
                .matcher(text)
                .results()
                .forEach(piece -> pieces.add(printable(piece.group()))));
        List<String> tokens = new ArrayList<>(List.of(END));
        for (int b = 0; b < 256; b++) {
            tokens.add(printable((byte) b));
        }
        pieces.removeAll(tokens);
        tokens.addAll(pieces);
        return tokens;
    }

    /** The content of {@code tokenizer.json} for {@link #vocabulary}. */
    static JsonObject json(List<String> vocabulary) {
        JsonObject json = new JsonObject();
        json.addProperty("version", "1.0");
        json.add("truncation", null);
        json.add("padding", null);
        json.add("added_tokens", array(endToken()));
        json.add("normalizer", null);
        json.add("pre_tokenizer", preTokenizer());
        json.add("post_processor", null);
        json.add("decoder", byteLevel());
        json.add("model", model(vocabulary));
        return json;
    }

    private static JsonObject endToken() {
        JsonObject token = new JsonObject();
        token.addProperty("id", END_ID);
        token.addProperty("content", END);
        token.addProperty("single_word", false);
        token.addProperty("lstrip", false);
        token.addProperty("rstrip", false);
        token.addProperty("normalized", false);
        token.addProperty("special", true);
        return token;
    }

    private static JsonObject preTokenizer() {
        JsonObject pattern = new JsonObject();
        pattern.addProperty("Regex", PIECE);
        JsonObject split = new JsonObject();
        split.addProperty("type", "Split");
        split.add("pattern", pattern);
        split.addProperty("behavior", "Isolated");
        split.addProperty("invert", false);
        JsonObject sequence = new JsonObject();
        sequence.addProperty("type", "Sequence");
        sequence.add("pretokenizers", array(split, byteLevel()));
        return sequence;
    }

    private static JsonObject byteLevel() {
        JsonObject json = new JsonObject();
        json.addProperty("type", "ByteLevel");
        json.addProperty("add_prefix_space", false);
        json.addProperty("trim_offsets", false);
        json.addProperty("use_regex", false);
        return json;
    }

    private static JsonObject model(List<String> vocabulary) {
        JsonObject ids = new JsonObject();
        vocabulary.forEach(token -> ids.addProperty(token, ids.size()));
        JsonObject model = new JsonObject();
        model.addProperty("type", "BPE");
        model.add("dropout", null);
        model.add("unk_token", null);
        model.add("continuing_subword_prefix", null);
        model.add("end_of_word_suffix", null);
        model.addProperty("fuse_unk", false);
        model.addProperty("byte_fallback", false);
        model.addProperty("ignore_merges", true);
        model.add("vocab", ids);
        model.add("merges", new JsonArray());
        return model;
    }

    private static JsonArray array(JsonObject... objects) {
        JsonArray array = new JsonArray();
        List.of(objects).forEach(array::add);
        return array;
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            printable.append(printable(b));
        }
        return printable.toString();
    }

    /**
     * GPT-2's letter for a byte: printable Latin-1 characters stand for themselves, the other 68 bytes in their order for
     * the characters from U+0100 on.
     */
    private static String printable(byte value) {
        int b = value & 0xff;
        if (standsForItself(b)) {
            return String.valueOf((char) b);
        }
        int others = 0;
        for (int i = 0; i < b; i++) {
            others += standsForItself(i) ? 0 : 1;
        }
        return String.valueOf((char) (0x100 + others));
    }

    private static boolean standsForItself(int b) {
        return b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xac || b >= 0xae;
    }
}
