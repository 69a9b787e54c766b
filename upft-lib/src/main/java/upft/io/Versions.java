package upft.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What computes: this library, DJL and libtorch.
 *
 * @param upft version of this library
 */
public record Versions(String upft, String djl, String libtorch) {
    /** Those that the build wrote down. */
    public static Versions built() {
        Properties properties = new Properties();
        try (InputStream file = Versions.class.getResourceAsStream("version.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Versions(
                properties.getProperty("upft"), properties.getProperty("djl"), properties.getProperty("libtorch"));
    }

    /** Such as "upft 0.1.0, DJL 0.35.1, libtorch 2.7.1". */
    @Override
    public String toString() {
        return "upft " + upft + ", DJL " + djl + ", libtorch " + libtorch;
    }
}
