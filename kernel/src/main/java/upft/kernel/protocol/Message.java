package upft.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A Jupyter message. The parts stay JSON: a reply must carry its request's header back unchanged, fields included that
 * this version of the protocol does not know.
 *
 * @param identities of the client it came from or goes to; for a published message its topic
 */
record Message(
        List<byte[]> identities, JsonObject header, JsonObject parentHeader, JsonObject metadata, JsonObject content) {
    static final String PROTOCOL_VERSION = "5.4";

    String type() {
        return header.get("msg_type").getAsString();
    }

    /** The message of that type and content which answers this one. */
    Message answer(String type, JsonObject content) {
        return new Message(identities, newHeader(type, header.get("session")), header, new JsonObject(), content);
    }

    /** A message to all clients, caused by the one with {@code parentHeader}, which may be empty. */
    static Message published(String type, JsonObject content, JsonObject parentHeader) {
        return published(type, content, new JsonObject(), parentHeader);
    }

    /** The same with metadata. */
    static Message published(String type, JsonObject content, JsonObject metadata, JsonObject parentHeader) {
        byte[] topic = type.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        JsonObject header = newHeader(type, parentHeader.get("session"));
        return new Message(List.of(topic), header, parentHeader, metadata, content);
    }

    private static JsonObject newHeader(String type, JsonElement session) {
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", UUID.randomUUID().toString());
        header.add("session", session == null ? new com.google.gson.JsonPrimitive("") : session);
        header.addProperty("username", "kernel");
        header.addProperty("date", Instant.now().toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", PROTOCOL_VERSION);
        return header;
    }
}
