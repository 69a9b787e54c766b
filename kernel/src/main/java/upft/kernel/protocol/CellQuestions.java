package upft.kernel.protocol;

import java.util.Optional;
import upft.io.UserException;
import upft.kernel.cell.CellInput;

/** Asks the client that runs a cell, for as long as it does: later it shows no place to type an answer. */
final class CellQuestions implements CellInput, AutoCloseable {
    private final Questions questions;
    private final Message cell;
    private volatile boolean ended;

    /** @param cell the request to execute the cell */
    CellQuestions(Questions questions, Message cell) {
        this.questions = questions;
        this.cell = cell;
    }

    @Override
    public Optional<String> ask(String prompt, Echo echo) throws InterruptedException {
        if (ended) {
            throw new UserException("A thread asks for input, and the cell that started it has ended."
                    + " Read what is needed before the cell ends.");
        }
        Question question = new Question(cell, prompt, echo);
        questions.ask(question);
        return question.await();
    }

    /** The cell has ended. */
    @Override
    public void close() {
        ended = true;
    }
}
