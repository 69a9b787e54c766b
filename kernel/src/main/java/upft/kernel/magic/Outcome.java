package upft.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a magic did.
 *
 * @param value what an assignment gets
 * @param said what was done, a line each
 * @param twin the Java that does the same, a line each; may be empty
 * @param shown what is displayed below where the magic is a statement of its own
 */
public record Outcome<T>(T value, List<String> said, List<String> twin, Optional<Object> shown) {
    public Outcome {
        said = List.copyOf(said);
        twin = List.copyOf(twin);
    }

    /** An outcome that only has a line to say. */
    public static <T> Outcome<T> of(T value, String said) {
        return new Outcome<>(value, List.of(said), List.of(), Optional.empty());
    }

    /** An outcome with several lines to say. */
    public static <T> Outcome<T> of(T value, List<String> said) {
        return new Outcome<>(value, said, List.of(), Optional.empty());
    }

    /** An outcome that shows for itself. */
    public static <T> Outcome<T> silent(T value) {
        return new Outcome<>(value, List.of(), List.of(), Optional.empty());
    }

    /** One more line of what was done; an empty one is left out. */
    public Outcome<T> saying(String line) {
        return line.isEmpty() ? this : new Outcome<>(value, appended(said, line), twin, shown);
    }

    /** One more line of the Java twin. */
    public Outcome<T> twin(String line) {
        return new Outcome<>(value, said, appended(twin, line), shown);
    }

    /** What to display below. */
    public Outcome<T> showing(Object object) {
        return new Outcome<>(value, said, twin, Optional.of(object));
    }

    /** Whether there is nothing to say. */
    boolean isSilent() {
        return said.isEmpty() && twin.isEmpty();
    }

    private static List<String> appended(List<String> lines, String line) {
        List<String> all = new ArrayList<>(lines);
        all.add(line);
        return all;
    }
}
