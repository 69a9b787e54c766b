package upft.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.Interpreter;
import upft.kernel.cell.MimeBundle;

/** Answers execute_request, and counts. */
final class Executions {
    private static final long NONE = -1;
    private static final int INTERRUPTS = 5;
    private static final long INTERRUPT_MILLIS = 100;

    private final Interpreter interpreter;
    private final Publisher publisher;
    private final History history;
    private final AtomicLong started = new AtomicLong();
    private volatile long running = NONE;
    private int count;

    Executions(Interpreter interpreter, Publisher publisher, History history) {
        this.interpreter = interpreter;
        this.publisher = publisher;
        this.history = history;
    }

    Answer execute(Message message) {
        Request request = new Request(message.content());
        boolean silent = request.flag("silent", false);
        boolean stored = !silent && request.flag("store_history", true);
        if (stored) {
            count++;
        }
        if (!silent) {
            PublishExecuteInput input = new PublishExecuteInput(request.code(), Math.max(count, 1));
            publisher.announce("execute_input", Contents.of(input), message.header());
        }
        CellOutcome outcome = run(request.code(), new CellPublisher(publisher, message.header()));
        if (stored) {
            history.add(count, request.code(), resultText(outcome));
        }
        return outcome instanceof CellOutcome.Failed failed
                ? failed(failed, message.header(), request.flag("stop_on_error", true))
                : done((CellOutcome.Done) outcome, message.header(), silent, request.object("user_expressions"));
    }

    /** Stops the cell that runs, if any. Callable from any thread. */
    void interrupt() {
        if (running != NONE) {
            interrupt(running, INTERRUPTS);
        }
    }

    /** More than once, in case the interpreter was told to begin and had not yet begun. */
    private void interrupt(long execution, int times) {
        if (running == execution && times > 0) {
            interpreter.interrupt();
            CompletableFuture.delayedExecutor(INTERRUPT_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> interrupt(execution, times - 1));
        }
    }

    private CellOutcome run(String code, CellOutput output) {
        running = started.incrementAndGet();
        try {
            return interpreter.execute(code, output);
        } finally {
            running = NONE;
            Thread.interrupted(); // An interrupt was for the cell, and not for the publishing of how it ended.
        }
    }

    private Answer failed(CellOutcome.Failed failed, JsonObject parent, boolean stopOnError) {
        PublishError error = new PublishError(failed.name(), failed.message(), failed.traceback());
        publisher.display("error", Contents.of(error), parent);
        JsonObject reply = Contents.error(failed);
        reply.addProperty("execution_count", count);
        return new Answer(reply, stopOnError ? Answer.Then.ABORT_QUEUED : Answer.Then.GO_ON);
    }

    private Answer done(CellOutcome.Done done, JsonObject parent, boolean silent, JsonObject expressions) {
        if (!silent) {
            done.result().ifPresent(bundle -> {
                PublishExecuteResult result = new PublishExecuteResult(count, Contents.display(bundle));
                publisher.display("execute_result", Contents.of(result), parent);
            });
        }
        JsonObject reply = Contents.ok();
        reply.addProperty("execution_count", count);
        reply.add("payload", new JsonArray());
        reply.add("user_expressions", evaluate(expressions));
        return Answer.of(reply);
    }

    private JsonObject evaluate(JsonObject expressions) {
        JsonObject values = new JsonObject();
        for (Map.Entry<String, JsonElement> expression : expressions.entrySet()) {
            CellOutcome outcome = run(expression.getValue().getAsString(), new Unheard());
            values.add(expression.getKey(), value(outcome));
        }
        return values;
    }

    private static JsonObject value(CellOutcome outcome) {
        if (outcome instanceof CellOutcome.Failed failed) {
            return Contents.error(failed);
        }
        MimeBundle bundle = ((CellOutcome.Done) outcome).result().orElseGet(() -> MimeBundle.text(""));
        JsonObject value = Contents.of(Contents.display(bundle));
        value.addProperty("status", "ok");
        return value;
    }

    private static String resultText(CellOutcome outcome) {
        return outcome instanceof CellOutcome.Done done
                ? done.result().map(bundle -> bundle.data().get("text/plain")).orElse(null)
                : null;
    }

    /** What an expression that a client asks for prints on the side is for nobody. */
    private record Unheard() implements CellOutput {
        @Override
        public void stdout(String text) {}

        @Override
        public void stderr(String text) {}

        @Override
        public void display(String id, MimeBundle bundle) {}

        @Override
        public void update(String id, MimeBundle bundle) {}
    }
}
