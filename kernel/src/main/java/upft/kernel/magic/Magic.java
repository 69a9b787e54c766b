package upft.kernel.magic;

/**
 * A magic on a line, {@code %name} and options: its syntax, its help and what it does.
 *
 * @param <T> what {@code var x = %name} gives
 */
public non-sealed interface Magic<T> extends MagicCommand {
    /** The type of the value that these options give, so that {@code var x = %name} has it too. */
    Class<? extends T> resultType();

    /** Does the work with the options that were set. Whatever it changes in the session, it changes at the end and whole. */
    Outcome<T> run(MagicRun run);
}
