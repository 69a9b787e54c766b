package upft.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import upft.io.UserException;
import upft.kernel.magic.syntax.MagicParser;
import upft.kernel.magic.syntax.RewrittenCell;

class MagicRewriterTest {
    private final MagicRewriter rewriter =
            new MagicRewriter(new MagicRegistry(List.of(EchoMagic::new, RoundMagic::new)), type -> true);

    @Test
    void statementBecomesACallAndAValueGetsItsType() {
        assertEquals(
                "__magics.run(\"echo\", \" a\");\nvar s = (String) __magics.value(\"echo\", \" b;\");\nint n = 1;",
                rewriter.rewrite("%echo a\nvar s = %echo b;\nint n = 1;").java());
    }

    @Test
    void quotesAndBackslashesReachTheMagicAsTheyWere() {
        assertEquals(
                "__magics.run(\"echo\", \" \\\"C:\\\\users\\\"\\011x\");",
                rewriter.rewrite("%echo \"C:\\users\"\tx").java());
    }

    @Test
    void unfinishedCellsAreRewrittenToo() {
        assertEquals(
                "var s = (Object) __magics.value(\"ech\", \"\");",
                rewriter.rewrite("var s = %ech").java());
    }

    @Test
    void cellMagicIsRefusedWithTheLineMagicOfItsName() {
        UserException e = assertThrows(
                UserException.class,
                () -> rewriter.check(MagicParser.parse("%%echo\nint n = 1;").get(0)));
        assertEquals("Unknown cell magic %%echo. Did you mean %echo? %lsmagic lists all.", e.getMessage());
    }

    /** A cell, and what it is rewritten to. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "%round f(x);|__magics.around(\"round\", () -> f(x));",
                "%round  1 + 1 // two|__magics.around(\"round\", () -> 1 + 1);",
                "%round int n = f();|int n ; try (var __magicsWatch = __magics.watch(\"round\")) { n = f(); }",
                "%round List<Map<String, int[]>>xs = f()|List<Map<String, int[]>>xs ; try (var __magicsWatch = __magics.watch(\"round\")) { xs = f(); }",
                "%round var n = f();|var n = __magics.after(__magics.watch(\"round\"), f());",
                "%round final int n = f();|final int n = __magics.after(__magics.watch(\"round\"), f());",
                "%round a[i] = f();|try (var __magicsWatch = __magics.watch(\"round\")) { a[i] = f(); }",
                "%round this.x.y = f();|try (var __magicsWatch = __magics.watch(\"round\")) { this.x.y = f(); }",
                "var n = %round f()|var n = __magics.after(__magics.watch(\"round\"), f());",
                "%round for (;;) { f(); }|try (var __magicsWatch = __magics.watch(\"round\")) { for (;;) { f(); } }",
                "%round do f(); while (true)|try (var __magicsWatch = __magics.watch(\"round\")) { do f(); while (true); }",
                "%round throw e|try (var __magicsWatch = __magics.watch(\"round\")) { throw e; }",
                "{\\n%round f(x)\\n}|{\\ntry (var __magicsWatch = __magics.watch(\"round\")) { f(x); }\\n}",
                "%round %echo a|__magics.around(\"round\", () -> __magics.run(\"echo\", \" a\"));",
                "%round var s = %echo a|var s = __magics.after(__magics.watch(\"round\"), (String) __magics.value(\"echo\", \" a\"));",
                "var s = %round %echo a|var s = __magics.after(__magics.watch(\"round\"), (String) __magics.value(\"echo\", \" a\"));",
                "%round --help|__magics.run(\"round\", \" --help\");",
                "%%round -x\\nint n;\\n%echo a|\\nint n;\\n__magics.run(\"echo\", \" a\");",
                "\\n%%echo -x\\n\"quotes\"|\\n__magics.cell(\"echo\", \" -x\");",
            })
    void javaThatAMagicIsPutRoundStaysInItsPlace(String cell, String java) {
        assertEquals(lines(java), rewriter.rewrite(lines(cell)).java());
    }

    @Test
    void toLookAtItTheJavaStandsAlone() {
        String cell = "%round int n = f(); // why\nint m = n;";
        assertEquals(
                "int n = f();\nint m = n;",
                rewriter.outline(cell, cell.length()).java());
        String growing = "%%round\n%round int n = f";
        assertEquals("\nint n = f", rewriter.outline(growing, growing.length()).java());
    }

    @Test
    void everyPlaceOfTheJavaIsFoundBack() {
        for (String cell : List.of("%round f(x);", "%round int n = x;", "{\n%round x.y();\n}", "%%round\nx.y();")) {
            RewrittenCell rewritten = rewriter.rewrite(cell);
            int inJava = rewritten.java().lastIndexOf('x');
            assertEquals(cell.lastIndexOf('x'), rewritten.toCell(inJava), cell);
            assertEquals(inJava, rewritten.toJava(cell.lastIndexOf('x')), cell);
        }
    }

    private static String lines(String text) {
        return text.replace("\\n", "\n");
    }
}
