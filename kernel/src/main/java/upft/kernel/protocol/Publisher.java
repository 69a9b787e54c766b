package upft.kernel.protocol;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Sends to all clients, from one thread, in the order given. Prints that follow one another are sent as one message, after
 * {@value #BATCH_MILLIS} ms or {@value #BATCH_CHARS} characters at the latest, or as soon as anything else is published.
 *
 * <p>Nothing is dropped: the socket waits for the slowest client. What the cells put out waits in a queue of bounded length,
 * so a cell that prints faster than its readers read is slowed down to them, and can still be interrupted.
 */
final class Publisher implements Runnable {
    private static final int BATCH_CHARS = 1 << 16;
    private static final int BATCH_MILLIS = 5;
    /** Pieces of output; a print stream cuts its own to 8 kB. */
    private static final int MOST_WAITING = 2048;

    private final ZMQ.Socket socket;
    private final Wire wire;
    private final LinkedBlockingDeque<Item> queue = new LinkedBlockingDeque<>();
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private volatile boolean ended;

    Publisher(ZMQ.Socket socket, Wire wire) {
        this.socket = socket;
        this.wire = wire;
    }

    private sealed interface Item {}

    private record Text(StreamType stream, String text, JsonObject parent) implements Item {
        boolean continues(Text other) {
            return stream == other.stream && parent == other.parent;
        }
    }

    private record Whole(Message message, boolean takesPlace) implements Item {}

    private record End() implements Item {}

    /** Text of a stream; waits while too much is waiting. An interrupted thread drops the text and stays interrupted. */
    void stream(StreamType stream, String text, JsonObject parent) {
        if (takePlace()) {
            queue.add(new Text(stream, text, parent));
        }
    }

    /** A display of a cell; waits like {@link #stream}. */
    void display(String type, JsonObject content, JsonObject parent) {
        if (takePlace()) {
            queue.add(new Whole(Message.published(type, content, parent), true));
        }
    }

    /** What the kernel itself has to say; never waits. */
    void announce(String type, JsonObject content, JsonObject parent) {
        queue.add(new Whole(Message.published(type, content, parent), false));
    }

    /** "busy", "idle" or "starting". */
    void status(String state, JsonObject parent) {
        JsonObject content = new JsonObject();
        content.addProperty("execution_state", state);
        announce("status", content, parent);
    }

    /** Ends the thread after what was published before. */
    void end() {
        queue.add(new End());
    }

    @Override
    public void run() {
        try {
            Item item = queue.take();
            while (!(item instanceof End)) {
                item = item instanceof Text text ? sendBatch(text) : send((Whole) item);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
                throw e;
            }
        } finally {
            ended = true;
            places.release(MOST_WAITING); // Those who wait find that nobody listens any more.
            socket.close();
        }
    }

    private boolean takePlace() {
        if (ended) {
            return false;
        }
        try {
            places.acquire();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Item send(Whole whole) throws InterruptedException {
        if (whole.takesPlace()) {
            places.release();
        }
        send(whole.message());
        return queue.take();
    }

    /** Sends a print and those that follow it; gives what comes next. */
    private Item sendBatch(Text first) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BATCH_MILLIS);
        StringBuilder batch = new StringBuilder();
        Item item = first;
        while (item instanceof Text text && text.continues(first) && batch.length() < BATCH_CHARS) {
            places.release();
            batch.append(text.text());
            item = queue.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        JsonObject content = Contents.of(new PublishStream(first.stream(), batch.toString()));
        send(Message.published("stream", content, first.parent()));
        return item != null ? item : queue.take();
    }

    private void send(Message message) {
        List<byte[]> frames;
        try {
            frames = wire.encode(message);
        } catch (OutOfMemoryError e) {
            return; // The heap is full of what a cell keeps: its output is lost, what follows need not be.
        }
        Frames.send(socket, frames);
    }
}
