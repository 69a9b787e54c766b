package upft.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static upft.kernel.notebook.Notebooks.code;
import static upft.kernel.notebook.Notebooks.markdown;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import upft.kernel.cell.MimeBundle;

class HtmlReportTest {
    private static final String HOSTILE = "<script>alert('x')</script> & \"q\"";

    @Test
    void sourceOutputErrorsAndMarkdownAreEscaped() {
        String page = page(
                markdown("# Title <script>bad()</script>\n\n<img src=x onerror=bad()> [x](javascript:bad())"),
                code("a", "String s = \"" + HOSTILE + "\";")
                        .withRun(
                                1,
                                List.of(
                                        new Output.Stream("stdout", HOSTILE),
                                        new Output.Result(1, MimeBundle.text(HOSTILE)),
                                        new Output.Failure("E", HOSTILE, List.of(HOSTILE)))));

        assertFalse(page.contains("<script"), page);
        assertFalse(page.contains("<img src=x"), page);
        assertEquals(
                4,
                page.split("&lt;script&gt;alert\\(&#39;x&#39;\\)&lt;/script&gt; &amp; &quot;q&quot;", -1).length - 1);
    }

    @Test
    void htmlThatCellsDisplayStandsAsItIs() {
        String html = "<table><tr><td>1</td></tr></table><script>draw()</script>";
        String page =
                page(code("a", "x").withRun(1, List.of(new Output.Display(MimeBundle.html(html, "plain text of it")))));

        assertTrue(page.contains(html));
        assertFalse(page.contains("plain text of it"));
    }

    @Test
    void thePageMayReachNoOtherPlace() {
        String page = page(markdown("x"));

        assertTrue(page.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "));
        assertFalse(page.contains("http:"));
        assertFalse(page.contains("https:"));
    }

    @Test
    void picturesAreEmbedded() {
        String page = page(code("a", "x")
                .withRun(
                        1,
                        List.of(
                                new Output.Display(new MimeBundle(Map.of("image/png", "AA\nBB\n", "text/plain", "p"))),
                                new Output.Display(new MimeBundle(Map.of("image/svg+xml", "<svg/>"))))));

        assertTrue(page.contains("src=\"data:image/png;base64,AABB\""));
        assertTrue(page.contains("src=\"data:image/svg+xml;base64,PHN2Zy8+\""), page);
    }

    @Test
    void attachedPicturesOfMarkdownCellsAreEmbedded() {
        Cell cell = new Cell(
                Cell.Kind.MARKDOWN,
                "m",
                new com.google.gson.JsonObject(),
                "![fig](attachment:p.png)",
                Optional.of(JsonParser.parseString("{\"p.png\": {\"image/png\": \"QUJD\"}}")
                        .getAsJsonObject()),
                List.of(),
                OptionalInt.empty());

        assertTrue(page(cell).contains("<img src=\"data:image/png;base64,QUJD\" alt=\"fig\""), page(cell));
    }

    @Test
    void markdownTablesAndFormulasAreRendered() {
        String page = page(
                markdown("| a | b |\n|---|---|\n| 1 | 2 |\n\nLet $r_1 * r_2 * x$ cost $5 or $6, and $$\\sum_i a_i$$."));

        assertTrue(page.contains("<td>1</td>"), page);
        assertTrue(page.contains("Let <code>$r_1 * r_2 * x$</code> cost $5 or $6"), page);
        assertTrue(page.contains("<code>$$\\sum_i a_i$$</code>"), page);
    }

    @Test
    void theTitleIsTheFirstHeading() {
        assertTrue(page(markdown("text\n# A & B\n# C")).contains("<title>A &amp; B</title>"));
        assertTrue(page(markdown("text")).contains("<title>fallback</title>"));
    }

    @Test
    void terminalColoursBecomeStyles() {
        assertEquals(
                "a<span style=\"color:var(--ansi-red)\">b&lt;</span>c", AnsiHtml.convert("a\u001b[31mb<\u001b[0mc"));
        assertEquals(
                "<span style=\"color:var(--ansi-bright-blue);font-weight:bold\">x</span>y",
                AnsiHtml.convert("\u001b[1;94mx\u001b[my"));
        assertEquals(
                "<span style=\"background:rgb(1,2,3)\">x</span><span style=\"color:rgb(255,135,0);background:rgb(1,2,3)\">y</span>",
                AnsiHtml.convert("\u001b[48;2;1;2;3mx\u001b[38;5;208my"));
    }

    @Test
    void otherControlSequencesAndOverwrittenLinesAreLeftOut() {
        assertEquals("ab", AnsiHtml.convert("a\u001b[2K\u001b]0;title\u0007b"));
        assertEquals("100%\nnext\r\n", AnsiHtml.convert("0%\r50%\r100%\nnext\r\n"));
        assertEquals("x", AnsiHtml.convert("\u001b[38mx"));
        assertEquals("x", AnsiHtml.convert("\u001b[99999999999mx"));
    }

    private static String page(Cell... cells) {
        return HtmlReport.render(Notebooks.of(cells), "fallback");
    }
}
