package upft.kernel.shell;

import java.io.IOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Lets a class that is already loaded take new method bodies, which keeps the variables that live in its static fields.
 * The JVM calls it before {@code main} where the kernel is started with {@code -javaagent}. Started as {@code java -jar},
 * the kernel has itself called when a class is first to be redefined: a JVM with an agent takes longer to start. The fields
 * are static because that is where the JVM delivers. Without it everything works, but a variable is lost with every object
 * of a class that had to be replaced.
 */
public final class RedefinitionAgent {
    /** What the JVM itself calls for the attribute Launcher-Agent-Class; the manifest of our jar opens it to us. */
    private static final String LOADER = "sun.instrument.InstrumentationImpl";

    private static volatile Instrumentation instrumentation;
    private static volatile boolean asked;

    private RedefinitionAgent() {}

    /** Called by {@code -javaagent}. */
    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Called where the agent is loaded later. */
    public static void agentmain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Gives classes new bodies, all or none; false where the JVM refuses, as it does when fields or methods came or went. */
    static boolean redefine(List<ClassDefinition> definitions) {
        Instrumentation agent = loaded();
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

    private static synchronized Instrumentation loaded() {
        if (instrumentation == null && !asked) {
            asked = true;
            load();
        }
        return instrumentation;
    }

    private static void load() {
        try {
            Path jar = agentJar();
            try {
                Class.forName(LOADER).getMethod("loadAgent", String.class).invoke(null, jar.toString());
            } finally {
                Files.delete(jar);
            }
        } catch (ReflectiveOperationException | IOException e) {
            // Started in another way, or with no room for the jar: classes are then replaced, as the caller says.
            instrumentation = null;
        }
    }

    /** An agent is named by a jar. Ours cannot name it, or the JVM would load it before anything else. */
    private static Path agentJar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Launcher-Agent-Class", RedefinitionAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
        Path jar = Files.createTempFile("upft-agent", ".jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }
}
