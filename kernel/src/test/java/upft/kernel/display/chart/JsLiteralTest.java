package upft.kernel.display.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class JsLiteralTest {
    private static void assertReads(String json, String script) {
        assertEquals(JsonParser.parseString(json), JsLiteral.object(script));
    }

    @Test
    void readsKeysWithoutQuotesAndCommasBeforeBrackets() {
        assertReads("{\"a\": [1, 2.5], \"b\": {\"c\": true}}", "var layout = { a: [1.0,2.5,], b: {c: true,}, };");
    }

    @Test
    void singleQuotedTextIsHtmlAndABackslashInItIsABackslash() {
        assertReads("{\"t\": \"it's \\\\n </b> &lt;\"}", "{t: 'it&#39;s \\n &lt;/b&gt; &amp;lt;'}");
    }

    @Test
    void doubleQuotedTextIsJson() {
        assertReads("{\"t\": [\"a\\\"b\", \"&lt;\"]}", "{t: [\"a\\\"b\", \"&lt;\"]}");
    }

    @Test
    void quotesThatATemplateEscapedAreQuotesToo() {
        assertReads("{\"t\": [\"a\", \"b\"]}", "{t: [&quot;a&quot;,&quot;b&quot;]}");
    }

    @Test
    void whatIsNoNumberForJsonIsNull() {
        assertReads("{\"t\": [null, null, -1e-5, null]}", "{t: [NaN, -Infinity, -1.0E-5, undefined]}");
    }

    @Test
    void whatIsNoLiteralIsRefusedWithThePlace() {
        String message = assertThrows(IllegalArgumentException.class, () -> JsLiteral.object("var t = {a: [1, (2)]}"))
                .getMessage();
        assertTrue(message.contains("character 16"), message);
        assertThrows(IllegalArgumentException.class, () -> JsLiteral.object("{a: new Date()}"));
        assertThrows(IllegalArgumentException.class, () -> JsLiteral.object("{a: 'open"));
        assertThrows(IllegalArgumentException.class, () -> JsLiteral.object("nothing"));
    }
}
