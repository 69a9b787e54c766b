package upft.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import upft.kernel.cell.MimeBundle;

class RendererTest {
    private final Renderer renderer = Renderer.standard();

    private String text(Object value) {
        return renderer.render(value).data().get("text/plain");
    }

    private String html(Object value) {
        return renderer.render(value).data().get("text/html");
    }

    @Test
    void simpleValuesAreTextAlone() {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("a", "b");
        assertEquals(Set.of("text/plain"), renderer.render(null).data().keySet());
        assertEquals("null", text(null));
        assertEquals("42", text(42));
        assertEquals("0.5", text(0.5));
        assertEquals("x", text('x'));
        assertEquals("it's <b>", text("it's <b>"));
        assertEquals("[1, two, null]", text(Arrays.asList(1, "two", null)));
        assertEquals("{a=b}", text(json));
    }

    @Test
    void arraysAreWrittenAsListsAreAlsoWithinOtherValues() {
        assertEquals("[1, 2]", text(new int[] {1, 2}));
        assertEquals("[[0.5], [a]]", text(new Object[] {new float[] {0.5f}, new String[] {"a"}}));
        assertEquals("{k=[true]}", text(Map.of("k", new boolean[] {true})));
        assertEquals("[[1]]", text(List.of(new long[] {1})));
    }

    @Test
    void longTextIsCutWithANoteOfWhatIsLeftOut() {
        String text = text("x".repeat(25_000));

        assertTrue(text.startsWith("xxx"));
        assertTrue(text.endsWith("… (15,000 more characters)"), text.substring(text.length() - 40));
    }

    @Test
    void aLongListIsCutWithoutWalkingThroughAllOfIt() {
        String text = text(Collections.nCopies(Integer.MAX_VALUE, "abc"));

        assertTrue(text.length() <= PlainText.CHARACTERS);
        assertTrue(text.matches("(?s)\\[abc, .*… \\(2,147,48\\d,\\d{3} more\\)\\]"), text.substring(9_850));
    }

    @Test
    void aListThatHoldsItselfEnds() {
        List<Object> loop = new java.util.ArrayList<>();
        loop.add(loop);

        assertEquals("[[[[[[[[…]]]]]]]]", text(loop));
    }

    @Test
    void aBrokenToStringIsSaidAndDoesNoHarm() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("not yet");
            }
        };

        assertTrue(text(broken).contains("toString() threw java.lang.IllegalStateException: not yet"));
    }

    @Test
    void tablesAreHtmlTablesWithAllTextEscaped() {
        Table table = Table.create(
                "it's </script>",
                StringColumn.create("<b>name", "</script>\"'", null),
                IntColumn.create("n", new Integer[] {7, null}));

        String html = html(table);

        assertTrue(html.contains("it&#39;s &lt;/script&gt;"), html);
        assertTrue(html.contains(">&lt;b&gt;name</th>"), html);
        assertTrue(html.contains("<td style=\"text-align:left\">&lt;/script&gt;&quot;&#39;</td>"), html);
        assertTrue(html.contains("<td style=\"text-align:right;white-space:nowrap\">7</td>"), html);
        assertTrue(html.contains("<td style=\"text-align:right;white-space:nowrap\"></td>"), html);
        assertFalse(html.contains("<b>name"), html);
        assertTrue(text(table).contains("</script>"), text(table));
    }

    @Test
    void longAndWideTablesAreCutWithANote() {
        Table table = Table.create("big");
        for (int i = 0; i < RelationFormatter.COLUMNS + 2; i++) {
            table.addColumns(
                    DoubleColumn.create("c" + i, IntStream.range(0, 1_050).asDoubleStream()));
        }

        String html = html(table);

        assertTrue(
                html.contains("<p><i>… 1,000 more rows and 2 more columns</i></p>"),
                html.substring(html.length() - 99));
        assertEquals(RelationFormatter.ROWS + 1, html.split("<tr>", -1).length - 1);
        assertTrue(text(table).length() <= PlainText.CHARACTERS + 50);
    }

    @Test
    void anEmptyTableIsShown() {
        assertTrue(html(Table.create("nothing")).contains("nothing"));
    }

    @Test
    void imagesArePngs() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, Color.RED.getRGB());

        byte[] png = Base64.getDecoder().decode(renderer.render(image).data().get("image/png"));

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(Color.RED.getRGB(), read.getRGB(1, 1));
        assertEquals(3, read.getWidth());
    }

    record Point(String name, double[] at) {}

    record Wordy(int x) {
        @Override
        public String toString() {
            return "in my own words";
        }
    }

    @Test
    void recordsAreTablesOfTheirComponents() {
        Point point = new Point("<here>", new double[] {1, 2.5});

        assertTrue(html(point).contains("&lt;here&gt;"));
        assertTrue(html(point).contains("[1.0, 2.5]"));
        assertEquals("Point[name=<here>, at=[1.0, 2.5]]", text(point));
        assertEquals("in my own words", text(new Wordy(1)));
    }

    interface Animal {}

    static class Cat implements Animal {}

    static final class Kitten extends Cat {}

    @Test
    void theNearestTypeWithAFormatterDecides() {
        Renderer animals = Renderer.plain()
                .with(ValueFormatter.of(Object.class, value -> MimeBundle.text("object")))
                .with(ValueFormatter.of(Animal.class, value -> MimeBundle.text("animal")));

        assertEquals("animal", animals.render(new Kitten()).data().get("text/plain"));
        assertEquals(
                "cat",
                animals.with(ValueFormatter.of(Cat.class, value -> MimeBundle.text("cat")))
                        .render(new Kitten())
                        .data()
                        .get("text/plain"));
        assertEquals("object", animals.render(1).data().get("text/plain"));
    }

    @Test
    void aFormatterTakesThePlaceOfOneForTheSameTypeAndLeavesTheOldRendererAlone() {
        Renderer other = renderer.with(ValueFormatter.of(Collection.class, value -> MimeBundle.text("many")));

        assertEquals("many", other.render(List.of(1)).data().get("text/plain"));
        assertEquals("[1]", text(List.of(1)));
    }

    @Test
    void aFormatterThatFailsLeavesTextWithTheReason() {
        Renderer failing = renderer.with(ValueFormatter.of(Integer.class, value -> {
            throw new IllegalStateException("no luck");
        }));

        assertEquals(
                "7\n(Shown as text, as its display failed: java.lang.IllegalStateException: no luck)",
                failing.render(7).data().get("text/plain"));
    }
}
