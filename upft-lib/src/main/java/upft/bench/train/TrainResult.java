package upft.bench.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a process measured.
 *
 * @param losses of each step, that before the clock runs among them
 * @param seconds of each step after that: from the end of the step before to its own
 * @param about the program, its versions and how it was set up
 * @param figures by name, here and in {@link upft.bench.Footprint}; those that a contender cannot tell are left out
 */
record TrainResult(List<Double> losses, List<Double> seconds, String about, Map<String, Double> figures) {
    /** Bytes resident after a tenth of the steps. */
    static final String RESIDENT_EARLY = "residentEarly";

    /** Bytes resident after the last step. */
    static final String RESIDENT_LATE = "residentLate";

    Optional<Double> figure(String name) {
        return Optional.ofNullable(figures.get(name));
    }

    double totalSeconds() {
        return seconds.stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * How far another's losses are from these, in the step where that is most, as a share of these. A loss that is no
     * number is as far as can be.
     */
    double largestDifference(TrainResult other) {
        double largest = 0;
        for (int step = 0; step < losses.size(); step++) {
            double difference = Math.abs(losses.get(step) - other.losses.get(step)) / Math.abs(losses.get(step));
            largest = difference <= largest ? largest : Double.isNaN(difference) ? Double.MAX_VALUE : difference;
        }
        return largest;
    }
}
