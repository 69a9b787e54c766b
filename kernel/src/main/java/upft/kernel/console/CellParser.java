package upft.kernel.console;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import upft.kernel.cell.Interpreter;
import upft.kernel.cell.Interpreter.Completeness;
import upft.kernel.cell.Interpreter.Completions;

/** Lets the interpreter decide what JLine asks of a line: whether it goes on, and what may stand at the cursor. */
final class CellParser implements Parser {
    private final Interpreter interpreter;

    CellParser(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.COMPLETE) {
            return new CellLine(line, cursor, interpreter.complete(line, cursor));
        }
        boolean accepting = context == ParseContext.ACCEPT_LINE;
        if (accepting && !line.isBlank() && interpreter.completeness(line) == Completeness.INCOMPLETE) {
            throw new EOFError(-1, cursor, "incomplete"); // JLine's way to ask for another line
        }
        return new CellLine(line, cursor, new Completions(cursor, cursor, List.of()));
    }

    /** Adds what the interpreter found when the line was parsed. */
    static void candidates(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line instanceof CellLine cell) {
            for (String text : cell.completions().candidates()) {
                // Not "complete": no space after it, since a name is as often followed by a dot or a parenthesis.
                candidates.add(new Candidate(text, text, null, null, null, null, false));
            }
        }
    }

    /** A line of which only the word at the cursor is of interest. Nothing in it is quoted or escaped for JLine. */
    record CellLine(String line, int cursor, Completions completions) implements CompletingParsedLine {
        @Override
        public String word() {
            return line.substring(completions.start(), Math.max(completions.start(), completions.end()));
        }

        @Override
        public int wordCursor() {
            return cursor - completions.start();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return word().length();
        }
    }
}
