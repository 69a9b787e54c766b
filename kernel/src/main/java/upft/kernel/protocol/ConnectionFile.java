package upft.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import upft.io.FileErrors;
import upft.io.UserException;

/** The file in which Jupyter says where a kernel is to listen, and the key that proves a message to be its own. */
record ConnectionFile(Path file, KernelConnectionProperties connection) {
    /** @throws UserException if it cannot be read or is not what Jupyter writes */
    static ConnectionFile read(Path file) {
        try {
            KernelConnectionProperties connection = connection(JsonParser.parseString(Files.readString(file)));
            if (connection.getTransport() == null || connection.getIp() == null) {
                throw new UserException("The connection file " + file
                        + " names no transport and ip. It is written by Jupyter; pass the file that Jupyter passes.");
            }
            return new ConnectionFile(file, connection);
        } catch (IOException e) {
            throw new UserException(
                    "Cannot read the connection file " + file + ": " + FileErrors.reason(e)
                            + ". Jupyter writes it and passes its name.",
                    e);
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | NumberFormatException e) {
            throw new UserException(
                    "The connection file " + file + " is not what Jupyter writes: " + e.getMessage(), e);
        }
    }

    /** By hand, as the base kernel's own parser takes long to look at the fields of its class. */
    private static KernelConnectionProperties connection(JsonElement json) {
        Request fields = new Request(json.isJsonNull() ? new JsonObject() : json.getAsJsonObject());
        return new KernelConnectionProperties(
                fields.text("ip", null),
                fields.number("control_port", 0),
                fields.number("shell_port", 0),
                fields.number("stdin_port", 0),
                fields.number("hb_port", 0),
                fields.number("iopub_port", 0),
                fields.text("transport", null),
                fields.text("signature_scheme", null),
                fields.text("key", null));
    }

    /**
     * How others than its owner could make the kernel run their code. They are told of and no more: which accounts a machine
     * has is its administrator's affair, and in a container there may be none but one.
     */
    List<String> dangers() {
        List<String> dangers = new ArrayList<>();
        Set<PosixFilePermission> permissions = permissions();
        if (permissions.contains(PosixFilePermission.GROUP_READ)
                || permissions.contains(PosixFilePermission.OTHERS_READ)) {
            dangers.add("Other users of this machine can read the connection file " + file + " ("
                    + PosixFilePermissions.toString(permissions)
                    + "), and whoever knows its key can run code as you. Jupyter writes it for its owner alone: chmod 600 "
                    + file);
        }
        if (connection.getKey() == null || connection.getKey().isEmpty()) {
            dangers.add("The connection file " + file + " has no key: whoever reaches port " + connection.getShellPort()
                    + " of " + connection.getIp() + " can run code as you. Have Jupyter write it anew.");
        }
        return dangers;
    }

    /** None where the system has no such permissions. */
    private Set<PosixFilePermission> permissions() {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Set.of();
        }
        try {
            return Files.getPosixFilePermissions(file);
        } catch (IOException e) {
            return Set.of(); // It could be read a moment ago; Jupyter has taken it away since.
        }
    }
}
