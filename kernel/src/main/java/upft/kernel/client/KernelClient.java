package upft.kernel.client;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The sockets of one client, to be used by one thread. What is sent before the kernel listens arrives when it does. */
public final class KernelClient implements AutoCloseable {
    /** A kernel that begins to listen is noticed so soon. */
    private static final int RECONNECT_MILLIS = 5;

    private static final String PROTOCOL_VERSION = "5.3";

    private final ZContext context = new ZContext();
    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    private final String session = UUID.randomUUID().toString();
    private final SignedFrames frames;

    KernelClient(Connection connection) {
        frames = new SignedFrames(connection.key());
        for (Channel channel : List.of(Channel.IOPUB, Channel.SHELL, Channel.CONTROL)) {
            ZMQ.Socket socket = context.createSocket(channel.type());
            socket.setLinger(0);
            socket.setReconnectIVL(RECONNECT_MILLIS);
            if (channel == Channel.IOPUB) {
                socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
            }
            socket.connect(connection.address(channel));
            sockets.put(channel, socket);
        }
    }

    /** Sends a request and gives its id. */
    public String send(Channel channel, String type, JsonObject content) {
        String id = UUID.randomUUID().toString();
        List<byte[]> message = frames.encode(header(id, type), content);
        ZMQ.Socket socket = sockets.get(channel);
        for (int i = 0; i < message.size() - 1; i++) {
            socket.sendMore(message.get(i));
        }
        socket.send(message.get(message.size() - 1));
        return id;
    }

    /** The next message on a channel; empty if none comes in time. */
    public Optional<Received> receive(Channel channel, Duration patience) {
        ZMQ.Socket socket = sockets.get(channel);
        socket.setReceiveTimeOut((int) Math.max(1, patience.toMillis()));
        byte[] frame = socket.recv();
        if (frame == null) {
            return Optional.empty();
        }
        List<byte[]> message = new ArrayList<>(List.of(frame));
        while (socket.hasReceiveMore()) {
            message.add(socket.recv());
        }
        return Optional.of(SignedFrames.decode(message));
    }

    @Override
    public void close() {
        context.close();
    }

    private JsonObject header(String id, String type) {
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", id);
        header.addProperty("session", session);
        header.addProperty("username", "bench");
        header.addProperty("date", Instant.now().toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", PROTOCOL_VERSION);
        return header;
    }
}
