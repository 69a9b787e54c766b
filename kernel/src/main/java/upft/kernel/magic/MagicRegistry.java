package upft.kernel.magic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import upft.io.UserException;
import upft.kernel.magic.syntax.MagicParser;
import upft.kernel.shell.JavaShell;

/**
 * The magics there are, by name. They are looked at when a magic is first asked for: names stand in annotations, other jars
 * have to be searched, and the library that reads options is in no archive of classes, which a kernel need not wait for when
 * it starts. Safe for use by several threads.
 */
public final class MagicRegistry {
    private final List<Supplier<? extends MagicCommand>> makers;
    private final Optional<ClassLoader> others;
    private MagicTable lines;
    private MagicTable cells;
    private final Map<String, Class<?>> registered = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private boolean complete;

    /** @param makers one a magic, each making a fresh instance; the name is that of its {@code @Command} */
    public MagicRegistry(List<? extends Supplier<? extends MagicCommand>> makers) {
        this(makers, Optional.empty());
    }

    /**
     * @param makers one a magic, each making a fresh instance; the name is that of its {@code @Command}
     * @param others where the magics of other jars are found, by {@link java.util.ServiceLoader}
     */
    public MagicRegistry(List<? extends Supplier<? extends MagicCommand>> makers, ClassLoader others) {
        this(makers, Optional.of(others));
    }

    private MagicRegistry(List<? extends Supplier<? extends MagicCommand>> makers, Optional<ClassLoader> others) {
        this.makers = List.copyOf(makers);
        this.others = others;
    }

    /** Those that stand on a line: {@code %name}. */
    public MagicTable lines() {
        complete();
        return lines;
    }

    /** Those that stand before a cell: {@code %%name}. */
    public MagicTable cells() {
        complete();
        return cells;
    }

    /** What is to be said of magics of other jars that could not be taken, once. */
    public synchronized List<String> takeProblems() {
        List<String> taken = List.copyOf(problems);
        problems.clear();
        return taken;
    }

    private synchronized void complete() {
        if (complete) {
            return;
        }
        complete = true;
        lines = new MagicTable("%");
        cells = new MagicTable("%%");
        makers.forEach(this::add);
        others.map(InstalledMagics::find).ifPresent(installed -> {
            problems.addAll(installed.problems());
            installed.makers().forEach(this::addIfPossible);
        });
    }

    private void addIfPossible(Supplier<? extends MagicCommand> maker) {
        try {
            add(maker);
        } catch (ServiceConfigurationError e) {
            problems.add(InstalledMagics.problem(e));
        } catch (UserException e) {
            problems.add(e.getMessage());
        }
    }

    /**
     * Adds a magic, for this session. One that was added before by a class of the same name, as by an earlier run of the
     * same cell, is replaced.
     *
     * @param maker makes a fresh instance; the name is that of its {@code @Command}
     * @return the magic as it is written
     * @throws UserException if the name is taken by another class, which it names
     */
    public synchronized String register(Supplier<? extends MagicCommand> maker) {
        complete();
        MagicCommand magic = maker.get();
        String name = name(magic.getClass());
        Class<?> before = registered.get(name);
        boolean again =
                before != null && before.getSimpleName().equals(magic.getClass().getSimpleName());
        if (!again) {
            requireFree(magic, name);
        }
        put(magic, name, maker);
        registered.put(name, magic.getClass());
        return written(magic, name);
    }

    /**
     * The line magic of a name.
     *
     * @throws UserException with the nearest known name if there is none
     */
    void requireLine(String name) {
        if (name.isEmpty()) {
            throw new UserException("A magic's name is missing after the %. %lsmagic lists all.");
        }
        if (!lines().has(name)) {
            throw new UserException("Unknown magic %" + name + "."
                    + (cells.has(name) ? " It takes a whole cell: %%" + name + "." : lines.didYouMean(name))
                    + " %lsmagic lists all.");
        }
    }

    /**
     * The cell magic of a name.
     *
     * @throws UserException with the nearest known name if there is none
     */
    void requireCell(String name) {
        if (name.isEmpty()) {
            throw new UserException("A magic's name is missing after the %%. %lsmagic lists all.");
        }
        if (!cells().has(name)) {
            throw new UserException("Unknown cell magic %%" + name + "."
                    + (lines.has(name) ? " Did you mean %" + name + "?" : cells.didYouMean(name))
                    + " %lsmagic lists all.");
        }
    }

    private void add(Supplier<? extends MagicCommand> maker) {
        MagicCommand magic = maker.get();
        String name = name(magic.getClass());
        requireFree(magic, name);
        put(magic, name, maker);
    }

    private void put(MagicCommand magic, String name, Supplier<? extends MagicCommand> maker) {
        if (onLine(magic)) {
            lines.put(name, maker);
        }
        if (onCell(magic)) {
            cells.put(name, maker);
        }
    }

    private void requireFree(MagicCommand magic, String name) {
        boolean taken = onLine(magic) && lines.has(name) || onCell(magic) && cells.has(name);
        if (taken) {
            MagicTable table = onLine(magic) && lines.has(name) ? lines : cells;
            throw new UserException("The magic " + table.shown(name) + " of " + readable(magic.getClass())
                    + " cannot be added: the name is that of "
                    + readable(table.create(name).getClass())
                    + ". Give it another name in its @Command.");
        }
    }

    private static boolean onLine(MagicCommand magic) {
        return magic instanceof Magic || magic instanceof JavaMagic;
    }

    private static boolean onCell(MagicCommand magic) {
        return magic instanceof CellMagic || magic instanceof JavaMagic;
    }

    private static String written(MagicCommand magic, String name) {
        return (onLine(magic) ? "%" : "%%") + name;
    }

    private static String name(Class<?> type) {
        Command command = type.getAnnotation(Command.class);
        if (command == null || !MagicParser.isName(command.name()) || command.description().length == 0) {
            throw new UserException("The class " + readable(type)
                    + " is no magic: annotate it with picocli's @Command(name = \"…\", description = \"…\"), the name of"
                    + " letters, digits, - and _.");
        }
        return command.name();
    }

    private static String readable(Class<?> type) {
        return JavaShell.readable(type.getName());
    }
}
