package upft.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import upft.io.UserException;
import upft.kernel.magic.syntax.MagicParser;

class MagicRewriterTest {
    private final MagicRewriter rewriter = new MagicRewriter(new MagicRegistry(List.of(EchoMagic::new)));

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
        assertEquals(
                "Unknown cell magic %%echo. Did you mean %echo? There are magics on a line of their own only: %lsmagic lists all.",
                e.getMessage());
    }
}
