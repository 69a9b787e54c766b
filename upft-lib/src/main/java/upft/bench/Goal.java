package upft.bench;

import java.util.Optional;
import java.util.OptionalDouble;

/** What a row is to reach. */
public record Goal(Kind kind, double bound) {
    /** What the bound is for. */
    public enum Kind {
        /** How many times better than the rival ours is to be. */
        RATIO,
        /** The most that ours may be. */
        AT_MOST,
        /** The least that ours may be. */
        AT_LEAST
    }

    public static Goal ratio(double times) {
        return new Goal(Kind.RATIO, times);
    }

    public static Goal atMost(double value) {
        return new Goal(Kind.AT_MOST, value);
    }

    public static Goal atLeast(double value) {
        return new Goal(Kind.AT_LEAST, value);
    }

    /** Empty if what it is about was not measured. */
    Optional<Boolean> reachedBy(OptionalDouble ours, OptionalDouble ratio) {
        OptionalDouble value = kind == Kind.RATIO ? ratio : ours;
        if (value.isEmpty()) {
            return Optional.empty();
        }
        double found = value.getAsDouble();
        return Optional.of(kind == Kind.AT_MOST ? found <= bound : found >= bound);
    }

    @Override
    public String toString() {
        String number = Figures.text(bound);
        return switch (kind) {
            case RATIO -> number + "x";
            case AT_MOST -> "<= " + number;
            case AT_LEAST -> ">= " + number;
        };
    }
}
