package upft.kernel.interpreter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import upft.io.FileErrors;
import upft.io.UserException;

/**
 * Java and magics that are run as a cell: a cell, or a file that stands for a part of one.
 *
 * @param name what stack traces and messages call it; of a cell {@value #CELL}
 */
record Source(String name, String text) {
    /** What the shell calls a cell in stack traces. */
    static final String CELL = "cell";

    private static final Pattern PACKAGE =
            Pattern.compile("\\A((?:\\s+|//[^\\n]*\\n|/\\*(?s:.*?)\\*/)*+)(package\\s[^;]*;)");

    static Source cell(String text) {
        return new Source(CELL, text);
    }

    /**
     * A file of source. The declaration of its package is left out, since the classes of cells are in none.
     *
     * @throws UserException naming the file if it cannot be read
     */
    static Source file(Path file) {
        try {
            return new Source(file.getFileName().toString(), withoutPackage(Files.readString(file)));
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + ": " + FileErrors.reason(e) + ".", e);
        }
    }

    boolean isCell() {
        return name.equals(CELL);
    }

    /** The characters from {@code start} to {@code end} at their places, with blanks and line ends for the others. */
    Source only(int start, int end) {
        return new Source(name, blank(text, 0, start) + text.substring(start, end) + blank(text, end, text.length()));
    }

    private static String withoutPackage(String text) {
        Matcher declaration = PACKAGE.matcher(text);
        return declaration.find()
                ? declaration.group(1)
                        + blank(text, declaration.start(2), declaration.end(2))
                        + text.substring(declaration.end())
                : text;
    }

    private static String blank(String text, int start, int end) {
        return text.substring(start, end).replaceAll("[^\\r\\n]", " ");
    }
}
