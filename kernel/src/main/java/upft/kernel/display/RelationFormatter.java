package upft.kernel.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.columns.Column;
import tech.tablesaw.table.Relation;
import upft.kernel.cell.MimeBundle;

/** Tablesaw's tables as HTML tables, cut to the first rows and columns with a note of what is left out. */
final class RelationFormatter implements ValueFormatter<Relation> {
    static final int ROWS = 50;
    static final int COLUMNS = 30;

    @Override
    public Class<Relation> type() {
        return Relation.class;
    }

    @Override
    public MimeBundle format(Relation relation) {
        List<Column<?>> columns = relation.columns().subList(0, Math.min(COLUMNS, relation.columnCount()));
        String note = note(relation);
        List<HtmlTable.Column> heads =
                columns.stream().map(RelationFormatter::head).toList();
        HtmlTable table = new HtmlTable(name(relation), heads, rows(columns, relation.rowCount()), note);
        return MimeBundle.html(table.html(), PlainText.cut(text(relation, note), PlainText.CHARACTERS));
    }

    /** An unnamed table has a null or an empty name. */
    private static String name(Relation relation) {
        return relation.name() == null ? "" : relation.name();
    }

    private static HtmlTable.Column head(Column<?> column) {
        ColumnType type = column.type();
        boolean number = List.of(
                        ColumnType.INTEGER, ColumnType.LONG, ColumnType.SHORT, ColumnType.DOUBLE, ColumnType.FLOAT)
                .contains(type);
        return number ? HtmlTable.Column.number(column.name()) : HtmlTable.Column.text(column.name());
    }

    private static List<List<String>> rows(List<Column<?>> columns, int count) {
        return IntStream.range(0, Math.min(ROWS, count))
                .mapToObj(row -> columns.stream()
                        .map(column -> column.isMissing(row) ? "" : column.getString(row))
                        .toList())
                .toList();
    }

    private static String text(Relation relation, String note) {
        return relation.print(ROWS) + (note.isEmpty() ? "" : "\n" + note);
    }

    private static String note(Relation relation) {
        List<String> parts = new ArrayList<>();
        if (relation.rowCount() > ROWS) {
            parts.add(String.format(Locale.ROOT, "%,d more rows", relation.rowCount() - ROWS));
        }
        if (relation.columnCount() > COLUMNS) {
            parts.add(String.format(Locale.ROOT, "%,d more columns", relation.columnCount() - COLUMNS));
        }
        return parts.isEmpty() ? "" : "… " + String.join(" and ", parts);
    }
}
