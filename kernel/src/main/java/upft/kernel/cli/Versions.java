package upft.kernel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Versions of this program and of what it stands on, as the build wrote them down. */
final class Versions implements IVersionProvider {
    private final Properties built = built();

    /** Version of this program. */
    String upft() {
        return built.getProperty("upft");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "upft " + upft(),
            "DJL " + built.getProperty("djl") + ", libtorch " + built.getProperty("libtorch"),
            "JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + "), "
                    + System.getProperty("java.home")
        };
    }

    private static Properties built() {
        Properties properties = new Properties();
        try (InputStream file = Versions.class.getResourceAsStream("version.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
