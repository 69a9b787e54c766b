package upft.kernel.magic;

import java.nio.file.Path;
import upft.kernel.magic.session.Session;

/**
 * A line magic that may stand for a file of Java and magics, which then runs in its place, as if it were written there.
 * What it is otherwise, {@link Magic#run} does.
 */
public interface SourceMagic<T> extends Magic<T> {
    /** Whether the options that were set name a file to run. */
    boolean isSource();

    /** That file. */
    Path source(Session session);
}
