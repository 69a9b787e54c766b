package upft.kernel.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import upft.kernel.cell.MimeBundle;

class TerminalOutputTest {
    private final StringWriter screen = new StringWriter();
    private long now;

    @Test
    void onATerminalAnUpdateTakesTheDisplaysPlace() {
        TerminalOutput output = output(TerminalStyle.COLOUR);

        output.display("bar", MimeBundle.text("10%"));
        output.update("bar", MimeBundle.text("20%"));
        output.stdout("done\n");
        output.endCell();

        assertEquals("10%\n\u001b[1A\r\u001b[J20%\ndone\n", screen.toString());
    }

    @Test
    void anUpdateGoesUpAsManyRowsAsTheTerminalFoldedTheTextInto() {
        TerminalOutput output = output(TerminalStyle.COLOUR);

        output.display("bar", MimeBundle.text("\u001b[31m" + "x".repeat(41) + "\u001b[0m\n\ny"));
        output.update("bar", MimeBundle.text("z"));

        assertEquals("\u001b[5A\r\u001b[Jz\n", screen.toString().split("y\n", 2)[1]);
    }

    @Test
    void anUpdateOfWhatIsNoLongerLastIsShownBelow() {
        TerminalOutput output = output(TerminalStyle.COLOUR);

        output.display("bar", MimeBundle.text("10%"));
        output.stdout("between");
        output.update("bar", MimeBundle.text("20%"));
        output.endCell();

        assertEquals("10%\nbetween\n20%\n", screen.toString());
    }

    @Test
    void inALogOnlyTheLastStateOfADisplayIsWritten() {
        TerminalOutput output = output(TerminalStyle.LOG);

        output.display("bar", MimeBundle.text("10%"));
        output.update("bar", MimeBundle.text("20%"));
        output.update("bar", MimeBundle.text("100%"));
        output.stdout("next\n");
        output.endCell();

        assertEquals("100%\nnext\n", screen.toString());
    }

    @Test
    void aLogShowsThatALongTaskGoesOn() {
        TerminalOutput output = output(TerminalStyle.LOG);

        output.display("bar", MimeBundle.text("10%"));
        now += Duration.ofSeconds(TerminalOutput.LOG_SECONDS).toNanos();
        output.update("bar", MimeBundle.text("20%"));
        output.update("bar", MimeBundle.text("21%"));
        output.endCell();

        assertEquals("20%\n21%\n", screen.toString());
    }

    @Test
    void coloursDoNotReachALog() {
        TerminalOutput output = output(TerminalStyle.LOG);

        output.stdout("\u001b[31mred\u001b[0m\n");
        output.stderr("warning\n");

        assertEquals("red\nwarning\n", screen.toString());
    }

    @Test
    void aColouredWarningThatEndsItsLineIsFollowedByNoEmptyOne() {
        TerminalOutput output = output(TerminalStyle.COLOUR);

        output.stderr("warning\n");
        output.endCell();

        assertEquals("\u001b[33mwarning\n\u001b[0m", screen.toString());
    }

    @Test
    void aCellThatEndsWithinALineIsFollowedByANewOne() {
        TerminalOutput output = output(TerminalStyle.LOG);

        output.stdout("no end");
        output.endCell();
        output.line("next");

        assertEquals("no end\nnext\n", screen.toString());
    }

    @Test
    void aValueWithoutTextIsNamed() {
        TerminalOutput output = output(TerminalStyle.LOG);

        output.display("x", new MimeBundle(java.util.Map.of("image/png", "AAAA")));
        output.endCell();

        assertEquals("(image/png)\n", screen.toString());
    }

    private TerminalOutput output(TerminalStyle style) {
        return new TerminalOutput(new PrintWriter(screen), style, PlainText::of, () -> 20, () -> now);
    }
}
