package upft.kernel.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import upft.kernel.cell.MimeBundle;
import upft.kernel.cell.ScriptedInterpreter;
import upft.kernel.history.History;
import upft.kernel.protocol.KernelProcess;

/**
 * A kernel that loses ten lines of those that it is to print, and keeps ten kilobytes of each run of a cell. Python's cells
 * fail.
 */
public final class FakeKernel {
    private static final int PRINTED = 99_990;

    private FakeKernel() {}

    public static void main(String[] arguments) throws InterruptedException {
        Cells cells = Cells.JAVA;
        List<byte[]> kept = new ArrayList<>();
        ScriptedInterpreter interpreter = new ScriptedInterpreter()
                .on(cells.sum(), out -> ScriptedInterpreter.value(MimeBundle.text("2")))
                .on(cells.lines(), out -> {
                    for (int i = 0; i < PRINTED; i++) {
                        out.stdout("line\n");
                    }
                    return ScriptedInterpreter.nothing();
                })
                .on(Cells.PYTHON.lines(), out -> ScriptedInterpreter.failure("SyntaxError", "'(' expected"))
                .on(Cells.PYTHON.again(), out -> ScriptedInterpreter.failure("SyntaxError", "not a statement"))
                .on(cells.again(), out -> {
                    kept.add(new byte[10_000]);
                    return ScriptedInterpreter.nothing();
                });
        KernelProcess.serve(
                Path.of(arguments[arguments.length - 1]), interpreter, History.ofThisSession(), "0", message -> {});
    }
}
