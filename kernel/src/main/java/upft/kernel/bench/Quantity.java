package upft.kernel.bench;

import java.util.Optional;
import upft.bench.Goal;

/** What is measured of a kernel. All are better the lower they are. */
enum Quantity {
    READY("ready: spawn to first kernel_info_reply", "s", Goal.atMost(0.5)),
    FIRST_CELL("first 1 + 1 done, from spawn", "s", Goal.atMost(1)),
    FIRST_RESIDENT("resident after the first cell", "MB", Goal.atMost(160)),
    EARLY_ROUND_TRIP("1 + 1, after 40, to reply and idle", "ms", null),
    ROUND_TRIP("1 + 1, warmed, to reply and idle", "ms", Goal.atMost(10)),
    IS_COMPLETE("is_complete", "ms", Goal.atMost(2)),
    COMPLETION("completion", "ms", Goal.atMost(25)),
    LINES("100,000 lines, to the last that arrived", "s", Goal.atMost(1)),
    LINES_LOST("100,000 lines: lost", "lines", Goal.atMost(0)),
    SLOW_LINES("100,000 lines, reader pauses 2 s", "s", null),
    SLOW_LINES_LOST("100,000 lines, reader pauses 2 s: lost", "lines", Goal.atMost(0)),
    GROWTH("growth of memory in 1,000 runs of a cell", "MB", Goal.atMost(10)),
    LOOP("time of a loop, beside the same loop not woven", "x", Goal.atMost(1.1));

    private final String title;
    private final String unit;
    private final Goal goal;

    Quantity(String title, String unit, Goal goal) {
        this.title = title;
        this.unit = unit;
        this.goal = goal;
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    /** What ours is to reach. */
    Optional<Goal> goal() {
        return Optional.ofNullable(goal);
    }
}
