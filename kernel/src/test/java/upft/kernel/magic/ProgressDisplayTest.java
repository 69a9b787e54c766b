package upft.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import upft.task.Progress.Report;
import upft.task.Trend;

class ProgressDisplayTest {
    private final RecordedOutput output = new RecordedOutput();
    private long milliseconds;
    private final ProgressDisplay progress = new ProgressDisplay(output, () -> milliseconds * 1_000_000);

    @Test
    void barShowsCountRateAndTimeLeft() {
        progress.report(new Report("sampling", 250, 1000, "tokens", 2, "batch 1 of 4"));
        assertEquals(
                List.of(
                        "sampling [######------------------] 250 of 1,000 tokens, 6.0 s left, 125 tokens/s, batch 1 of 4"),
                output.texts());
        assertTrue(output.last().data().get("text/html").contains("width:25.0%"));
    }

    @Test
    void aTrendIsALineThatIsDrawnAnewInPlaceAndStays() {
        for (int done = 1; done <= 4; done++) {
            milliseconds += 200;
            List<Double> losses = IntStream.rangeClosed(1, done)
                    .mapToObj(i -> i == 2 ? Double.NaN : 4.0 / i)
                    .toList();
            progress.report(new Report("training", done, 4, "examples", done, "", new Trend("<loss>", losses)));
            assertEquals(1, output.texts().size());
            assertEquals(done >= 3, html().contains("<img alt=\"&lt;loss&gt;\""), html());
        }
        String data = html().replaceFirst("(?s).*base64,([^\"]*)\".*", "$1");
        String svg = new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
        assertTrue(svg.contains(">4.00</text>") && svg.contains(">1.00</text>"), svg);
        assertTrue(svg.contains("points='58.0,10.0 264.0,90.0 470.0,100.0'"), svg);
        assertEquals(
                "training: 4 examples in 4.0 s, 1.00 examples/s", output.texts().get(0));
    }

    private String html() {
        return output.last().data().get("text/html");
    }

    @Test
    void reportsBetweenTwoUpdatesAreLeftOutButTheLastIsNot() {
        for (int i = 1; i <= 100; i++) {
            milliseconds += 10;
            progress.report(report("sampling", i));
        }
        assertEquals(1, output.texts().size());
        assertEquals(
                "sampling: 100 tokens in 1.0 s, 100 tokens/s", output.texts().get(0));
        assertTrue(output.updates() <= 11, output.updates() + " updates in a second");
    }

    @Test
    void eachActivityHasABarOfItsOwn() {
        progress.report(report("sampling", 40));
        progress.report(report("training", 100));
        progress.done();
        assertEquals(
                List.of("sampling: 40 tokens in 0.4 s, 100 tokens/s", "training: 100 tokens in 1.0 s, 100 tokens/s"),
                output.texts());
    }

    @Test
    void stoppedBarSaysWhereItStopped() {
        progress.report(report("sampling", 40));
        progress.stopped();
        assertTrue(
                output.texts().get(0).endsWith("stopped at 40 of 100 tokens, 100 tokens/s"),
                output.texts().get(0));
    }

    @Test
    void endingTwiceChangesNothing() {
        progress.report(report("sampling", 100));
        progress.report(report("sampling", 100));
        progress.done();
        progress.stopped();
        assertEquals(List.of("sampling: 100 tokens in 1.0 s, 100 tokens/s"), output.texts());
    }

    @Test
    void textFromOutsideIsEscaped() {
        progress.report(new Report("<b>", 1, 2, "tokens", 1, "<script>"));
        assertFalse(output.last().data().get("text/html").contains("<script>"));
        assertFalse(output.last().data().get("text/html").contains("<b>"));
    }

    private static Report report(String activity, int done) {
        return new Report(activity, done, 100, "tokens", done / 100.0, "");
    }
}
