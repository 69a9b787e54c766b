package upft.kernel.magic.syntax;

/**
 * Java source as a compiler reads it, with a character in the place of each unicode escape (JLS 3.3), and the way between
 * places in the one and in the other.
 */
final class TranslatedSource {
    private static final int DIGITS = 4;

    private final String text;
    /** Where each character of the text is written; one place more for the end. */
    private final int[] places;

    private TranslatedSource(String text, int[] places) {
        this.text = text;
        this.places = places;
    }

    static TranslatedSource of(String code) {
        StringBuilder text = new StringBuilder();
        int[] places = new int[code.length() + 1];
        for (int at = 0; at < code.length(); ) {
            int escape = code.charAt(at) == '\\' ? escapeEnd(code, at) : at;
            places[text.length()] = at;
            if (escape > at) {
                text.append((char) Integer.parseInt(code.substring(escape - DIGITS, escape), 16));
                at = escape;
            } else if (code.startsWith("\\\\", at)) {
                places[text.length() + 1] = at + 1;
                text.append("\\\\"); // The second of two backslashes begins no unicode escape.
                at += 2;
            } else {
                text.append(code.charAt(at++));
            }
        }
        places[text.length()] = code.length();
        return new TranslatedSource(text.toString(), places);
    }

    String text() {
        return text;
    }

    /** The place in the code of a place in the text. */
    int toCode(int offset) {
        return places[offset];
    }

    /** The place in the text of a place in the code; of one within an escape, the place after it. */
    int fromCode(int place) {
        int offset = Math.min(place, text.length());
        while (offset > 0 && places[offset - 1] >= place) {
            offset--;
        }
        return offset;
    }

    /** The end of the unicode escape that begins here, or {@code at} if none does. */
    private static int escapeEnd(String code, int at) {
        int digits = at + 1;
        while (digits < code.length() && code.charAt(digits) == 'u') {
            digits++;
        }
        boolean whole = digits > at + 1
                && digits + DIGITS <= code.length()
                && code.substring(digits, digits + DIGITS)
                        .chars()
                        .allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
        return whole ? digits + DIGITS : at;
    }
}
