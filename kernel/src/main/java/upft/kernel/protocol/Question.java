package upft.kernel.protocol;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import upft.kernel.cell.CellInput.Echo;

/** A line that a cell asks a client for. */
final class Question {
    /** What a client sends in place of a line when its user ends the input (Ctrl-D). */
    private static final String END_OF_INPUT = "\u0004";

    private final Message message;
    /** The messages that an answer may say it belongs to; many clients say nothing, which is "". */
    private final List<String> parents;

    private final CompletableFuture<Optional<String>> answer = new CompletableFuture<>();

    /** @param cell the request to execute the cell that asks */
    Question(Message cell, String prompt, Echo echo) {
        JsonObject content = new JsonObject();
        content.addProperty("prompt", prompt);
        content.addProperty("password", echo == Echo.HIDDEN);
        message = cell.answer("input_request", content);
        parents = List.of("", id(message.header(), "question"), id(cell.header(), "cell"));
    }

    Message message() {
        return message;
    }

    /** Whether the cell still waits. */
    boolean isOpen() {
        return !answer.isDone();
    }

    /** Takes a message for its answer, if it can be one. */
    boolean takes(Message reply) {
        boolean fits = reply.type().equals("input_reply") && parents.contains(id(reply.parentHeader(), ""));
        if (fits && reply.content().get("value") instanceof JsonPrimitive value) {
            answer.complete(Optional.of(value.getAsString()).filter(text -> !text.equals(END_OF_INPUT)));
            return true;
        }
        return false;
    }

    /** Nobody will answer any more. */
    void close() {
        answer.cancel(false);
    }

    /** Waits for the answer; empty at the end of input. An interrupt withdraws the question. */
    Optional<String> await() throws InterruptedException {
        try {
            return answer.get();
        } catch (CancellationException | ExecutionException e) {
            return Optional.empty();
        } finally {
            close();
        }
    }

    private static String id(JsonObject header, String otherwise) {
        return header.get("msg_id") instanceof JsonPrimitive id ? id.getAsString() : otherwise;
    }
}
