package upft.kernel.shell;

import java.lang.reflect.InaccessibleObjectException;
import jdk.jshell.SourceCodeAnalysis;

/**
 * JShell's index of all classes that there are, for completions. JShell begins to make it, on a thread of its own, when it
 * is first asked about any code, and that is when somebody may be waiting for the first cell. It has a switch for this that
 * is not public; where that is closed to us, or another in some JDK, the index is made at once.
 */
record Indexing(SourceCodeAnalysis analysis) {
    void suspend() {
        call("suspendIndexing");
    }

    void resume() {
        call("resumeIndexing");
    }

    private void call(String name) {
        try {
            var method = analysis.getClass().getDeclaredMethod(name);
            method.setAccessible(true);
            method.invoke(analysis);
        } catch (NoSuchMethodException | InaccessibleObjectException e) {
            return; // As the class says.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e); // It was made accessible, and throws nothing.
        }
    }
}
