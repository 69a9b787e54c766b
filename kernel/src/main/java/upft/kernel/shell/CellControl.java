package upft.kernel.shell;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Executes snippets in this process. Keeps the value or the exception itself, where JShell's interface would only let
 * their texts pass.
 */
final class CellControl extends DirectExecutionControl {
    private static final int MOST_CAUSES = 50;

    private final CellClasses classes;
    private final CellThread thread;
    private Cell cell;
    private CellThread.Ending ending;

    CellControl(CellClasses classes, CellThread thread) {
        super(classes);
        this.classes = classes;
        this.thread = thread;
    }

    /** What is invoked from now on is done for this cell. */
    void begin(Cell next) {
        cell = next;
        ending = null;
        thread.disarmWhenDue();
    }

    /** How the last invocation ended, or the first that threw; null if there was none since the last call. */
    CellThread.Ending takeEnding() {
        CellThread.Ending last = ending;
        ending = null;
        return last;
    }

    /** Runs what is not code of the cell but belongs to it. */
    CellThread.Ending onCellThread(Callable<Object> code) {
        return thread.run(cell, code);
    }

    @Override
    public void redefine(ClassBytecodes[] given) throws ClassInstallException {
        classes.redefine(given);
    }

    @Override
    public String invoke(String className, String methodName) throws RunException {
        if (cell.isInterrupted()) {
            throw new StoppedException();
        }
        CellThread.Ending how = thread.run(cell, () -> call(className, methodName));
        if (ending == null || ending.thrown() == null) {
            ending = how; // Of the parts of "int x = f(), y = g();", the one that failed tells.
        }
        if (how.stuck() != null || how.thrown() instanceof CellInterrupted) {
            throw new StoppedException();
        }
        if (how.thrown() != null) {
            throw describe(how.thrown(), MOST_CAUSES);
        }
        return "";
    }

    private Object call(String className, String methodName) throws Exception {
        Method method = findClass(className).getDeclaredMethod(methodName);
        method.setAccessible(true);
        try {
            return method.invoke(null);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }

    /** The form in which JShell takes an exception and translates its stack. */
    private static RunException describe(Throwable thrown, int causesLeft) {
        if (thrown instanceof SPIResolutionException unresolved) {
            return new ResolutionException(unresolved.id(), thrown.getStackTrace());
        }
        ExecutionControl.UserException described = new ExecutionControl.UserException(
                String.valueOf(thrown.getMessage()), thrown.getClass().getName(), thrown.getStackTrace());
        if (thrown.getCause() != null && causesLeft > 0) {
            described.initCause(describe(thrown.getCause(), causesLeft - 1));
        }
        return described;
    }
}
