package upft.training;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What makes a training the one that it is: hashes of model and data, recipe and settings, each value under a name that a
 * user knows. Two trainings of one identity end alike.
 *
 * @param parts values by name; what a hash is of stands before it
 */
public record Identity(Map<String, String> parts) {
    public Identity {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    public static Identity empty() {
        return new Identity(Map.of());
    }

    /** This identity with one part more. */
    public Identity with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parts);
        more.put(name, value);
        return new Identity(more);
    }

    /** This identity with a part for each field of an object, and for those of objects in it. */
    public Identity with(String name, JsonElement value) {
        if (!(value instanceof JsonObject object)) {
            return with(name, value.isJsonPrimitive() ? value.getAsString() : value.toString());
        }
        Identity all = this;
        for (Map.Entry<String, JsonElement> field : object.entrySet()) {
            all = all.with(name + "." + field.getKey(), field.getValue());
        }
        return all;
    }

    /**
     * In what another differs, a line each with both values.
     *
     * @param where the other is, such as "in the checkpoint"
     */
    public List<String> differences(Identity other, String where) {
        Set<String> names = new TreeSet<>(parts.keySet());
        names.addAll(other.parts.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(parts.get(name), other.parts.get(name)))
                .map(name -> name + ": " + parts.getOrDefault(name, "none") + "; " + where + ": "
                        + other.parts.getOrDefault(name, "none"))
                .toList();
    }
}
