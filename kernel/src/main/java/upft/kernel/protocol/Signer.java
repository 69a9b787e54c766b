package upft.kernel.protocol;

import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;

/**
 * Signs messages as a connection file asks. HMAC-SHA256, which is what Jupyter asks for, is {@link HmacSha256}; the base
 * kernel has all others, and what stands for a signature where there is no key.
 */
@FunctionalInterface
interface Signer {
    /** The signature of the parts of a message, in hexadecimal digits. */
    String sign(byte[][] parts);

    /**
     * @throws NoSuchAlgorithmException if there is no such scheme
     * @throws InvalidKeyException if it does not take such a key
     */
    static Signer of(KernelConnectionProperties connection) throws NoSuchAlgorithmException, InvalidKeyException {
        boolean isSigned = connection.getKey() != null && !connection.getKey().isEmpty();
        if (isSigned && HmacSha256.NAME.equals(connection.getSignatureScheme())) {
            return HmacSha256.with(connection.getKey());
        }
        HMACGenerator generator = connection.createHMACGenerator();
        return generator::calculateSignature;
    }
}
