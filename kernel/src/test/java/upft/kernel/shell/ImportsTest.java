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
