package upft.kernel.display.chart.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import upft.kernel.display.chart.Chart;

/**
 * Draws a chart without a browser. Drawn are bars, lines, areas, points, histograms of counts, boxes, heat maps and pies;
 * in the place of another kind stands a sentence that says so.
 */
public final class ChartPicture {
    /** Size in a page; the image has twice as many pixels each way, for fine screens. */
    public static final int WIDTH = 800;

    static final int HEIGHT = 420;
    static final int SCALE = 2;
    private static final int TITLE_HEIGHT = 34;

    private static final Map<Set<String>, PanelDrawer> DRAWERS = Map.of(
            Set.of("bar"), new CategoryPanel(),
            Set.of("bar", "scatter"), new CategoryPanel(),
            Set.of("scatter"), ChartPicture::scatter,
            Set.of("histogram"), new HistogramPanel(),
            Set.of("box"), new BoxPanel(),
            Set.of("heatmap"), new HeatmapPanel(),
            Set.of("pie"), new PiePanel());

    private ChartPicture() {}

    /** The picture, {@link #WIDTH} times 2 pixels wide. */
    public static BufferedImage of(Chart chart) {
        BufferedImage image = new BufferedImage(SCALE * WIDTH, SCALE * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.scale(SCALE, SCALE);
            panels(graphics, chart);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static void panels(Graphics2D graphics, Chart chart) {
        List<Panel> panels = Panel.of(chart);
        int top = 0;
        if (panels.size() > 1 && !chart.title().isEmpty()) {
            graphics.setColor(Style.INK);
            graphics.setFont(Style.font(Font.BOLD, 15));
            centred(graphics, chart.title(), WIDTH, TITLE_HEIGHT - 12);
            top = TITLE_HEIGHT;
        }
        int columns = Math.min(3, panels.size());
        int rows = (panels.size() + columns - 1) / columns;
        int width = WIDTH / columns;
        int height = (HEIGHT - top) / rows;
        for (int i = 0; i < panels.size(); i++) {
            Graphics2D part =
                    (Graphics2D) graphics.create(i % columns * width, top + i / columns * height, width, height);
            try {
                panel(part, panels.get(i), width, height);
            } finally {
                part.dispose();
            }
        }
    }

    private static void panel(Graphics2D graphics, Panel panel, int width, int height) {
        PanelDrawer drawer = DRAWERS.getOrDefault(panel.kinds(), ChartPicture::unknown);
        try {
            drawer.draw(panel, width, height).paint(graphics, width, height);
        } catch (RuntimeException e) {
            // The library refuses what it cannot draw in many ways; the live chart is not touched by it.
            sentence(graphics, panel, e.getMessage(), width, height);
        }
    }

    private static org.knowm.xchart.internal.chartpart.Chart<?, ?> scatter(Panel panel, int width, int height) {
        boolean onScale = panel.traces().stream()
                .allMatch(trace -> Values.areNumbers(trace, "x")
                        || Values.times(trace, "x").isPresent());
        return (onScale ? new XyPanel() : new CategoryPanel()).draw(panel, width, height);
    }

    private static org.knowm.xchart.internal.chartpart.Chart<?, ?> unknown(Panel panel, int width, int height) {
        throw new UnsupportedOperationException("charts of kind " + String.join(", ", panel.kinds()));
    }

    private static void sentence(Graphics2D graphics, Panel panel, String reason, int width, int height) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Style.INK);
        graphics.setFont(Style.font(Font.BOLD, 15));
        centred(graphics, panel.title(), width, TITLE_HEIGHT - 12);
        graphics.setFont(Style.font(Font.PLAIN, 13));
        centred(graphics, "No picture of this chart (" + reason + ").", width, height / 2);
        centred(graphics, "It is drawn where scripts run.", width, height / 2 + 20);
    }

    private static void centred(Graphics2D graphics, String text, int width, int baseline) {
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.drawString(text, (width - metrics.stringWidth(text)) / 2, baseline);
    }
}
