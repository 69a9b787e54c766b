package upft.kernel.magic;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import upft.io.UserException;
import upft.kernel.magic.syntax.MagicParser;
import upft.kernel.shell.JavaShell;

/** The magics there are, by name. Safe for use by several threads. */
public final class MagicRegistry {
    private final MagicTable lines = new MagicTable("%");
    private final MagicTable cells = new MagicTable("%%");
    private final Map<String, Class<?>> registered = new ConcurrentHashMap<>();

    /** @param makers one a magic, each making a fresh instance; the name is that of its {@code @Command} */
    public MagicRegistry(List<? extends Supplier<? extends MagicCommand>> makers) {
        makers.forEach(this::add);
    }

    /** Those that stand on a line: {@code %name}. */
    public MagicTable lines() {
        return lines;
    }

    /** Those that stand before a cell: {@code %%name}. */
    public MagicTable cells() {
        return cells;
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
        MagicCommand magic = maker.get();
        String name = name(magic.getClass());
        Class<?> other = taken(magic, name);
        Class<?> before = registered.get(name);
        boolean again = other != null
                && other == before
                && before.getSimpleName().equals(magic.getClass().getSimpleName());
        if (other != null && !again) {
            throw new UserException("The magic " + written(magic, name) + " of " + readable(magic.getClass())
                    + " cannot be added: the name is that of " + readable(other)
                    + ". Give it another name in its @Command.");
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
        if (!lines.has(name)) {
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
        if (!cells.has(name)) {
            throw new UserException("Unknown cell magic %%" + name + "."
                    + (lines.has(name) ? " Did you mean %" + name + "?" : cells.didYouMean(name))
                    + " %lsmagic lists all.");
        }
    }

    private void add(Supplier<? extends MagicCommand> maker) {
        MagicCommand magic = maker.get();
        put(magic, name(magic.getClass()), maker);
    }

    private void put(MagicCommand magic, String name, Supplier<? extends MagicCommand> maker) {
        if (onLine(magic)) {
            lines.put(name, maker);
        }
        if (onCell(magic)) {
            cells.put(name, maker);
        }
    }

    private Class<?> taken(MagicCommand magic, String name) {
        if (onLine(magic) && lines.has(name)) {
            return lines.create(name).getClass();
        }
        return onCell(magic) && cells.has(name) ? cells.create(name).getClass() : null;
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
