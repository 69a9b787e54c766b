package upft.model.architecture;

import java.util.List;
import upft.io.JsonFile;
import upft.io.UserException;

/** The message for a configuration that is understood but not supported. */
final class Unsupported {
    private Unsupported() {}

    static UserException in(JsonFile config, String found, List<String> supported) {
        return new UserException(
                config.file() + " asks for " + found + ". Supported: " + String.join(", ", supported) + ".");
    }
}
