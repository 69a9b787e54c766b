package upft.kernel.magic.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RewrittenCellTest {
    private static final String CELL = "int a = 1;\n%prefix 8\nvar t = %sample -n 2\nint b = a;";

    private final RewrittenCell rewritten = RewrittenCell.of(
            CELL,
            MagicParser.parse(CELL).stream()
                    .map(call -> new RewrittenCell.Edit(call.start(), call.end(), "RUN_" + call.name() + "();"))
                    .toList());

    @Test
    void magicsAreReplacedWithinTheirLines() {
        assertEquals("int a = 1;\nRUN_prefix();\nvar t = RUN_sample();\nint b = a;", rewritten.java());
    }

    @Test
    void everyPlaceOutsideMagicsIsFoundInTheJavaAndBack() {
        for (String word : new String[] {"int a", "var t", "int b"}) {
            int inCell = CELL.indexOf(word);
            int inJava = rewritten.java().indexOf(word);
            assertEquals(inJava, rewritten.toJava(inCell), word);
            assertEquals(inCell, rewritten.toCell(inJava), word);
        }
        assertEquals(CELL.length(), rewritten.toCell(rewritten.java().length()));
    }

    @Test
    void allOfAMagicsJavaIsAtTheMagic() {
        assertEquals(CELL.indexOf("%sample"), rewritten.toCell(rewritten.java().indexOf("sample();")));
    }
}
