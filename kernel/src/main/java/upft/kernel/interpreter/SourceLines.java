package upft.kernel.interpreter;

import java.util.ArrayList;
import java.util.List;

/** A cell by lines, for showing a place of it. Lines and columns count from 1. */
final class SourceLines {
    private final String prefix;
    private final String cell;
    private final List<Integer> starts = new ArrayList<>(List.of(0));

    SourceLines(Source source) {
        this.prefix = source.isCell() ? "" : source.name() + ", ";
        this.cell = source.text();
        for (int i = 0; i < cell.length(); i++) {
            if (cell.charAt(i) == '\n') {
                starts.add(i + 1);
            }
        }
    }

    boolean has(int line) {
        return line >= 1 && line <= starts.size();
    }

    /** Whether there is more than one line to confuse a place with. */
    boolean several() {
        return cell.strip().contains("\n");
    }

    String text(int line) {
        int end = line < starts.size() ? starts.get(line) : cell.length();
        return cell.substring(starts.get(line - 1), end).stripTrailing();
    }

    int offset(int line, int column) {
        return has(line) ? Math.min(starts.get(line - 1) + column - 1, cell.length()) : cell.length();
    }

    int line(int offset) {
        int line = 1;
        while (line < starts.size() && starts.get(line) <= offset) {
            line++;
        }
        return line;
    }

    int column(int offset) {
        return offset - starts.get(line(offset) - 1) + 1;
    }

    /** "line 3 | text of the line", with the name of a file before it. */
    String shown(int line) {
        return label(line) + text(line);
    }

    /** Carets under {@code length} characters from {@code column} of what {@link #shown} gives. */
    String carets(int line, int column, int length) {
        String text = text(line);
        int start = Math.min(column - 1, text.length());
        String before = label(line) + text.substring(0, start);
        int marked = Math.max(1, Math.min(length, text.length() - start));
        return before.replaceAll("[^\t]", " ") + Ansi.mark("^".repeat(marked));
    }

    private String label(int line) {
        return prefix + "line " + line + " | ";
    }
}
