package upft.kernel.magic.commands;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.table.Relation;
import upft.data.ProblemSet;
import upft.kernel.cell.Variable;
import upft.kernel.display.PlainText;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;
import upft.recipe.TrainingSet;
import upft.sampling.Traces;
import upft.training.TrainingLog;

/** {@code %whos}: the variables, and what they hold. */
@Command(
        name = "whos",
        description = {
            "List the variables that cells have declared: type, size, and the beginning of the value.",
            "The size is a number of elements, characters, rows × columns, problems, traces, examples or steps; other values"
                    + " have none."
        })
final class WhosMagic implements Magic<Table> {
    private static final int CHARACTERS = 80;

    @Override
    public Class<Table> resultType() {
        return Table.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%whos", "var variables = %whos");
    }

    @Override
    public Outcome<Table> run(MagicRun run) {
        List<Variable> all = run.variables().get().stream()
                .sorted(Comparator.comparing(Variable::name))
                .toList();
        Table table = Table.create(
                "variables",
                StringColumn.create("variable", all.stream().map(Variable::name)),
                StringColumn.create("type", all.stream().map(Variable::type)),
                StringColumn.create("size", all.stream().map(each -> size(each.value()))),
                StringColumn.create("value", all.stream().map(each -> shown(each.value()))));
        return all.isEmpty()
                ? Outcome.of(table, "There are no variables yet.")
                : Outcome.<Table>silent(table).showing(table);
    }

    /** On one line: line ends are shown as signs. */
    private static String shown(Object value) {
        return PlainText.cut(PlainText.of(value).replaceAll("\\R", "⏎"), CHARACTERS);
    }

    private static String size(Object value) {
        if (value instanceof Relation table) {
            return table.rowCount() + " × " + table.columnCount();
        }
        return count(value).findFirst().map(String::valueOf).orElse("");
    }

    private static Stream<Integer> count(Object value) {
        if (value instanceof Collection<?> collection) {
            return Stream.of(collection.size());
        }
        if (value instanceof Map<?, ?> map) {
            return Stream.of(map.size());
        }
        if (value instanceof CharSequence text) {
            return Stream.of(text.length());
        }
        if (value instanceof ProblemSet problems) {
            return Stream.of(problems.size());
        }
        if (value instanceof Traces traces) {
            return Stream.of(traces.size());
        }
        if (value instanceof TrainingSet examples) {
            return Stream.of(examples.size());
        }
        if (value instanceof TrainingLog log) {
            return Stream.of(log.size());
        }
        return value != null && value.getClass().isArray() ? Stream.of(Array.getLength(value)) : Stream.empty();
    }
}
