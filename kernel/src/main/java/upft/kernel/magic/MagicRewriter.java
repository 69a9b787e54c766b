package upft.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import upft.io.UserException;
import upft.kernel.magic.syntax.MagicCall;
import upft.kernel.magic.syntax.MagicParser;
import upft.kernel.magic.syntax.RewrittenCell;
import upft.kernel.magic.syntax.RewrittenCell.Edit;

/** Turns the magics of a cell into Java calls of the {@link MagicHost}. */
public final class MagicRewriter {
    private static final Set<String> HELP = Set.of("--help", "-h");

    private final MagicRegistry registry;
    private final MagicCode code;

    /** @param imported which classes cells know by their simple names */
    public MagicRewriter(MagicRegistry registry, Predicate<Class<?>> imported) {
        this.registry = registry;
        this.code = new MagicCode(registry, imported);
    }

    /** The magics of a cell, in order, those within the Java of others too. */
    public List<MagicCall> calls(String cell) {
        List<MagicCall> calls = new ArrayList<>();
        Optional<MagicCall> head = MagicParser.cellMagic(cell);
        head.ifPresent(calls::add);
        for (MagicCall call : inJava(cell, head)) {
            calls.add(call);
            if (isRoundJava(call)) {
                AroundJava.inner(call).ifPresent(calls::add);
            }
        }
        return calls;
    }

    /** The magics that stand for files of source, which are run in their places. */
    public List<MagicCall> sources(String cell) {
        return inJava(cell, MagicParser.cellMagic(cell)).stream()
                .filter(call -> call.form() == MagicCall.Form.STATEMENT && call.depth() == 0)
                .filter(call -> source(call).isPresent())
                .toList();
    }

    /** The magic with its options, if it stands for a file of source. */
    public Optional<SourceMagic<?>> source(MagicCall call) {
        boolean maybe =
                registry.lines().has(call.name()) && registry.lines().create(call.name()) instanceof SourceMagic;
        if (!maybe) {
            return Optional.empty();
        }
        MagicTable.Parsed parsed = registry.lines().parse(call.name(), call.arguments());
        SourceMagic<?> magic = (SourceMagic<?>) parsed.magic();
        return parsed.usage().isEmpty() && magic.isSource() ? Optional.of(magic) : Optional.empty();
    }

    /** Whether what follows the magic is Java, and not options. */
    public boolean isRoundJava(MagicCall call) {
        MagicTable table = call.form() == MagicCall.Form.CELL ? registry.cells() : registry.lines();
        boolean asksForHelp = call.form() != MagicCall.Form.CELL
                && HELP.contains(call.arguments().strip());
        return table.has(call.name()) && !asksForHelp && table.create(call.name()) instanceof JavaMagic;
    }

    /** The cell as Java. Unknown magics are taken as well, so that unfinished cells can be looked at. */
    public RewrittenCell rewrite(String cell) {
        return rewrite(cell, AroundJava::run);
    }

    /**
     * The cell as Java to look at: code that a magic is put round stands there alone.
     *
     * @param cursor where in the cell something is asked about
     */
    public RewrittenCell outline(String cell, int cursor) {
        return rewrite(cell, java -> java.bare(cursor));
    }

    /**
     * Whether a magic is well-formed, before anything is run.
     *
     * @throws UserException if it is not
     */
    public void check(MagicCall call) {
        switch (call.form()) {
            case CELL -> {
                registry.requireCell(call.name());
                registry.cells().check(call.name(), call.arguments());
            }
            case STRAY ->
                throw new UserException("%%" + call.name() + " takes a whole cell: it must be the first thing in it.");
            case STATEMENT, VALUE -> {
                registry.requireLine(call.name());
                if (isRoundJava(call)) {
                    new AroundJava(call, code).check();
                } else {
                    registry.lines().check(call.name(), call.arguments());
                    checkSource(call);
                }
            }
        }
    }

    private void checkSource(MagicCall call) {
        boolean inPlace = call.form() == MagicCall.Form.STATEMENT && call.depth() == 0;
        if (!inPlace && source(call).isPresent()) {
            throw new UserException("%" + call.name() + call.arguments().stripTrailing()
                    + " runs the file in its place, which is a line of its own that is in no brackets.");
        }
    }

    private RewrittenCell rewrite(String cell, Function<AroundJava, List<Edit>> roundJava) {
        List<Edit> edits = new ArrayList<>();
        Optional<MagicCall> head = MagicParser.cellMagic(cell);
        head.map(call -> isRoundJava(call)
                        ? new Edit(call.start(), call.end(), "")
                        : new Edit(call.start(), cell.length(), code.of(call) + ";"))
                .ifPresent(edits::add);
        for (MagicCall call : inJava(cell, head)) {
            edits.addAll(
                    isRoundJava(call)
                            ? roundJava.apply(new AroundJava(call, code))
                            : List.of(new Edit(call.start(), call.end(), code.of(call) + ";")));
        }
        return RewrittenCell.of(cell, edits);
    }

    /** The magics on lines of the cell's Java, if it has any. */
    private List<MagicCall> inJava(String cell, Optional<MagicCall> head) {
        if (head.isPresent() && !isRoundJava(head.get())) {
            return List.of();
        }
        return MagicParser.lineMagics(cell, head.map(MagicCall::end).orElse(0));
    }
}
