package upft.kernel.magic;

/** A magic for a whole cell, {@code %%name} and options on its first line, that makes what it likes of the other lines. */
public non-sealed interface CellMagic extends MagicCommand {
    /**
     * Does the work with the options that were set.
     *
     * @param body the lines after the first, as they are written; may be empty
     */
    Outcome<?> run(String body, MagicRun run);
}
