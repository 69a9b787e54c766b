package upft.kernel.shell;

import java.util.List;
import java.util.Map;

/**
 * @param imports names imported into every cell, as in {@code java.util.*} or {@code static upft.X.*}
 * @param bindings objects of the host that cells see as variables, by name
 */
public record ShellSettings(List<String> imports, Map<String, Binding> bindings) {
    /**
     * A variable that the host provides.
     *
     * @param type its declared type as source text
     */
    public record Binding(String type, Object value) {}
}
