package upft.kernel.console;

import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import upft.kernel.cell.CellInput;

/** Asks at the terminal that a cell was typed at. A line that the cell has begun to print is part of the prompt. */
final class TerminalInput implements CellInput {
    private static final char NO_ECHO = 0;

    private final Terminal terminal;
    private final TerminalOutput output;
    private final Runnable interrupt;

    /** @param interrupt stops the cell that asks: while a line is typed, Ctrl-C comes here */
    TerminalInput(Terminal terminal, TerminalOutput output, Runnable interrupt) {
        this.terminal = terminal;
        this.output = output;
        this.interrupt = interrupt;
    }

    @Override
    public synchronized Optional<String> ask(String prompt, Echo echo) throws InterruptedException {
        String begun = output.takeBegunLine();
        try {
            Character mask = echo == Echo.HIDDEN ? NO_ECHO : null;
            return Optional.of(reader().readLine(begun + prompt, mask));
        } catch (UserInterruptException e) {
            interrupt.run();
            throw new InterruptedException();
        } catch (EndOfFileException e) {
            return Optional.empty();
        }
    }

    /** One that remembers nothing of what is typed. */
    private LineReader reader() {
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .variable(LineReader.DISABLE_HISTORY, true)
                .variable(LineReader.DISABLE_COMPLETION, true)
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }
}
