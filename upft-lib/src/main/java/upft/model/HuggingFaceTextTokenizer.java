package upft.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import upft.engine.NativeLibraries;
import upft.io.UserException;

/**
 * A tokenizer.json, run by the Hugging Face library. Models that were made from each other share one; its native memory is
 * freed with the last of them, by the garbage collector.
 */
final class HuggingFaceTextTokenizer implements TextTokenizer {
    /** The library's own defaults cut at 512 tokens and pad. */
    private static final Map<String, String> PLAIN =
            Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false");

    private final HuggingFaceTokenizer tokenizer;
    private final Vocabulary vocabulary;
    private final int size;

    private HuggingFaceTextTokenizer(HuggingFaceTokenizer tokenizer, Vocabulary vocabulary) {
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
        this.size = vocabulary.size();
    }

    /** @param file where {@code json} was read from; for messages */
    static HuggingFaceTextTokenizer of(Path file, byte[] json) {
        Vocabulary vocabulary = Vocabulary.of(file, json);
        requireLibrary();
        try {
            return new HuggingFaceTextTokenizer(
                    HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), PLAIN), vocabulary);
        } catch (IOException | RuntimeException e) {
            throw new UserException(
                    file + " is no tokenizer that can be read: " + e.getMessage() + ". Fetch the file again.", e);
        }
    }

    /** Else its absence would be taken for a fault of the file. */
    private static void requireLibrary() {
        try {
            LibUtils.checkStatus();
        } catch (RuntimeException e) {
            throw NativeLibraries.explained("The tokenizer library", e);
        }
    }

    @Override
    public int[] encode(String text) {
        return Arrays.stream(tokenizer.encode(text, false, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    @Override
    public String decode(int[] ids) {
        return tokenizer.decode(wide(ids), true);
    }

    @Override
    public String spell(int[] ids) {
        return tokenizer.decode(wide(ids), false);
    }

    @Override
    public int vocabularySize() {
        return size;
    }

    /** The id of a token as tokenizer.json spells it. */
    Optional<Integer> id(String token) {
        return vocabulary.id(token);
    }

    private static long[] wide(int[] ids) {
        return Arrays.stream(ids).asLongStream().toArray();
    }
}
