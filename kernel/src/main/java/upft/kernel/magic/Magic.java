package upft.kernel.magic;

import java.util.List;

/**
 * One magic: its syntax, its help and what it does. Implementations are classes annotated with picocli's
 * {@code @Command}, whose fields are the options; a fresh instance is made for each call, so that nothing is left over from
 * the last one.
 *
 * @param <T> what {@code var x = %name} gives
 */
public interface Magic<T> {
    /** The type of the value that these options give, so that {@code var x = %name} has it too. */
    Class<? extends T> resultType();

    /** Does the work with the options that were set. Whatever it changes in the session, it changes at the end and whole. */
    Outcome<T> run(MagicRun run);

    /** A call to show in help, such as {@code "%prefix 8"}. */
    List<String> examples();
}
