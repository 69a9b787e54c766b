package upft.kernel.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * @param imports names imported into every cell, as in {@code java.util.*} or {@code static upft.X.*}
 * @param bindings objects of the host that cells see as variables, by name
 * @param classIndex a file that {@link ClassIndex} wrote for jars of the class path; it makes the first cell faster
 */
public record ShellSettings(List<String> imports, Map<String, Binding> bindings, Optional<Path> classIndex) {
    /** With the index that lies beside this program's jar, if there is one. */
    public ShellSettings(List<String> imports, Map<String, Binding> bindings) {
        this(imports, bindings, ClassIndex.besideThisProgram());
    }

    /**
     * A variable that the host provides.
     *
     * @param type its declared type as source text
     * @param value asked for once, before the first cell that mentions the variable
     */
    public record Binding(String type, Supplier<?> value) {}
}
