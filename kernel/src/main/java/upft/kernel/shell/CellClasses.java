package upft.kernel.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassDefinition;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/** Loads and redefines the classes that cells compile to, woven, in a class loader of the shell's own. */
final class CellClasses implements LoaderDelegate {
    /** JShell numbers its snippets; a letter is added each time that the class of one is replaced. */
    private static final Pattern SNIPPET_CLASS = Pattern.compile("REPL\\.\\$JShell\\$(\\d+)[A-Z]*");

    private final Loader loader = new Loader(CellClasses.class.getClassLoader());
    private final Map<String, Class<?>> classes = new HashMap<>();
    private final Map<String, Class<?>> newestOfSnippet = new HashMap<>();
    private final Map<String, Field> variables = new HashMap<>();
    private final Set<String> carriedOver = new HashSet<>();
    private final Set<String> loaded = new HashSet<>();

    ClassLoader loader() {
        return loader;
    }

    /** Gives the shell's copy of {@link CellRuntime} its bindings and takes its checkpoint. */
    MutableCallSite connectRuntime(Function<String, Object> bindings) {
        try {
            return (MutableCallSite) loader.loadClass(CellRuntime.class.getName())
                    .getMethod("connect", Function.class)
                    .invoke(null, bindings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot reach the cell runtime", e);
        }
    }

    /** Loads what weaves. No archive of classes holds it on JDK 17, since its class files are of Java 5. */
    static void prepareWeaving() {
        CellWeaver.weave(Loader.bytesOf(CellRuntime.class));
    }

    @Override
    public void load(ClassBytecodes[] given) throws ClassInstallException {
        boolean[] done = new boolean[given.length];
        try {
            for (ClassBytecodes bytes : given) {
                loader.declare(bytes.name(), CellWeaver.weave(bytes.bytecodes()));
            }
            for (int i = 0; i < given.length; i++) {
                install(given[i].name(), loader.loadClass(given[i].name()));
                done[i] = true;
            }
        } catch (ClassNotFoundException | LinkageError e) {
            throw new ClassInstallException("load: " + e.getMessage(), done);
        }
    }

    /** New bodies for loaded classes; fails for all where the JVM refuses one, and JShell then replaces them. */
    void redefine(ClassBytecodes[] given) throws ClassInstallException {
        List<ClassDefinition> definitions = new ArrayList<>();
        for (ClassBytecodes bytes : given) {
            definitions.add(new ClassDefinition(classes.get(bytes.name()), CellWeaver.weave(bytes.bytecodes())));
        }
        if (!RedefinitionAgent.redefine(definitions)) {
            throw new ClassInstallException("redefinition refused", new boolean[given.length]);
        }
    }

    /** Names of the classes loaded since the last call. */
    Set<String> takeLoaded() {
        Set<String> names = Set.copyOf(loaded);
        loaded.clear();
        return names;
    }

    /** Names of the variables whose values went from a replaced class to its successor since the last call. */
    Set<String> takeCarriedOver() {
        Set<String> names = Set.copyOf(carriedOver);
        carriedOver.clear();
        return names;
    }

    @Override
    public void classesRedefined(ClassBytecodes[] given) {
        // The loader keeps no bytes of loaded classes.
    }

    @Override
    public void addToClasspath(String path) throws InternalException {
        try {
            for (String entry : path.split(java.io.File.pathSeparator)) {
                loader.addURL(Path.of(entry).toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new InternalException(e.toString());
        }
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> found = classes.get(name);
        if (found == null) {
            throw new ClassNotFoundException(name);
        }
        return found;
    }

    /** Where the value of a variable of the cells is: a static field; null if there was never one of the name. */
    Field variable(String name) {
        return variables.get(name);
    }

    /** Gives a variable another value if it has {@code before}, and is of a type that can hold it. */
    void replaceValue(String variable, Object before, Object now) {
        Field field = variables.get(variable);
        try {
            if (field != null && field.getType().isInstance(now) && field.get(null) == before) {
                field.set(null, now);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // It was made accessible.
        }
    }

    /** Lets go of the value of a variable that is dropped; its class stays loaded. */
    void forgetVariable(String name) {
        Field field = variables.remove(name);
        try {
            if (field != null && !field.getType().isPrimitive()) {
                field.set(null, null);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // It was made accessible.
        }
    }

    private void install(String name, Class<?> type) {
        classes.put(name, type);
        loaded.add(name);
        Matcher snippet = SNIPPET_CLASS.matcher(name);
        if (snippet.matches()) {
            Class<?> before = newestOfSnippet.put(snippet.group(1), type);
            for (Field field : type.getDeclaredFields()) {
                if (isVariable(field)) {
                    installVariable(field, before);
                }
            }
        }
    }

    private static boolean isVariable(Field field) {
        int modifiers = field.getModifiers();
        return Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers) && !field.isSynthetic();
    }

    private void installVariable(Field now, Class<?> before) {
        now.setAccessible(true);
        Field old = variables.put(now.getName(), now);
        if (old != null && old.getDeclaringClass() == before && copyValue(old, now)) {
            carriedOver.add(now.getName());
        }
    }

    /** Whether the types were the same, and so the value could be copied. */
    static boolean copyValue(Field from, Field to) {
        if (from.getType() != to.getType()) {
            return false;
        }
        try {
            to.set(null, from.get(null));
            return true;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // Both were made accessible.
        }
    }

    private static final class Loader extends URLClassLoader {
        private final Map<String, byte[]> declared = new HashMap<>();

        Loader(ClassLoader parent) {
            super("cells", new URL[0], parent);
        }

        synchronized void declare(String name, byte[] bytes) {
            declared.put(name, bytes);
        }

        @Override
        protected void addURL(URL url) {
            super.addURL(url);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(CellRuntime.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> own = findLoadedClass(name);
                return own != null ? own : define(name, bytesOf(CellRuntime.class));
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes;
            synchronized (this) {
                bytes = declared.remove(name);
            }
            return bytes == null ? super.findClass(name) : define(name, bytes);
        }

        private Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }

        private static byte[] bytesOf(Class<?> type) {
            try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
