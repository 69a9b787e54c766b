package upft.kernel.protocol;

import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Sends back whatever comes, so that a client knows that the process lives, until the context ends. */
record Heartbeat(ZMQ.Socket socket) implements Runnable {
    @Override
    public void run() {
        try {
            while (true) {
                beat();
            }
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
                throw e;
            }
        } finally {
            socket.close();
        }
    }

    private void beat() {
        try {
            Frames.send(socket, Frames.receive(socket));
        } catch (OutOfMemoryError e) {
            // A cell is filling the heap: the client misses a beat, and not the kernel.
            return;
        }
    }
}
