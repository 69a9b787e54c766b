package upft.kernel.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.MimeBundle;
import upft.kernel.cell.Variable;

/** JShell and what was built round it, ready to run cells. */
record Engine(
        JShell jshell,
        CellClasses classes,
        Evaluator evaluator,
        Assistant assistant,
        CellThread thread,
        Provisions provisions)
        implements AutoCloseable {
    /** The number of the run that sets a shell up; cells count from 1. */
    private static final int SETUP = 0;

    static Engine start(ShellSettings settings, Cells cells) {
        CellClasses classes = new CellClasses();
        Checkpoint checkpoint = new Checkpoint(
                classes.connectRuntime(
                        name -> settings.bindings().get(name).value().get()),
                cells);
        CellThread thread = new CellThread(cells, checkpoint, classes.loader());
        CellControl control = new CellControl(classes, thread);
        JShell.Builder builder = JShell.builder().executionEngine(new Provider(control), Map.of());
        settings.classIndex()
                .flatMap(ClassIndex::read)
                .ifPresent(index -> builder.fileManager(files -> indexed(files, index)));
        JShell jshell = builder.build();
        new Indexing(jshell.sourceCodeAnalysis()).suspend();
        Evaluator evaluator = new Evaluator(jshell, control, classes);
        Provisions provisions = new Provisions(
                settings.imports().stream().filter(name -> !isPackage(name)).toList(), settings.bindings());
        Engine engine =
                new Engine(jshell, classes, evaluator, new Assistant(jshell.sourceCodeAnalysis()), thread, provisions);
        Thread weaving = new Thread(CellClasses::prepareWeaving, "weaver start");
        weaving.setDaemon(true);
        weaving.start();
        engine.importPackages(
                settings.imports().stream().filter(Engine::isPackage).toList());
        return engine;
    }

    private static StandardJavaFileManager indexed(StandardJavaFileManager files, ClassIndex index) {
        try {
            return new CompilerFiles(files, index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ShellResult run(Cell cell, String code, UnaryOperator<Object> view) {
        return evaluator.run(cell, code, view);
    }

    /** What cells have declared; not what the host provides. */
    List<Variable> variables(Set<String> provided) {
        return new Variables(jshell, classes, provided).list();
    }

    /** Declares those of the host's names that some code mentions. */
    void provideFor(String code) {
        provisions.takeMentionedIn(code).forEach(this::mustRun);
    }

    /** Declares those that a completion may have to know. */
    void provideForCompletion(String code, int cursor) {
        provisions.takeForCompletion(code, cursor).forEach(this::mustRun);
    }

    /** To be called once, when nobody waits for a first cell any more. */
    void resumeIndexing() {
        new Indexing(jshell.sourceCodeAnalysis()).resume();
    }

    /** Runs code that is nobody's cell. */
    ShellResult runUnheard(String code) {
        return run(new Cell(SETUP, CellRequest.of(code, new Nowhere())), code, UnaryOperator.identity());
    }

    @Override
    public void close() {
        jshell.close();
        thread.close();
    }

    private static boolean isPackage(String name) {
        return name.endsWith(".*");
    }

    /**
     * JShell keeps the text of an import as it is, so that one text may import many packages; each by itself would cost as
     * much as a cell. Single names go by themselves, since an import of the same name in a cell has to replace them. The
     * runtime goes with the packages: by its full name JShell would take the start of that for a variable, and evaluate a
     * binding anew when a cell declares a variable of that name.
     */
    private void importPackages(List<String> names) {
        String lines = Stream.concat(names.stream(), Stream.of(CellRuntime.class.getName()))
                .map(name -> "import " + name + ";")
                .collect(Collectors.joining("\n"));
        for (SnippetEvent event : jshell.eval(lines)) {
            if (event.status() != Snippet.Status.VALID) {
                String why = jshell.diagnostics(event.snippet())
                        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                        .collect(Collectors.joining("; "));
                throw new IllegalArgumentException(names + " cannot be imported: " + why);
            }
        }
    }

    private void mustRun(String code) {
        ShellResult result = runUnheard(code);
        if (!(result instanceof ShellResult.Done)) {
            throw new IllegalArgumentException("'" + code + "' fails: " + result);
        }
    }

    private record Provider(ExecutionControl control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "cells";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return control;
        }
    }

    /** Imports and bindings print nothing that anyone could want. */
    private record Nowhere() implements CellOutput {
        @Override
        public void stdout(String text) {}

        @Override
        public void stderr(String text) {}

        @Override
        public void display(String id, MimeBundle bundle) {}

        @Override
        public void update(String id, MimeBundle bundle) {}
    }
}
