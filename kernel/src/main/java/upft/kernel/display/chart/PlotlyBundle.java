package upft.kernel.display.chart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * plotly.js from the class path, packed so that it can travel inside a chart.
 *
 * <p>Every chart brings the script along, so that each stands alone: whichever cells of a saved notebook are run again,
 * cleared or copied elsewhere, the other charts can still be drawn. What makes that bearable is that the chart brings the
 * part of plotly.js that it can use: the kinds of plane charts that Tablesaw has are a fifth of the script (0.65 MB in the
 * notebook, where all of it takes 3.2 MB). A chart of another kind, such as one in three dimensions, brings all of it.
 *
 * <p>The parts are made once and kept by this object; safe for use by several threads.
 */
final class PlotlyBundle {
    /** A packed script; equal names are equal scripts, so that a page unpacks each but once. */
    record Script(String name, String gzippedBase64) {}

    /** Kinds of traces in the plane part. {@code scatter} is in plotly.js's core. */
    private static final Set<String> PLANE = Set.of(
            "scatter",
            "bar",
            "box",
            "candlestick",
            "contour",
            "heatmap",
            "histogram",
            "histogram2d",
            "ohlc",
            "pie",
            "violin");

    private static final String WEBJAR = "plotly.js-dist";
    private static final Pattern REGISTERED = Pattern.compile("__webpack_require__\\((\\d+)\\)(, ?)?");
    private static final Pattern TRACE_NAME = Pattern.compile("(?m)^ *name: '([\\w-]+)'");

    private Script plane;
    private Script whole;

    /** The smallest part that draws traces of these kinds. */
    synchronized Script forTraces(Set<String> kinds) {
        if (PLANE.containsAll(kinds)) {
            if (plane == null) {
                plane = new Script("plotly-" + version() + "-plane", pack(planePart(source())));
            }
            return plane;
        }
        if (whole == null) {
            whole = new Script("plotly-" + version(), pack(source()));
        }
        return whole;
    }

    /** plotly.js with the plane charts alone: the entry module registers fewer kinds, and what none asks for is left out. */
    static String planePart(String source) {
        WebpackModules modules = WebpackModules.of(source);
        String entry = modules.modules().get(modules.entry());
        String core = WebpackModules.required(entry).get(0);
        Matcher each = REGISTERED.matcher(entry);
        StringBuilder fewer = new StringBuilder();
        while (each.find()) {
            boolean kept = each.group(1).equals(core) || PLANE.contains(kind(modules, each.group(1)));
            each.appendReplacement(fewer, kept ? Matcher.quoteReplacement(each.group()) : "");
        }
        each.appendTail(fewer);
        return CommentFilter.filter(
                modules.with(modules.entry(), fewer.toString()).reachable());
    }

    /** The kind of trace that a registered module is, "" for other things; it only hands on the module that says so. */
    private static String kind(WebpackModules modules, String number) {
        String text = modules.modules()
                .get(WebpackModules.required(modules.modules().get(number)).get(0));
        Matcher name = TRACE_NAME.matcher(text);
        return text.contains("moduleType: 'trace'") && name.find() ? name.group(1) : "";
    }

    static String source() {
        return new String(
                resource("META-INF/resources/webjars/" + WEBJAR + "/" + version() + "/plotly.js"),
                StandardCharsets.UTF_8);
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = open("META-INF/maven/org.webjars.npm/" + WEBJAR + "/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static byte[] resource(String path) {
        try (InputStream in = open(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String path) {
        InputStream in = PlotlyBundle.class.getClassLoader().getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException("There is no " + path + " on the class path; the kernel needs " + WEBJAR);
        }
        return in;
    }

    private static String pack(String script) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new SmallestGzip(bytes)) {
            gzip.write(script.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static final class SmallestGzip extends GZIPOutputStream {
        SmallestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
