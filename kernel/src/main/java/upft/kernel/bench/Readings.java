package upft.kernel.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one run of a kernel gave: of each quantity as many values as it was measured times. */
record Readings(Map<Quantity, List<Double>> values) {
    Readings {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    List<Double> of(Quantity quantity) {
        return values.getOrDefault(quantity, List.of());
    }

    /** Collects readings while a run goes on. */
    static final class Builder {
        private final Map<Quantity, List<Double>> values = new EnumMap<>(Quantity.class);

        Builder add(Quantity quantity, double value) {
            values.computeIfAbsent(quantity, q -> new ArrayList<>()).add(value);
            return this;
        }

        Builder add(Quantity quantity, Optional<Double> value) {
            value.ifPresent(known -> add(quantity, known));
            return this;
        }

        Readings build() {
            return new Readings(values);
        }
    }
}
