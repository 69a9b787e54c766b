package upft.kernel.shell;

import java.lang.reflect.Field;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * Looks after the variables that suffer when something that their declarations used is defined anew. JShell then declares
 * a variable again without its value, or no more at all where the new definition no longer fits its initializer. The value
 * is still there; it comes back unless its own class is the one that changed.
 */
final class Casualties {
    private final JShell jshell;
    private final CellClasses classes;
    private final Set<String> lost = new LinkedHashSet<>();

    Casualties(JShell jshell, CellClasses classes) {
        this.jshell = jshell;
        this.classes = classes;
    }

    /** Names of the variables that could not be helped. */
    Set<String> lost() {
        return lost;
    }

    /** Mends what an evaluation did to the variables of others. */
    void tend(List<SnippetEvent> events) {
        Set<String> carriedOver = classes.takeCarriedOver();
        for (SnippetEvent event : events) {
            if (event.causeSnippet() != null
                    && event.isSignatureChange()
                    && event.previousStatus() == Status.VALID
                    && event.snippet() instanceof VarSnippet variable
                    && !kept(variable, event.status(), carriedOver)) {
                lost.add(variable.name());
            }
        }
    }

    private boolean kept(VarSnippet variable, Status now, Set<String> carriedOver) {
        return now == Status.VALID ? carriedOver.contains(variable.name()) : declaredAnew(variable);
    }

    private boolean declaredAnew(VarSnippet variable) {
        Field before = classes.variable(variable.name());
        SnippetEvent event =
                jshell.eval(variable.typeName() + " " + variable.name() + ";").get(0);
        Field now = classes.variable(variable.name());
        if (event.status() == Status.VALID && CellClasses.copyValue(before, now)) {
            return true;
        }
        if (event.status().isActive()) {
            jshell.drop(event.snippet());
        }
        return false;
    }
}
