package upft.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every cell can use without an import line, however many packages that is. */
class ImportsTest {
    private final RecordedOutput output = new RecordedOutput();

    @Test
    void everyPackageAndNameIsThereAndACellsOwnImportsTakePrecedence() {
        List<String> imports =
                List.of("java.util.*", "java.util.stream.*", "static java.lang.Math.*", "java.io.*", "java.sql.Date");
        try (JavaShell shell = new JavaShell(new ShellSettings(imports, Map.of()))) {
            assertEquals("6", value(shell, "String.valueOf(Stream.of(1, 2, 3).mapToInt(i -> max(i, 0)).sum())"));
            assertEquals("f", value(shell, "new File(\"f\").getName()"));
            assertEquals("java.sql.Date", value(shell, "Date.class.getName()"));
            assertEquals("java.util.Date", value(shell, "import java.util.Date;\nDate.class.getName()"));
            assertEquals("java.awt.List", value(shell, "import java.awt.List;\nList.class.getName()"));
            assertEquals("[1]", value(shell, "String.valueOf(Arrays.asList(1))"));
        }
    }

    @Test
    void singleNamesAndVariablesAreThereForTheFirstCellThatMentionsThemHoweverItDoes() {
        List<String> imports = List.of("java.util.*", "java.sql.Date", "static java.lang.Math.max");
        Map<String, ShellSettings.Binding> bindings = Map.of("given", new ShellSettings.Binding("Date", this::epoch));
        for (String cell : List.of(
                "String.valueOf(given.getTime() + max(0, 1))",
                "String.valueOf(\\u0067iven.getTime() + 1)",
                "Date given = null;\nString.valueOf(1)")) {
            try (JavaShell shell = new JavaShell(new ShellSettings(imports, bindings))) {
                assertEquals("1", value(shell, cell), cell);
                assertEquals("java.sql.Date", value(shell, "Date.class.getName()"));
            }
        }
    }

    @Test
    void whatIsCompletedOrInspectedFirstKnowsEveryName() {
        Map<String, ShellSettings.Binding> bindings = Map.of("given", new ShellSettings.Binding("Date", this::epoch));
        try (JavaShell shell = new JavaShell(new ShellSettings(List.of("java.sql.Date"), bindings))) {
            assertEquals(List.of("given"), shell.complete("giv", 3).candidates());
        }
        try (JavaShell shell = new JavaShell(new ShellSettings(List.of("java.sql.Date"), bindings))) {
            assertTrue(shell.inspect("given", 5).orElseThrow().contains("Date"));
        }
    }

    private java.sql.Date epoch() {
        return new java.sql.Date(0);
    }

    @Test
    void aPackageThatThereIsNotIsNamed() {
        try (JavaShell shell = new JavaShell(new ShellSettings(List.of("java.util.*", "no.such.place.*"), Map.of()))) {
            String message = assertThrows(IllegalStateException.class, () -> shell.completeness("1"))
                    .getMessage();
            assertTrue(message.contains("no.such.place"), message);
        }
    }

    private String value(JavaShell shell, String code) {
        ShellResult result = shell.run(code, output);
        assertTrue(result instanceof ShellResult.Done, result.toString());
        Optional<Object> value = ((ShellResult.Done) result).value();
        return (String) value.orElseThrow();
    }
}
