package upft.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be published, in order. Prints of one cell that follow one another grow together while they wait: a text
 * leaves after {@value #BATCH_MILLIS} ms or with {@value #BATCH_CHARS} characters, or as soon as something stands behind it.
 *
 * <p>Its size is bounded: who puts in what a cell puts out waits while there is too much, and can be interrupted.
 */
final class Outbox {
    static final int BATCH_CHARS = 1 << 16;
    static final int BATCH_MILLIS = 5;

    /** Characters that wait for readers, some hundredths of a second of printing. */
    static final int MOST_WAITING = 1 << 22;

    /** What anything else counts beside the characters in it. */
    private static final int WHOLE = 1 << 11;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition left = lock.newCondition();
    private final Deque<Item> queue = new ArrayDeque<>();
    private long waiting;
    private boolean ended;
    private boolean closed;

    /** Something to be published as one message. */
    sealed interface Item {}

    /** A message as it is. */
    record Whole(Message message, long size) implements Item {}

    /** Text of a stream; it grows while it waits. */
    static final class Text implements Item {
        private final StreamType stream;
        private final JsonObject parent;
        private final StringBuilder text;
        private final long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BATCH_MILLIS);

        private Text(StreamType stream, JsonObject parent, String text) {
            this.stream = stream;
            this.parent = parent;
            this.text = new StringBuilder(text);
        }

        StreamType stream() {
            return stream;
        }

        JsonObject parent() {
            return parent;
        }

        String text() {
            return text.toString();
        }

        private boolean isFull() {
            return text.length() >= BATCH_CHARS;
        }

        private boolean takes(StreamType otherStream, JsonObject otherParent) {
            return stream == otherStream && parent == otherParent && !isFull();
        }
    }

    /** Text of a stream; waits while too much is waiting. A thread that is interrupted then drops it and stays interrupted. */
    void print(StreamType stream, String text, JsonObject parent) {
        lock.lock();
        try {
            if (awaitPlace()) {
                waiting += text.length();
                append(stream, text, parent);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A message of a cell; waits like {@link #print}. */
    void display(Message message) {
        long size = WHOLE + characters(message.content());
        lock.lock();
        try {
            if (awaitPlace()) {
                waiting += size;
                add(new Whole(message, size));
            }
        } finally {
            lock.unlock();
        }
    }

    /** A message of the kernel itself; never waits. */
    void announce(Message message) {
        lock.lock();
        try {
            add(new Whole(message, 0));
        } finally {
            lock.unlock();
        }
    }

    /** The next to be sent, waited for; empty at the end. */
    Optional<Item> take() throws InterruptedException {
        lock.lock();
        try {
            while (queue.isEmpty() && !ended) {
                arrived.await();
            }
            if (queue.peek() instanceof Text text) {
                awaitMore(text);
            }
            Item item = queue.poll();
            waiting -= item == null ? 0 : size(item);
            left.signalAll();
            return Optional.ofNullable(item);
        } finally {
            lock.unlock();
        }
    }

    /** Ends it after what is in it. */
    void end() {
        lock.lock();
        try {
            ended = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody takes anything any more: what is put in from now on is dropped, and nobody waits. */
    void close() {
        lock.lock();
        try {
            closed = true;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void append(StreamType stream, String text, JsonObject parent) {
        if (queue.peekLast() instanceof Text last && last.takes(stream, parent)) {
            last.text.append(text);
            if (last.isFull()) {
                arrived.signal();
            }
        } else {
            add(new Text(stream, parent, text));
        }
    }

    private void add(Item item) {
        queue.add(item);
        arrived.signal();
    }

    private void awaitMore(Text text) throws InterruptedException {
        long nanos = text.due - System.nanoTime();
        while (queue.size() == 1 && !text.isFull() && !ended && nanos > 0) {
            nanos = arrived.awaitNanos(nanos);
        }
    }

    private boolean awaitPlace() {
        while (waiting >= MOST_WAITING && !closed) {
            try {
                left.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !closed;
    }

    private static long size(Item item) {
        return item instanceof Text text ? text.text.length() : ((Whole) item).size();
    }

    /** Pictures and charts travel as text; a loop that shows them fills the memory as surely as one that prints. */
    private static long characters(JsonElement json) {
        if (json instanceof JsonObject object) {
            return object.asMap().values().stream()
                    .mapToLong(Outbox::characters)
                    .sum();
        }
        if (json instanceof JsonArray array) {
            return array.asList().stream().mapToLong(Outbox::characters).sum();
        }
        return json instanceof JsonPrimitive text && text.isString()
                ? text.getAsString().length()
                : 1;
    }
}
