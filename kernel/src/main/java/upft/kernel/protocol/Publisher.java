package upft.kernel.protocol;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.util.List;
import java.util.Optional;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Sends to all clients, from one thread, in the order given; prints that follow one another together, as {@link Outbox} says.
 *
 * <p>Nothing is dropped: the socket waits for the slowest client, and so does a cell that prints faster than its readers
 * read.
 */
final class Publisher implements Runnable {
    private final ZMQ.Socket socket;
    private final Wire wire;
    private final Outbox outbox = new Outbox();

    Publisher(ZMQ.Socket socket, Wire wire) {
        this.socket = socket;
        this.wire = wire;
    }

    /** Text of a stream; waits while too much is waiting. A thread that is interrupted then drops it and stays interrupted. */
    void stream(StreamType stream, String text, JsonObject parent) {
        outbox.print(stream, text, parent);
    }

    /** A display of a cell; waits like {@link #stream}. */
    void display(String type, JsonObject content, JsonObject parent) {
        outbox.display(Message.published(type, content, parent));
    }

    /** The same with metadata. */
    void display(String type, JsonObject content, JsonObject metadata, JsonObject parent) {
        outbox.display(Message.published(type, content, metadata, parent));
    }

    /** What the kernel itself has to say; never waits. */
    void announce(String type, JsonObject content, JsonObject parent) {
        outbox.announce(Message.published(type, content, parent));
    }

    /** "busy", "idle" or "starting". */
    void status(String state, JsonObject parent) {
        JsonObject content = new JsonObject();
        content.addProperty("execution_state", state);
        announce("status", content, parent);
    }

    /** Ends the thread after what was published before. */
    void end() {
        outbox.end();
    }

    @Override
    public void run() {
        try {
            Optional<Outbox.Item> item = outbox.take();
            while (item.isPresent()) {
                send(message(item.get()));
                item = outbox.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
                throw e;
            }
        } finally {
            outbox.close();
            socket.close();
        }
    }

    private static Message message(Outbox.Item item) {
        return item instanceof Outbox.Text text
                ? Message.published("stream", Contents.of(new PublishStream(text.stream(), text.text())), text.parent())
                : ((Outbox.Whole) item).message();
    }

    /** Nobody has anything to say on this channel; what is not taken would wait in the memory for ever. */
    private void dropWhatSubscribersSend() {
        while (!Frames.receiveWaiting(socket).isEmpty()) {
            continue;
        }
    }

    private void send(Message message) {
        dropWhatSubscribersSend();
        List<byte[]> frames;
        try {
            frames = wire.encode(message);
        } catch (OutOfMemoryError e) {
            return; // The heap is full of what a cell keeps: its output is lost, what follows need not be.
        }
        Frames.send(socket, frames);
    }
}
