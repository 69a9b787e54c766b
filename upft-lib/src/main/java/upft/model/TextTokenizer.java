package upft.model;

/** Text to token ids and back. */
public interface TextTokenizer {
    /** Encodes plain text; no special tokens are added, though those spelled out in the text are recognised. */
    int[] encode(String text);

    /** Decodes ids, leaving special tokens out. */
    String decode(int[] ids);

    /** Decodes ids, special tokens spelled out. */
    String spell(int[] ids);

    /** The text of one token, special or not, for display. */
    default String token(int id) {
        return spell(new int[] {id});
    }

    int vocabularySize();
}
