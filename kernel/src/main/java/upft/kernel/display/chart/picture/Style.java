package upft.kernel.display.chart.picture;

import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** One look for all pictures: dark on white, which can be read in any theme. */
final class Style {
    static final Color INK = new Color(0x333333);

    private static final Color GRID = new Color(0xDDDDDD);

    private Style() {}

    static void apply(Chart<?, ?> chart, Panel panel) {
        Styler styler = chart.getStyler();
        chart.setTitle(panel.title());
        styler.setBaseFont(font(Font.PLAIN, 12));
        styler.setChartTitleVisible(!panel.title().isEmpty());
        styler.setChartTitleFont(font(Font.BOLD, 15));
        styler.setChartTitleBoxVisible(false);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setChartFontColor(INK);
        styler.setLegendFont(font(Font.PLAIN, 12));
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendVisible(panel.legend() == Panel.Legend.SHOWN);
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
    }

    static void applyToAxes(Chart<?, ?> chart, AxesChartStyler styler, Panel panel) {
        apply(chart, panel);
        chart.setXAxisTitle(panel.xTitle());
        chart.setYAxisTitle(panel.yTitle());
        styler.setXAxisTitleVisible(!panel.xTitle().isEmpty());
        styler.setYAxisTitleVisible(!panel.yTitle().isEmpty());
        styler.setAxisTitleFont(font(Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(font(Font.PLAIN, 11));
        styler.setAxisTickLabelsColor(INK);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setErrorBarsColor(INK);
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
