package upft.kernel.cli;

import picocli.CommandLine.IVersionProvider;

/** Versions of this program and of what it stands on, as the build wrote them down. */
final class Versions implements IVersionProvider {
    private final upft.io.Versions built = upft.io.Versions.built();

    /** Version of this program. */
    String upft() {
        return built.upft();
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "upft " + upft(),
            "DJL " + built.djl() + ", libtorch " + built.libtorch(),
            "JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + "), "
                    + System.getProperty("java.home")
        };
    }
}
