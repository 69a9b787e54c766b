package upft.kernel.client;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Where a kernel is to listen, on this machine alone, and how messages are signed.
 *
 * @param ports one for each channel
 */
record Connection(Map<Channel, Integer> ports, String key) {
    private static final String ADDRESS = "127.0.0.1";
    private static final String SCHEME = "hmac-sha256";

    Connection {
        ports = Collections.unmodifiableMap(new EnumMap<>(ports));
    }

    /** Ports that nobody listens on now, and a new key. */
    static Connection free() throws IOException {
        Map<Channel, Integer> ports = new EnumMap<>(Channel.class);
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (Channel channel : Channel.values()) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS));
                held.add(socket);
                ports.put(channel, socket.getLocalPort());
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
        return new Connection(ports, UUID.randomUUID().toString());
    }

    /** The text of the file that a kernel is given. */
    String json() {
        JsonObject connection = new JsonObject();
        connection.addProperty("transport", "tcp");
        connection.addProperty("ip", ADDRESS);
        connection.addProperty("signature_scheme", SCHEME);
        connection.addProperty("key", key);
        ports.forEach((channel, port) -> connection.addProperty(channel.port(), port));
        return connection.toString();
    }

    String address(Channel channel) {
        return "tcp://" + ADDRESS + ":" + ports.get(channel);
    }
}
