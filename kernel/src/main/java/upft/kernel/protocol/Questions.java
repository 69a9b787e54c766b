package upft.kernel.protocol;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Puts the questions of cells to their clients, one after the other. It has a thread of its own, since a thread of a cell
 * is interrupted at any moment, and a socket does not survive that.
 */
final class Questions implements Runnable {
    private final ZMQ.Socket socket;
    private final Wire wire;
    private final LongAdder refused;
    private final BlockingQueue<Optional<Question>> asked = new LinkedBlockingQueue<>();

    /**
     * @param socket gives up waiting for a message after a while, and refuses to send to who is not there
     * @param refused counts messages that are no answer to what was asked
     */
    Questions(ZMQ.Socket socket, Wire wire, LongAdder refused) {
        this.socket = socket;
        this.wire = wire;
        this.refused = refused;
    }

    void ask(Question question) {
        asked.add(Optional.of(question));
    }

    /** Ends the thread after the questions before. */
    void end() {
        asked.add(Optional.empty());
    }

    @Override
    public void run() {
        try {
            for (Optional<Question> next = asked.take(); next.isPresent(); next = asked.take()) {
                put(next.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
                throw e;
            }
        } finally {
            socket.close();
        }
    }

    private void put(Question question) {
        dropStaleAnswers();
        boolean sent = false;
        while (question.isOpen()) {
            sent = sent || send(question.message());
            List<byte[]> frames = Frames.receive(socket);
            if (!frames.isEmpty()
                    && !wire.decode(frames).filter(question::takes).isPresent()) {
                refused.increment();
            }
        }
    }

    /** Answers to questions that were withdrawn meanwhile. */
    private void dropStaleAnswers() {
        while (!Frames.receiveWaiting(socket).isEmpty()) {
            refused.increment();
        }
    }

    /** Whether the client is there; one that has just started may still be connecting. */
    private boolean send(Message message) {
        try {
            Frames.send(socket, wire.encode(message));
            return true;
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZMQ.Error.EHOSTUNREACH.getCode()) {
                throw e;
            }
            return false;
        }
    }
}
