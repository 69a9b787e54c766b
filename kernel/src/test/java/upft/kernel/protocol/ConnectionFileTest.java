package upft.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import upft.io.UserException;

class ConnectionFileTest {
    private static final String WITH_KEY = "{\"transport\": \"tcp\", \"ip\": \"127.0.0.1\", \"shell_port\": 5,"
            + " \"signature_scheme\": \"hmac-sha256\", \"key\": \"secret\"}";

    @TempDir
    private Path directory;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatOthersCanReadIsADanger() throws IOException {
        assertEquals(List.of(), dangers(WITH_KEY, "rw-------"));
        for (String open : List.of("rw-r-----", "rw-r--r--", "rw----r--")) {
            List<String> dangers = dangers(WITH_KEY, open);
            assertEquals(1, dangers.size());
            assertTrue(dangers.get(0).contains("(" + open + ")"), dangers.get(0));
            assertTrue(dangers.get(0).contains("chmod 600 "), dangers.get(0));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aKernelWithoutAKeyIsADanger() throws IOException {
        List<String> dangers = dangers(WITH_KEY.replace("secret", ""), "rw-------");
        assertEquals(1, dangers.size());
        assertTrue(dangers.get(0).contains("has no key: whoever reaches port 5 of 127.0.0.1"), dangers.get(0));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theKeyIsInNoMessage() throws IOException {
        assertTrue(dangers(WITH_KEY, "rw-r--r--").stream().noneMatch(text -> text.contains("secret")));
        Path broken = Files.writeString(directory.resolve("broken.json"), WITH_KEY.replace("tcp\",", "tcp\""));
        UserException e = assertThrows(UserException.class, () -> ConnectionFile.read(broken));
        assertTrue(e.getMessage().contains(broken.toString()), e.getMessage());
        assertTrue(!e.getMessage().contains("secret"), e.getMessage());
    }

    private List<String> dangers(String content, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("connection.json"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return ConnectionFile.read(file).dangers();
    }
}
