package upft.kernel.shell;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import jdk.jshell.JShell;

/**
 * The classes that JShell has compiled. It keeps all of them for ever and lists them for the compiler before each run, so
 * that every cell would take longer than the one before. Nothing but JShell's own fields leads to them; where these are
 * closed to us, or others in some JDK, nothing is forgotten.
 */
final class CompiledClasses {
    private final Map<?, ?> byName;

    private CompiledClasses(Map<?, ?> byName) {
        this.byName = byName;
    }

    static CompiledClasses of(JShell jshell) {
        try {
            Object files = field(field(jshell, "taskFactory"), "fileManager");
            return new CompiledClasses((Map<?, ?>) field(files, "classObjects"));
        } catch (NoSuchFieldException | InaccessibleObjectException | ClassCastException e) {
            return new CompiledClasses(new HashMap<>());
        }
    }

    int count() {
        return byName.size();
    }

    /** For classes that no later cell can mention. */
    void forget(Collection<String> names) {
        byName.keySet().removeAll(names);
    }

    private static Object field(Object of, String name) throws NoSuchFieldException {
        try {
            Field field = of.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // It was made accessible.
        }
    }
}
