package upft.kernel.display.chart.picture;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import upft.kernel.display.chart.Chart;

/** Reads a trace's values. Tablesaw writes numbers as texts too. */
final class Values {
    private Values() {}

    /** As numbers, NaN where there is none. */
    static double[] numbers(JsonObject trace, String name) {
        return Chart.list(trace, name).stream().mapToDouble(Values::number).toArray();
    }

    /** Whether all values that there are, and at least one, are numbers. */
    static boolean areNumbers(JsonObject trace, String name) {
        List<JsonElement> values =
                Chart.list(trace, name).stream().filter(Values::isThere).toList();
        return !values.isEmpty() && values.stream().noneMatch(each -> Double.isNaN(number(each)));
    }

    /** As times, if every value is a date or a date with time. */
    static Optional<List<Date>> times(JsonObject trace, String name) {
        List<Date> times = new ArrayList<>();
        for (JsonElement each : Chart.list(trace, name)) {
            Optional<Date> time = time(text(each));
            if (time.isEmpty()) {
                return Optional.empty();
            }
            times.add(time.get());
        }
        return times.isEmpty() ? Optional.empty() : Optional.of(times);
    }

    /** As texts; numbers without a needless ".0". */
    static List<String> labels(JsonObject trace, String name) {
        return Chart.list(trace, name).stream().map(Values::label).toList();
    }

    static String label(JsonElement element) {
        String text = text(element);
        return text.endsWith(".0") && !Double.isNaN(number(element)) ? text.substring(0, text.length() - 2) : text;
    }

    private static double number(JsonElement element) {
        if (!isThere(element)) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(element.getAsString());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean isThere(JsonElement element) {
        return element.isJsonPrimitive() && !List.of("", "null", "NaN").contains(element.getAsString());
    }

    private static String text(JsonElement element) {
        return element.isJsonPrimitive() ? element.getAsString() : "";
    }

    private static Optional<Date> time(String text) {
        try {
            LocalDateTime time = text.contains("T")
                    ? LocalDateTime.parse(text)
                    : LocalDate.parse(text).atStartOfDay();
            return Optional.of(Date.from(time.toInstant(ZoneOffset.UTC)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
