package upft.kernel.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.Interpreter;
import upft.kernel.cell.ScriptedInterpreter;
import upft.kernel.magic.RecordedOutput;

@Timeout(60)
class LateInterpreterTest {
    @Test
    void whatIsAskedBeforeItIsThereWaitsForIt() throws Exception {
        CompletableFuture<Interpreter> later = new CompletableFuture<>();
        try (LateInterpreter late = LateInterpreter.start(later::join)) {
            CompletableFuture<CellOutcome> outcome =
                    CompletableFuture.supplyAsync(() -> late.execute("1", new RecordedOutput()));
            late.interrupt();
            assertFalse(outcome.isDone());

            later.complete(new ScriptedInterpreter());

            assertTrue(outcome.get(10, TimeUnit.SECONDS) instanceof CellOutcome.Done);
            assertEquals(Interpreter.Completeness.COMPLETE, late.completeness("1"));
        }
    }

    @Test
    void whyItCannotBeMadeIsSaidToWhoeverAsks() {
        try (LateInterpreter late = LateInterpreter.start(() -> {
            throw new IllegalStateException("no shell");
        })) {
            CompletionException error = assertThrows(CompletionException.class, () -> late.completeness("1"));
            assertEquals("no shell", error.getCause().getMessage());
        }
    }
}
