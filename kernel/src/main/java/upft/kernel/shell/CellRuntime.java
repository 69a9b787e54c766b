package upft.kernel.shell;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.function.Function;
import upft.io.UserException;

/**
 * What the classes of cells call: {@link CellWeaver} weaves the calls in. Every shell defines a copy of this class in its
 * own class loader, so that these static fields belong to one shell; the shell reaches its copy by reflection.
 */
public final class CellRuntime {
    /**
     * Does nothing, until an interrupt gives it a target that throws. The compiler treats the target as a constant, so a
     * loop keeps its speed, which a test of a volatile field would take from it.
     */
    private static final MutableCallSite STOP =
            new MutableCallSite(MethodHandles.empty(MethodType.methodType(void.class)));

    private static final MethodHandle CHECK = STOP.dynamicInvoker();

    private static Function<String, Object> bindings;

    private CellRuntime() {}

    /** Called on entry of every method of a cell and before every jump backwards. */
    public static void check() throws Throwable {
        CHECK.invokeExact();
    }

    /** Stands in for {@link System#exit}. */
    public static void exit(int status) {
        throw new UserException("A cell cannot end the process: System.exit(" + status
                + ") would lose every variable of the notebook. To leave a cell early, throw an exception;"
                + " to end the session, shut it down or restart it from the program that shows this.");
    }

    /** Stands in for {@link Runtime#exit} and {@link Runtime#halt}. */
    public static void exit(Runtime runtime, int status) {
        exit(status);
    }

    /** The object that the host bound to a name. */
    public static Object binding(String name) {
        return bindings.apply(name);
    }

    /** For the shell only. */
    public static MutableCallSite connect(Function<String, Object> hostBindings) {
        bindings = hostBindings;
        return STOP;
    }
}
