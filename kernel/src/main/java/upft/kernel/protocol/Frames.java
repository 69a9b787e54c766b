package upft.kernel.protocol;

import java.util.ArrayList;
import java.util.List;
import org.zeromq.ZMQ;

/** Messages of several frames over one socket. */
final class Frames {
    private Frames() {}

    /** Waits for a message; none if none came within the time that the socket waits. */
    static List<byte[]> receive(ZMQ.Socket socket) {
        byte[] first = socket.recv();
        return first == null ? List.of() : rest(socket, first);
    }

    /** A message that has arrived; none if there is none. */
    static List<byte[]> receiveWaiting(ZMQ.Socket socket) {
        byte[] first = socket.recv(ZMQ.DONTWAIT);
        return first == null ? List.of() : rest(socket, first);
    }

    static void send(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size() - 1; i++) {
            socket.sendMore(frames.get(i));
        }
        socket.send(frames.get(frames.size() - 1));
    }

    private static List<byte[]> rest(ZMQ.Socket socket, byte[] first) {
        List<byte[]> frames = new ArrayList<>();
        frames.add(first);
        while (socket.hasReceiveMore()) {
            frames.add(socket.recv());
        }
        return frames;
    }
}
