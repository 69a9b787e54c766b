package upft.kernel.protocol;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Answers the requests of one socket, one after the other, until the context ends. Nothing that a request does ends it. */
final class RequestLoop implements Runnable {
    private static final int MOST_TRACE_LINES = 20;

    /** Answers requests, one at a time. What it throws becomes an error reply. */
    @FunctionalInterface
    interface Handler {
        Answer answer(Message request);

        /** Told of a request before anybody is: an interrupt from then on is for it. */
        default void begin(Message request) {}
    }

    private final ZMQ.Socket socket;
    private final Wire wire;
    private final Publisher publisher;
    private final Handler handler;
    private final Runnable onShutdown;
    private final LongAdder refused;
    private final Queue<List<byte[]>> waiting = new ArrayDeque<>();

    /**
     * @param onShutdown called when a request asked for the end, its reply being on its way
     * @param refused counts messages that were malformed or signed wrongly, or could not be answered
     */
    RequestLoop(
            ZMQ.Socket socket,
            Wire wire,
            Publisher publisher,
            Handler handler,
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
        } catch (OutOfMemoryError e) {
            // A cell is filling the heap: this request is lost, those after the cell's end need not be.
            refused.increment();
        }
    }

    private Optional<Message> receive() {
        List<byte[]> frames = waiting.isEmpty() ? Frames.receive(socket) : waiting.remove();
        return wire.decode(frames);
    }

    private void serve(Message request) {
        handler.begin(request);
        publisher.status("busy", request.header());
        Answer answer = answer(request);
        // Taken before the reply: what a client sends once it has that is not to be refused.
        List<List<byte[]>> queued = answer.then() == Answer.Then.ABORT_QUEUED ? takeQueued() : List.of();
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
            case ABORT_QUEUED -> abort(queued);
            case SHUT_DOWN -> onShutdown.run();
        }
    }

    private Answer answer(Message request) {
        try {
            return handler.answer(request);
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

    private List<List<byte[]>> takeQueued() {
        List<List<byte[]>> queued = new ArrayList<>(waiting);
        waiting.clear();
        for (List<byte[]> frames = Frames.receiveWaiting(socket);
                !frames.isEmpty();
                frames = Frames.receiveWaiting(socket)) {
            queued.add(frames);
        }
        return queued;
    }

    private void abort(List<List<byte[]>> queued) {
        for (List<byte[]> frames : queued) {
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
