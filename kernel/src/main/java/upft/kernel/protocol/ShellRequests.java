package upft.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.reply.InspectReply;
import java.util.Locale;
import java.util.Optional;
import upft.kernel.cell.Interpreter;
import upft.kernel.cell.Interpreter.Completeness;
import upft.kernel.cell.Interpreter.Completions;
import upft.kernel.cell.MimeBundle;
import upft.kernel.history.History;

/** Answers what comes in on the shell channel. */
final class ShellRequests implements RequestLoop.Handler {
    private static final String EXECUTE = "execute_request";

    private final Interpreter interpreter;
    private final KernelInfo info;
    private final HistoryRequests history;
    private final Executions executions;

    ShellRequests(Interpreter interpreter, History history, Publisher publisher, Questions questions, KernelInfo info) {
        this.interpreter = interpreter;
        this.info = info;
        this.history = new HistoryRequests(history);
        this.executions = new Executions(interpreter, publisher, questions);
    }

    /** Stops the cell that runs, if any. Callable from any thread. */
    void interrupt() {
        executions.interrupt();
    }

    @Override
    public void begin(Message message) {
        if (message.type().equals(EXECUTE) || CommContents.isComm(message)) {
            executions.begin();
        }
    }

    @Override
    public Answer answer(Message message) {
        Request request = new Request(message.content());
        return switch (message.type()) {
            case "kernel_info_request" -> Answer.of(info.content());
            case EXECUTE -> executions.execute(message);
            case "is_complete_request" -> Answer.of(completeness(request));
            case "complete_request" -> Answer.of(completions(request));
            case "inspect_request" -> Answer.of(inspection(request));
            case "history_request" -> Answer.of(history.answer(request));
            case "comm_info_request" -> Answer.of(comms(request));
            case "comm_open", "comm_msg", "comm_close" -> executions.receive(message);
            case "shutdown_request" -> ControlRequests.shutdown(request);
            default -> Answer.none();
        };
    }

    private JsonObject completeness(Request request) {
        Completeness completeness = interpreter.completeness(request.code());
        JsonObject content = new JsonObject();
        content.addProperty("status", completeness.name().toLowerCase(Locale.ROOT));
        if (completeness == Completeness.INCOMPLETE) {
            content.addProperty("indent", "");
        }
        return content;
    }

    private JsonObject completions(Request request) {
        String code = request.code();
        Completions completions = interpreter.complete(code, request.cursor());
        JsonArray matches = new JsonArray();
        completions.candidates().forEach(matches::add);
        JsonObject content = Contents.ok();
        content.add("matches", matches);
        content.addProperty("cursor_start", code.codePointCount(0, completions.start()));
        content.addProperty("cursor_end", code.codePointCount(0, completions.end()));
        content.add("metadata", new JsonObject());
        return content;
    }

    private JsonObject inspection(Request request) {
        Optional<MimeBundle> found = interpreter.inspect(request.code(), request.cursor());
        return Contents.of(
                new InspectReply(found.isPresent(), found.map(Contents::display).orElseGet(DisplayData::new)));
    }

    private JsonObject comms(Request request) {
        String wanted = request.text("target_name", "");
        JsonObject comms = new JsonObject();
        interpreter.comms().forEach((id, target) -> {
            if (wanted.isEmpty() || wanted.equals(target)) {
                JsonObject comm = new JsonObject();
                comm.addProperty("target_name", target);
                comms.add(id, comm);
            }
        });
        JsonObject content = Contents.ok();
        content.add("comms", comms);
        return content;
    }
}
