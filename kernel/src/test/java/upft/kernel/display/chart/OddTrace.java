package upft.kernel.display.chart;

import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.traces.Trace;

/** A trace of a user's own whose script is no object literal. */
record OddTrace() implements Trace {
    @Override
    public String asJavascript(int i) {
        return "var trace" + i + " = makeTrace();";
    }

    @Override
    public String name() {
        return "odd";
    }

    @Override
    public HoverLabel hoverLabel() {
        return null;
    }

    @Override
    public boolean showLegend() {
        return false;
    }
}
