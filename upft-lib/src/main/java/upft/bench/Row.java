package upft.bench;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One line of a benchmark: a quantity of ours, and where there is one that of a rival. A quantity with several rivals has a
 * row for each.
 *
 * @param name what was measured, unique together with the rival
 * @param rival empty where there is nothing to compare with
 * @param note what a reader has to know besides, or an empty text
 */
public record Row(
        String name,
        String unit,
        Better better,
        Measured ours,
        Optional<Measured> rival,
        Optional<Goal> goal,
        String note) {
    /** Which of two values is the better one. */
    public enum Better {
        HIGHER,
        LOWER
    }

    /** A row with no rival, goal or note. */
    public static Row of(String name, String unit, Better better, Measured ours) {
        return new Row(name, unit, better, ours, Optional.empty(), Optional.empty(), "");
    }

    public Row against(Measured other) {
        return new Row(name, unit, better, ours, Optional.of(other), goal, note);
    }

    public Row withGoal(Goal newGoal) {
        return new Row(name, unit, better, ours, rival, Optional.of(newGoal), note);
    }

    public Row withNote(String newNote) {
        return new Row(name, unit, better, ours, rival, goal, newNote);
    }

    /** How many times better ours is than the rival's, by the medians; empty if one of them was not measured. */
    public OptionalDouble ratio() {
        OptionalDouble mine = median(Optional.of(ours));
        OptionalDouble theirs = median(rival);
        if (mine.isEmpty() || theirs.isEmpty()) {
            return OptionalDouble.empty();
        }
        double above = better == Better.HIGHER ? mine.getAsDouble() : theirs.getAsDouble();
        double below = better == Better.HIGHER ? theirs.getAsDouble() : mine.getAsDouble();
        return below == 0 ? OptionalDouble.empty() : OptionalDouble.of(above / below);
    }

    /** Empty if there is no goal, or if what it is about was not measured. */
    public Optional<Boolean> goalReached() {
        return goal.flatMap(wanted -> wanted.reachedBy(median(Optional.of(ours)), ratio()));
    }

    private static OptionalDouble median(Optional<Measured> measured) {
        return measured.flatMap(Measured::series)
                .map(series -> OptionalDouble.of(series.median()))
                .orElse(OptionalDouble.empty());
    }
}
