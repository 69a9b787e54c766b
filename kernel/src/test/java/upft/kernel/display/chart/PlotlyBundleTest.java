package upft.kernel.display.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class PlotlyBundleTest {
    private final PlotlyBundle bundle = new PlotlyBundle();

    private static String unpacked(PlotlyBundle.Script script) throws IOException {
        byte[] packed = Base64.getDecoder().decode(script.gzippedBase64());
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void thePlanePartIsSmallAndHasThePlaneKindsAlone() throws IOException {
        PlotlyBundle.Script script = bundle.forTraces(Set.of("bar", "scatter"));
        String plane = unpacked(script);

        assertTrue(
                script.gzippedBase64().length() < 750_000,
                "size " + script.gzippedBase64().length());
        for (String kind : Set.of("bar", "scatter", "histogram", "box", "heatmap", "pie", "violin", "candlestick")) {
            assertTrue(plane.contains("name: '" + kind + "'"), kind);
        }
        assertFalse(plane.contains("name: 'scatter3d'"));
        assertFalse(plane.contains("name: 'sankey'"));
    }

    @Test
    void thePlanePartKeepsTheLicence() throws IOException {
        assertTrue(unpacked(bundle.forTraces(Set.of("bar"))).startsWith("""
                /**
                * plotly.js v2.35.3
                * Copyright 2012-2024, Plotly, Inc.
                * All rights reserved.
                * Licensed under the MIT license
                */
                """));
    }

    @Test
    void whatIsNotPlaneBringsAllOfIt() throws IOException {
        PlotlyBundle.Script whole = bundle.forTraces(Set.of("bar", "scatter3d"));

        assertEquals(PlotlyBundle.source(), unpacked(whole));
        assertNotEquals(bundle.forTraces(Set.of("bar")).name(), whole.name());
    }

    @Test
    void aPartIsMadeOnce() {
        assertTrue(bundle.forTraces(Set.of("bar")) == bundle.forTraces(Set.of("pie")));
    }

    @Test
    void modulesThatNoneAsksForAreLeftOut() {
        String script = """
                head
                /***/ 1:
                entry __webpack_require__(2); __webpack_require__(2)
                /***/ 2:
                two
                /***/ "a/b":
                three
                /******/ \t});
                tail __webpack_require__(1)
                """;

        assertEquals(
                script.replace("/***/ \"a/b\":\nthree\n", ""),
                WebpackModules.of(script).reachable());
    }

    @Test
    void aScriptPackedInAnotherWayIsRefused() {
        assertThrows(IllegalStateException.class, () -> WebpackModules.of("(()=>{var a=1})()"));
    }

    @Test
    void commentsGoButForThoseAboutLicences() {
        String script = """
                /* Copyright, stays
                 * second line */
                  var a = 1; // stays, as it shares its line
                  /**
                   * gone
                   */
                /***/ 12:
                /* gone */
                c = 2;

                // MIT License
                // with a second line
                b = '// stays';
                // gone""";

        assertEquals("""
                /* Copyright, stays
                * second line */
                var a = 1; // stays, as it shares its line
                /***/ 12:
                c = 2;
                // MIT License
                // with a second line
                b = '// stays';
                """, CommentFilter.filter(script));
    }
}
