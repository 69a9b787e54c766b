package upft.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import java.util.Map;
import java.util.OptionalInt;
import upft.kernel.cell.CellInput;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.CommMessage;
import upft.kernel.cell.Interpreter;
import upft.kernel.cell.MimeBundle;
import upft.task.CancelToken;

/** Answers execute_request, and counts. */
final class Executions {
    private static final CellInput NOBODY = CellInput.nobody("the program that runs it says that nobody is there to"
            + " answer (allow_stdin is false). Run it in a notebook, or take the value from the environment:"
            + " System.getenv(\"NAME\").");

    private final Interpreter interpreter;
    private final Publisher publisher;
    private final Questions questions;
    private volatile CancelToken running;
    private int count;

    Executions(Interpreter interpreter, Publisher publisher, Questions questions) {
        this.interpreter = interpreter;
        this.publisher = publisher;
        this.questions = questions;
    }

    /** From now on an interrupt is for the execution that follows. */
    void begin() {
        running = new CancelToken();
    }

    /** Stops the execution that was begun, whatever it is at; with none, the interpreter may still have something to stop. */
    void interrupt() {
        CancelToken cancel = running;
        if (cancel != null) {
            cancel.cancel();
        } else {
            interpreter.interrupt();
        }
    }

    /** Does what {@link #begin} announced. */
    Answer execute(Message message) {
        try {
            return execute(message, running);
        } finally {
            running = null;
        }
    }

    private Answer execute(Message message, CancelToken cancel) {
        Request request = new Request(message.content());
        boolean stored = !request.isSilent() && request.flag("store_history", true);
        if (stored) {
            count++;
        }
        if (!request.isSilent()) {
            PublishExecuteInput input = new PublishExecuteInput(request.code(), Math.max(count, 1));
            publisher.announce("execute_input", Contents.of(input), message.header());
        }
        CellOutcome outcome = run(message, request, stored ? OptionalInt.of(count) : OptionalInt.empty(), cancel);
        return outcome instanceof CellOutcome.Failed failed
                ? failed(failed, message.header(), request)
                : done((CellOutcome.Done) outcome, message.header(), request, cancel);
    }

    /** Runs what cells have for a message of a program in the client's. */
    Answer receive(Message message) {
        try {
            CellOutput output = new CellPublisher(publisher, message.header());
            CellRequest cell = new CellRequest("", OptionalInt.empty(), output, NOBODY, running);
            if (interpreter.receive(CommContents.message(message), cell) instanceof CellOutcome.Failed failed) {
                publish(failed, message.header());
            }
            return Answer.none();
        } finally {
            Thread.interrupted(); // An interrupt was for the handler.
            running = null;
        }
    }

    private CellOutcome run(Message message, Request request, OptionalInt number, CancelToken cancel) {
        CellOutput output = request.isSilent() ? new Unheard() : new CellPublisher(publisher, message.header());
        try (CellQuestions asking = new CellQuestions(questions, message)) {
            CellInput input = request.flag("allow_stdin", false) ? asking : NOBODY;
            return run(new CellRequest(request.code(), number, output, input, cancel));
        }
    }

    private CellOutcome run(CellRequest cell) {
        try {
            return interpreter.execute(cell);
        } finally {
            Thread.interrupted(); // An interrupt was for the cell, and not for the publishing of how it ended.
        }
    }

    private Answer failed(CellOutcome.Failed failed, JsonObject parent, Request request) {
        if (!request.isSilent()) {
            publish(failed, parent);
        }
        JsonObject reply = Contents.error(failed);
        reply.addProperty("execution_count", count);
        return new Answer(reply, request.flag("stop_on_error", true) ? Answer.Then.ABORT_QUEUED : Answer.Then.GO_ON);
    }

    private void publish(CellOutcome.Failed failed, JsonObject parent) {
        PublishError error = new PublishError(failed.name(), failed.message(), failed.traceback());
        publisher.display("error", Contents.of(error), parent);
    }

    private Answer done(CellOutcome.Done done, JsonObject parent, Request request, CancelToken cancel) {
        if (!request.isSilent()) {
            done.result().ifPresent(bundle -> {
                PublishExecuteResult result = new PublishExecuteResult(count, Contents.display(bundle));
                publisher.display("execute_result", Contents.of(result), parent);
            });
        }
        JsonObject reply = Contents.ok();
        reply.addProperty("execution_count", count);
        reply.add("payload", new JsonArray());
        reply.add("user_expressions", expressions(request, cancel));
        return Answer.of(reply);
    }

    private JsonObject expressions(Request request, CancelToken cancel) {
        JsonObject values = new JsonObject();
        for (Map.Entry<String, JsonElement> expression :
                request.object("user_expressions").entrySet()) {
            String code = expression.getValue().getAsString();
            CellOutcome outcome = run(new CellRequest(code, OptionalInt.empty(), new Unheard(), NOBODY, cancel));
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

    /** What a silent cell, or an expression that a client asks for, puts out on the side is for nobody. */
    private record Unheard() implements CellOutput {
        @Override
        public void stdout(String text) {}

        @Override
        public void stderr(String text) {}

        @Override
        public void display(String id, MimeBundle bundle) {}

        @Override
        public void update(String id, MimeBundle bundle) {}

        @Override
        public void comm(CommMessage message) {}
    }
}
