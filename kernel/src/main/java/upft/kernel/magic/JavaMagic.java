package upft.kernel.magic;

import java.time.Duration;

/**
 * A magic round Java: {@code %name STATEMENT} on a line, or {@code %%name} before a cell of Java (and magics). The code runs
 * as it would by itself; the magic sees when it begins and when it has come to its end, and may say something about it. On a
 * line there is no room for options.
 */
public non-sealed interface JavaMagic extends MagicCommand {
    /** Called just before the code runs. What it gives is told of the end, unless the code fails. */
    Ending begin(MagicRun run);

    /** Called when the code has come to its end. */
    @FunctionalInterface
    interface Ending {
        /** @param compiling how long of the time since the beginning the code did not run, but was compiled */
        Outcome<?> end(Duration compiling);
    }
}
