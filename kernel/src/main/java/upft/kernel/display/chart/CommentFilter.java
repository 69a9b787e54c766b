package upft.kernel.display.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes a script smaller and leaves what it does: comments that fill whole lines go, but for those that speak of a licence
 * or a copyright, and so do indentation and empty lines. Line ends stay, as JavaScript gives them a meaning.
 *
 * <p>It looks at lines, not at syntax, so it is for scripts without text that spans lines.
 */
final class CommentFilter {
    private static final Pattern LEGAL = Pattern.compile("(?i)licen[cs]e|copyright|permission|warrant");

    private final StringBuilder script = new StringBuilder();
    private final List<String> comment = new ArrayList<>();
    private boolean inBlock;

    private CommentFilter() {}

    static String filter(String script) {
        CommentFilter filter = new CommentFilter();
        script.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(filter::line);
        filter.endComment();
        return filter.script.toString();
    }

    private void line(String line) {
        if (inBlock) {
            comment.add(line);
            inBlock = !line.endsWith("*/");
        } else if (line.startsWith("//")) {
            comment.add(line);
        } else if (startsBlock(line)) {
            comment.add(line);
            inBlock = !line.endsWith("*/");
        } else {
            endComment();
            script.append(line).append('\n');
        }
    }

    /** A line that is nothing but a comment, or the first line of one; webpack's own marks begin lines of code. */
    private static boolean startsBlock(String line) {
        int end = line.indexOf("*/");
        return line.startsWith("/*") && (end < 0 || end == line.length() - 2);
    }

    private void endComment() {
        if (comment.stream().anyMatch(each -> LEGAL.matcher(each).find())) {
            comment.forEach(each -> script.append(each).append('\n'));
        }
        comment.clear();
    }
}
