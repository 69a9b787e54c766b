package upft.kernel.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A small table to be shown as HTML. All text is escaped, and long cells are cut. It carries no styles of its own but the
 * alignment, so that it follows the theme of the page it is in.
 *
 * @param caption above the table; none if empty
 * @param columns none have a head if all titles are empty
 * @param rows cells as text, one a column
 * @param note below the table; none if empty
 */
public record HtmlTable(String caption, List<Column> columns, List<List<String>> rows, String note) {
    private static final int CELL_CHARACTERS = 500;

    /** A column's title and which side its cells are flush with. */
    public record Column(String title, String side) {
        public static Column text(String title) {
            return new Column(title, "left");
        }

        public static Column number(String title) {
            return new Column(title, "right");
        }

        /** A number stays on one line. */
        private String style() {
            return side.equals("right") ? "right;white-space:nowrap" : side;
        }
    }

    public HtmlTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** An empty table; see {@link #row}. */
    public static HtmlTable of(String caption, Column... columns) {
        return new HtmlTable(caption, List.of(columns), List.of(), "");
    }

    /** Names and values in two columns without a head. */
    public static HtmlTable pairs(String caption, Map<String, String> values) {
        List<List<String>> rows = new ArrayList<>();
        values.forEach((name, value) -> rows.add(List.of(name, value)));
        return new HtmlTable(caption, List.of(Column.text(""), Column.text("")), rows, "");
    }

    /** This table with one row more. */
    public HtmlTable row(String... cells) {
        List<List<String>> more = new ArrayList<>(rows);
        more.add(List.of(cells));
        return new HtmlTable(caption, columns, more, note);
    }

    /** This table with other rows. */
    public HtmlTable withRows(List<List<String>> newRows) {
        return new HtmlTable(caption, columns, newRows, note);
    }

    public HtmlTable withNote(String newNote) {
        return new HtmlTable(caption, columns, rows, newNote);
    }

    public String html() {
        StringBuilder html = new StringBuilder("<table>");
        if (!caption.isEmpty()) {
            html.append("<caption style=\"caption-side:top;text-align:left\"><b>")
                    .append(Html.escape(caption))
                    .append("</b></caption>");
        }
        if (columns.stream().anyMatch(column -> !column.title().isEmpty())) {
            html.append("<thead><tr>");
            columns.forEach(column -> cell(html, "th", column, column.title()));
            html.append("</tr></thead>");
        }
        html.append("<tbody>");
        rows.forEach(row -> row(html, row));
        html.append("</tbody></table>");
        return note.isEmpty()
                ? html.toString()
                : html.append("<p><i>")
                        .append(Html.escape(note))
                        .append("</i></p>")
                        .toString();
    }

    private void row(StringBuilder html, List<String> cells) {
        html.append("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            cell(html, "td", columns.get(i), cells.get(i));
        }
        html.append("</tr>");
    }

    private static void cell(StringBuilder html, String tag, Column column, String text) {
        html.append('<')
                .append(tag)
                .append(" style=\"text-align:")
                .append(column.style())
                .append("\">");
        html.append(Html.escape(PlainText.cut(text, CELL_CHARACTERS)).replace("\n", "<br>"));
        html.append("</").append(tag).append('>');
    }
}
