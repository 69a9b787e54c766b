package upft.chart;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A trace given by its Plotly attributes, for what Tablesaw's own builders lack: error bars, hover texts, a colour for each
 * bar, dashed lines. It goes into a {@link tech.tablesaw.plotly.components.Figure} like any other trace.
 *
 * <p>Numbers that are not finite become gaps. Strings are escaped so that no text can end the script it is written into.
 *
 * @param attributes as in Plotly's reference, nested maps and lists; at least {@code type}
 */
record AttributeTrace(Map<String, Object> attributes) implements Trace {
    /** Escapes {@code < > & = '} as unicode sequences, which JavaScript reads back as they were. */
    private static final Gson JSON = new GsonBuilder()
            .serializeNulls()
            .registerTypeAdapter(Double.class, new FiniteNumbers())
            .create();

    AttributeTrace {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    @Override
    public String asJavascript(int i) {
        return "var trace" + i + " = " + JSON.toJson(attributes) + ";";
    }

    @Override
    public String name() {
        return String.valueOf(attributes.getOrDefault("name", ""));
    }

    /** Always null, as for Tablesaw's own traces that were given none. */
    @Override
    public HoverLabel hoverLabel() {
        return null;
    }

    @Override
    public boolean showLegend() {
        return !Boolean.FALSE.equals(attributes.get("showlegend"));
    }
}
