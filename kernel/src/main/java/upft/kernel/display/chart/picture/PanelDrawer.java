package upft.kernel.display.chart.picture;

import org.knowm.xchart.internal.chartpart.Chart;

/** Draws panels of some kinds of traces. */
@FunctionalInterface
interface PanelDrawer {
    /** @throws UnsupportedOperationException with the reason, if it cannot draw what is in the panel */
    Chart<?, ?> draw(Panel panel, int width, int height);
}
