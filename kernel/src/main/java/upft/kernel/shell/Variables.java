package upft.kernel.shell;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.VarSnippet;
import upft.kernel.cell.Variable;

/**
 * Looks up what the variables of cells hold.
 *
 * @param hidden names of those that the host provides
 */
record Variables(JShell jshell, CellClasses classes, Set<String> hidden) {
    List<Variable> list() {
        return jshell.variables()
                .filter(snippet -> !Evaluator.isTemporary(snippet))
                .filter(snippet -> !hidden.contains(snippet.name()))
                .filter(snippet -> classes.variable(snippet.name()) != null)
                .map(this::read)
                .toList();
    }

    private Variable read(VarSnippet snippet) {
        Field place = classes.variable(snippet.name());
        try {
            return new Variable(snippet.name(), snippet.typeName(), place.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // It was made accessible when its class was loaded.
        }
    }
}
