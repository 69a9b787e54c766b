package upft.kernel.shell;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * The switch behind the calls that {@link CellWeaver} weaves in. Armed, it ends every thread that works for an interrupted
 * cell, and no other.
 */
final class Checkpoint {
    private static final MethodType NOTHING = MethodType.methodType(void.class);

    private final MutableCallSite site;
    private final Cells cells;
    private final MethodHandle endInterrupted;

    Checkpoint(MutableCallSite site, Cells cells) {
        this.site = site;
        this.cells = cells;
        try {
            endInterrupted = MethodHandles.lookup().bind(this, "endInterrupted", NOTHING);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    void arm() {
        aim(endInterrupted);
    }

    boolean isArmed() {
        return site.getTarget() == endInterrupted;
    }

    void disarm() {
        aim(MethodHandles.empty(NOTHING));
    }

    private void aim(MethodHandle target) {
        site.setTarget(target);
        MutableCallSite.syncAll(new MutableCallSite[] {site});
    }

    private void endInterrupted() {
        if (cells.ofThisThread().filter(Cell::isInterrupted).isPresent()) {
            throw new CellInterrupted();
        }
    }
}
