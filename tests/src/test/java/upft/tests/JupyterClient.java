package upft.tests;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A small Jupyter client, which knows the protocol by its specification and not by the kernel's code. */
final class JupyterClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String KEY = "0123-secret";

    private final ZContext context = new ZContext();
    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    private final String session = UUID.randomUUID().toString();

    enum Channel {
        SHELL("shell_port", SocketType.DEALER),
        CONTROL("control_port", SocketType.DEALER),
        STDIN("stdin_port", SocketType.DEALER),
        IOPUB("iopub_port", SocketType.SUB),
        HEARTBEAT("hb_port", SocketType.REQ);

        final String port;
        private final SocketType type;

        Channel(String port, SocketType type) {
            this.port = port;
            this.type = type;
        }
    }

    /** A message as it came, its signature checked. */
    record Received(JsonObject header, JsonObject parent, JsonObject content) {
        String type() {
            return header.get("msg_type").getAsString();
        }

        String parentId() {
            return parent.has("msg_id") ? parent.get("msg_id").getAsString() : "";
        }

        String text(String name) {
            return content.get(name).getAsString();
        }
    }

    JupyterClient(JsonObject connection) {
        this(connection, 0);
    }

    /** @param readAhead publications that are read before they are asked for; 0 for any number */
    JupyterClient(JsonObject connection, int readAhead) {
        for (Channel channel : Channel.values()) {
            ZMQ.Socket socket = context.createSocket(channel.type);
            socket.setReceiveTimeOut(PATIENCE_MILLIS);
            socket.setRcvHWM(readAhead);
            socket.setLinger(0);
            // The kernel asks, on the channel for that, by the name that the request came under.
            socket.setIdentity(session.getBytes(StandardCharsets.US_ASCII));
            if (channel == Channel.IOPUB) {
                socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
            }
            socket.connect("tcp://127.0.0.1:" + connection.get(channel.port).getAsInt());
            sockets.put(channel, socket);
        }
    }

    /** The content of a connection file with free ports. */
    static JsonObject freeConnection() throws IOException {
        JsonObject connection = new JsonObject();
        connection.addProperty("transport", "tcp");
        connection.addProperty("ip", "127.0.0.1");
        connection.addProperty("signature_scheme", "hmac-sha256");
        connection.addProperty("key", KEY);
        List<ServerSocket> held = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            connection.addProperty(channel.port, socket.getLocalPort());
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return connection;
    }

    /** Waits until the kernel answers and its publications arrive, as a client has to before it may count on them. */
    JupyterClient awaitReady() {
        sockets.get(Channel.IOPUB).setReceiveTimeOut(100);
        boolean heard = false;
        while (!heard) {
            String id = send(Channel.SHELL, "kernel_info_request", new JsonObject());
            reply(Channel.SHELL, id);
            for (List<byte[]> frames = frames(Channel.IOPUB); frames != null; frames = frames(Channel.IOPUB)) {
                heard |= decode(frames).parentId().equals(id);
            }
        }
        sockets.get(Channel.IOPUB).setReceiveTimeOut(PATIENCE_MILLIS);
        return this;
    }

    /** Sends a request and gives its id. */
    String send(Channel channel, String type, JsonObject content) {
        return send(channel, type, content, new JsonObject());
    }

    private String send(Channel channel, String type, JsonObject content, JsonObject parent) {
        String id = UUID.randomUUID().toString();
        byte[][] parts = {bytes(header(session, id, type)), bytes(parent), bytes(new JsonObject()), bytes(content)};
        sendFrames(channel, signed(parts));
        return id;
    }

    /** Sends a request whose signature is wrong. */
    void sendForged(Channel channel, String type, JsonObject content) {
        byte[][] parts = {
            bytes(header(session, "forged", type)), bytes(new JsonObject()), bytes(new JsonObject()), bytes(content)
        };
        sendFrames(channel, frames("0".repeat(64), parts));
    }

    /** Sends parts that are signed and need be no message. */
    void sendSigned(Channel channel, byte[]... parts) {
        sendFrames(channel, signed(parts));
    }

    void sendFrames(Channel channel, List<byte[]> frames) {
        ZMQ.Socket socket = sockets.get(channel);
        for (int i = 0; i < frames.size() - 1; i++) {
            socket.sendMore(frames.get(i));
        }
        socket.send(frames.get(frames.size() - 1));
    }

    String execute(String code) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        return send(Channel.SHELL, "execute_request", content);
    }

    /** Executes with a user there to answer. */
    String executeAsking(String code) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("allow_stdin", true);
        return send(Channel.SHELL, "execute_request", content);
    }

    /** Answers what the kernel asked, as Jupyter's clients do: some name the question, some do not. */
    void answer(String value, JsonObject question) {
        JsonObject content = new JsonObject();
        content.addProperty("value", value);
        send(Channel.STDIN, "input_reply", content, question);
    }

    /** The next reply on the channel, which must be to that request. */
    Received reply(Channel channel, String requestId) {
        Received reply = receive(channel);
        if (!reply.parentId().equals(requestId)) {
            throw new AssertionError("reply to another request: " + reply);
        }
        return reply;
    }

    Received ask(Channel channel, String type, JsonObject content) {
        return reply(channel, send(channel, type, content));
    }

    Received receive(Channel channel) {
        List<byte[]> frames = frames(channel);
        if (frames == null) {
            throw new AssertionError("nothing came on " + channel + " within " + PATIENCE_MILLIS + " ms");
        }
        return decode(frames);
    }

    /** Everything published for a request, from its busy to its idle. */
    List<Received> published(String requestId) {
        List<Received> all = new ArrayList<>();
        Received last;
        do {
            last = receive(Channel.IOPUB);
            if (last.parentId().equals(requestId)) {
                all.add(last);
            }
        } while (!last.parentId().equals(requestId) || !isIdle(last));
        return all;
    }

    /** What a request printed. */
    String printed(String requestId, String stream) {
        StringBuilder text = new StringBuilder();
        for (Received message : published(requestId)) {
            if (message.type().equals("stream") && message.text("name").equals(stream)) {
                text.append(message.text("text"));
            }
        }
        return text.toString();
    }

    /** Waits until the kernel says that it is at a request. */
    void awaitBusy(String requestId) {
        Received message;
        do {
            message = receive(Channel.IOPUB);
        } while (!message.parentId().equals(requestId) || !message.type().equals("status"));
    }

    /** Waits for a print of a request that contains {@code text}. */
    void awaitPrint(String requestId, String text) {
        Received message;
        do {
            message = receive(Channel.IOPUB);
        } while (!message.parentId().equals(requestId)
                || !message.type().equals("stream")
                || !message.text("text").contains(text));
    }

    String beat(String text) {
        sockets.get(Channel.HEARTBEAT).send(text);
        return sockets.get(Channel.HEARTBEAT).recvStr();
    }

    @Override
    public void close() {
        context.close();
    }

    static boolean isIdle(Received message) {
        return message.type().equals("status")
                && message.text("execution_state").equals("idle");
    }

    private static JsonObject header(String session, String id, String type) {
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", id);
        header.addProperty("session", session);
        header.addProperty("username", "tester");
        header.addProperty("date", "2026-01-01T00:00:00.000000Z");
        header.addProperty("msg_type", type);
        header.addProperty("version", "5.3");
        return header;
    }

    /** The frames of a request, for a socket of one's own. */
    static List<byte[]> request(String session, String type, JsonObject content) {
        JsonObject header = header(session, UUID.randomUUID().toString(), type);
        return signed(bytes(header), bytes(new JsonObject()), bytes(new JsonObject()), bytes(content));
    }

    /** Parts that need be no message, rightly signed. */
    static List<byte[]> signed(byte[]... parts) {
        return frames(sign(parts), parts);
    }

    private static List<byte[]> frames(String signature, byte[]... parts) {
        List<byte[]> frames = new ArrayList<>();
        frames.add("<IDS|MSG>".getBytes(StandardCharsets.US_ASCII));
        frames.add(signature.getBytes(StandardCharsets.US_ASCII));
        frames.addAll(List.of(parts));
        return frames;
    }

    private List<byte[]> frames(Channel channel) {
        ZMQ.Socket socket = sockets.get(channel);
        byte[] frame = socket.recv();
        if (frame == null) {
            return null;
        }
        List<byte[]> frames = new ArrayList<>(List.of(frame));
        while (socket.hasReceiveMore()) {
            frames.add(socket.recv());
        }
        return frames;
    }

    private static Received decode(List<byte[]> frames) {
        int start = 0;
        while (!new String(frames.get(start), StandardCharsets.UTF_8).equals("<IDS|MSG>")) {
            start++;
        }
        byte[][] parts = frames.subList(start + 2, start + 6).toArray(byte[][]::new);
        if (!sign(parts).equals(new String(frames.get(start + 1), StandardCharsets.US_ASCII))) {
            throw new AssertionError("the kernel signed wrongly");
        }
        return new Received(object(parts[0]), object(parts[1]), object(parts[3]));
    }

    private static String sign(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject object(byte[] json) {
        return JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
    }

    private static byte[] bytes(JsonObject json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The strings of a JSON array. */
    static List<String> strings(JsonArray array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.getAsString()));
        return strings;
    }
}
