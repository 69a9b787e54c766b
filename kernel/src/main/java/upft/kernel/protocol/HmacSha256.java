package upft.kernel.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * HMAC (RFC 2104) with SHA-256. The JDK's own comes with its cryptography (elliptic curves, export rules), which takes a
 * kernel a tenth of its start to set up; a plain digest needs none of that.
 */
final class HmacSha256 implements Signer {
    /** As connection files name it. */
    static final String NAME = "hmac-sha256";

    private static final String DIGEST = "SHA-256";
    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    /** Digests that have taken the key already; each message goes on with copies. */
    private final MessageDigest inner;

    private final MessageDigest outer;

    private HmacSha256(MessageDigest inner, MessageDigest outer) {
        this.inner = inner;
        this.outer = outer;
    }

    static HmacSha256 with(String key) throws NoSuchAlgorithmException {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > BLOCK) {
            bytes = MessageDigest.getInstance(DIGEST).digest(bytes);
        }
        byte[] block = Arrays.copyOf(bytes, BLOCK);
        return new HmacSha256(begun(block, INNER), begun(block, OUTER));
    }

    private static MessageDigest begun(byte[] block, byte pad) throws NoSuchAlgorithmException {
        byte[] padded = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            padded[i] = (byte) (block[i] ^ pad);
        }
        MessageDigest digest = MessageDigest.getInstance(DIGEST);
        digest.update(padded);
        return digest;
    }

    @Override
    public String sign(byte[][] parts) {
        try {
            MessageDigest message = (MessageDigest) inner.clone();
            for (byte[] part : parts) {
                message.update(part);
            }
            MessageDigest signature = (MessageDigest) outer.clone();
            signature.update(message.digest());
            return HexFormat.of().formatHex(signature.digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e); // The JDK's can be copied.
        }
    }
}
