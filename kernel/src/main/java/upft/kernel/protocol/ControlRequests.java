package upft.kernel.protocol;

import com.google.gson.JsonObject;

/** Answers what comes in on the control channel, also while a cell runs. */
record ControlRequests(Runnable interrupt, KernelInfo info) implements RequestLoop.Handler {
    @Override
    public Answer answer(Message message) {
        Request request = new Request(message.content());
        return switch (message.type()) {
            case "kernel_info_request" -> Answer.of(info.content());
            case "interrupt_request" -> {
                interrupt.run();
                yield Answer.of(Contents.ok());
            }
            case "shutdown_request" -> shutdown(request);
            case "debug_request" -> Answer.of(noDebugger(request));
            default -> Answer.none();
        };
    }

    static Answer shutdown(Request request) {
        JsonObject content = Contents.ok();
        content.addProperty("restart", request.flag("restart", false));
        return new Answer(content, Answer.Then.SHUT_DOWN);
    }

    private static JsonObject noDebugger(Request request) {
        JsonObject content = Contents.ok();
        content.addProperty("type", "response");
        content.addProperty("request_seq", request.number("seq", 0));
        content.addProperty("success", false);
        content.addProperty("command", request.text("command", ""));
        content.addProperty("message", "This kernel has no debugger.");
        return content;
    }
}
