package upft.kernel.shell;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.List;

/**
 * Lets a class that is already loaded take new method bodies, which keeps the variables that live in its static fields.
 * The JVM calls it before {@code main} where the kernel is started as {@code java -jar} or with {@code -javaagent}; the
 * field is static because that is where the JVM delivers. Without it everything works, but a variable is lost with every
 * object of a class that had to be replaced.
 */
public final class RedefinitionAgent {
    private static volatile Instrumentation instrumentation;

    private RedefinitionAgent() {}

    /** Called by {@code -javaagent}. */
    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Called for {@code Launcher-Agent-Class}. */
    public static void agentmain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Gives classes new bodies, all or none; false where the JVM refuses, as it does when fields or methods came or went. */
    static boolean redefine(List<ClassDefinition> definitions) {
        Instrumentation agent = instrumentation;
        if (agent == null || !agent.isRedefineClassesSupported()) {
            return false;
        }
        try {
            agent.redefineClasses(definitions.toArray(ClassDefinition[]::new));
            return true;
        } catch (ClassNotFoundException | UnmodifiableClassException | UnsupportedOperationException | LinkageError e) {
            return false; // The caller replaces the classes and says which variables that costs.
        }
    }
}
