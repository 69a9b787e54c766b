package upft.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import upft.io.UserException;

/** Messages to frames and back, signed. Used by one thread. */
final class Wire {
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int PARTS = 4;

    private final HMACGenerator signer;

    Wire(KernelConnectionProperties connection) {
        try {
            signer = connection.createHMACGenerator();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new UserException(
                    "Cannot sign messages by '" + connection.getSignatureScheme()
                            + "', as the connection file asks. Use hmac-sha256.",
                    e);
        }
    }

    /** The message, or empty for frames that are not one: no delimiter, a wrong signature, or not JSON objects. */
    Optional<Message> decode(List<byte[]> frames) {
        int delimiter = indexOfDelimiter(frames);
        if (delimiter < 0 || frames.size() < delimiter + 2 + PARTS) {
            return Optional.empty();
        }
        byte[][] parts = frames.subList(delimiter + 2, delimiter + 2 + PARTS).toArray(byte[][]::new);
        if (!MessageDigest.isEqual(signature(parts), frames.get(delimiter + 1))) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(frames.subList(0, delimiter), parts)).filter(Wire::hasType);
        } catch (JsonParseException | IllegalStateException | StackOverflowError e) {
            return Optional.empty(); // Signed, and yet not JSON, or nested beyond sense.
        }
    }

    List<byte[]> encode(Message message) {
        byte[][] parts = {
            bytes(message.header()), bytes(message.parentHeader()), bytes(message.metadata()), bytes(message.content())
        };
        List<byte[]> frames = new ArrayList<>(message.identities());
        frames.add(DELIMITER);
        frames.add(signature(parts));
        frames.addAll(List.of(parts));
        return frames;
    }

    private static int indexOfDelimiter(List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (Arrays.equals(frames.get(i), DELIMITER)) {
                return i;
            }
        }
        return -1;
    }

    private static Message parse(List<byte[]> identities, byte[][] parts) {
        return new Message(
                List.copyOf(identities), object(parts[0]), object(parts[1]), object(parts[2]), object(parts[3]));
    }

    private static boolean hasType(Message message) {
        return message.header().get("msg_type") instanceof JsonPrimitive type && type.isString();
    }

    private static JsonObject object(byte[] json) {
        JsonElement parsed = JsonParser.parseString(new String(json, StandardCharsets.UTF_8));
        return parsed.isJsonNull() ? new JsonObject() : parsed.getAsJsonObject();
    }

    private static byte[] bytes(JsonObject json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] signature(byte[][] parts) {
        return signer.calculateSignature(parts).getBytes(StandardCharsets.US_ASCII);
    }
}
