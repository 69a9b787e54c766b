package upft.kernel.protocol;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Answers the requests of one socket, one after the other, until the context ends. Nothing that a request does ends it. */
final class RequestLoop implements Runnable {
    private static final int MOST_TRACE_LINES = 20;

    private final ZMQ.Socket socket;
    private final Wire wire;
    private final Publisher publisher;
    private final Function<Message, Answer> handler;
    private final Runnable onShutdown;
    private final LongAdder refused;
    private final Queue<List<byte[]>> waiting = new ArrayDeque<>();

    /**
     * @param handler answers a request; what it throws becomes an error reply
     * @param onShutdown called when a request asked for the end, its reply being on its way
     * @param refused counts messages that were malformed or signed wrongly, or could not be answered
     */
    RequestLoop(
            ZMQ.Socket socket,
            Wire wire,
            Publisher publisher,
            Function<Message, Answer> handler,
            Runnable onShutdown,
            LongAdder refused) {
        this.socket = socket;
        this.wire = wire;
        this.publisher = publisher;
        this.handler = handler;
        this.onShutdown = onShutdown;
        this.refused = refused;
    }

    @Override
    public void run() {
        try {
            while (true) {
                serveNext();
            }
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
                throw e;
            }
        } finally {
            socket.close();
        }
    }

    private void serveNext() {
        try {
            receive().ifPresentOrElse(this::serve, refused::increment);
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZMQ.Error.EINTR.getCode()) {
                throw e;
            }
            Thread.interrupted(); // It was for a cell, and came when that had ended.
        }
    }

    private Optional<Message> receive() {
        List<byte[]> frames = waiting.isEmpty() ? Frames.receive(socket) : waiting.remove();
        return wire.decode(frames);
    }

    private void serve(Message request) {
        publisher.status("busy", request.header());
        Answer answer = answer(request);
        try {
            if (answer.content() != null) {
                reply(request, answer.content());
            }
        } catch (OutOfMemoryError e) {
            // A reply too large to be put together: the client misses it, and the kernel goes on.
            refused.increment();
        } finally {
            publisher.status("idle", request.header());
        }
        switch (answer.then()) {
            case GO_ON -> {}
            case ABORT_QUEUED -> abortQueued();
            case SHUT_DOWN -> onShutdown.run();
        }
    }

    private Answer answer(Message request) {
        try {
            return handler.apply(request);
        } catch (Throwable thrown) {
            List<String> trace = Arrays.stream(thrown.getStackTrace())
                    .limit(MOST_TRACE_LINES)
                    .map(StackTraceElement::toString)
                    .toList();
            return Answer.of(Contents.error(thrown.getClass().getName(), String.valueOf(thrown.getMessage()), trace));
        }
    }

    private void reply(Message request, JsonObject content) {
        String type = request.type().replaceFirst("_request$", "_reply");
        Frames.send(socket, wire.encode(request.answer(type, content)));
    }

    private void abortQueued() {
        for (List<byte[]> frames = Frames.receiveWaiting(socket);
                !frames.isEmpty();
                frames = Frames.receiveWaiting(socket)) {
            Optional<Message> message = wire.decode(frames);
            if (message.isPresent() && message.get().type().equals("execute_request")) {
                refuse(message.get());
            } else {
                waiting.add(frames);
            }
        }
    }

    private void refuse(Message request) {
        publisher.status("busy", request.header());
        JsonObject content = new JsonObject();
        content.addProperty("status", "aborted");
        reply(request, content);
        publisher.status("idle", request.header());
    }
}
