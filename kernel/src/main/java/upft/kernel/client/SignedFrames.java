package upft.kernel.client;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Messages to frames and back, by the protocol's specification and not by the kernel's code. Used by one thread. */
final class SignedFrames {
    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 2;
    private static final int PARENT = 3;
    private static final int CONTENT = 5;

    private final Mac mac;

    SignedFrames(String key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // Every Java has to have it.
        }
    }

    List<byte[]> encode(JsonObject header, JsonObject content) {
        List<byte[]> parts = List.of(bytes(header), bytes(new JsonObject()), bytes(new JsonObject()), bytes(content));
        parts.forEach(mac::update);
        List<byte[]> frames = new ArrayList<>();
        frames.add(DELIMITER);
        frames.add(HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII));
        frames.addAll(parts);
        return frames;
    }

    /** The signature of what comes in is not looked at: the client trusts the kernel that it has started. */
    static Received decode(List<byte[]> frames) {
        for (int i = 0; i + CONTENT < frames.size(); i++) {
            if (Arrays.equals(frames.get(i), DELIMITER)) {
                return new Received(
                        object(frames.get(i + HEADER)),
                        object(frames.get(i + PARENT)),
                        object(frames.get(i + CONTENT)));
            }
        }
        throw new KernelException("sent frames that are no message");
    }

    private static byte[] bytes(JsonObject json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject object(byte[] json) {
        try {
            return JsonParser.parseString(new String(json, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new KernelException("sent a message that is no JSON: " + e.getMessage(), e);
        }
    }
}
