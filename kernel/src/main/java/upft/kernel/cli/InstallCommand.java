package upft.kernel.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import upft.io.UserException;
import upft.kernel.client.KernelException;

/** {@code upft install}: makes the kernel known to Jupyter. */
@Command(
        name = "install",
        description = {
            "Install the kernel for Jupyter.",
            "",
            "Copies the jars beside the kernelspec, so the kernel does not need this directory afterwards. Installing"
                    + " again replaces the kernel of the same name.",
            "",
            "Then starts it once and lets it write down the classes of a start, from which it starts in less time. They are"
                    + " those of this JDK: after an update of the JDK the kernel still starts, but more slowly, until it is"
                    + " installed again."
        })
final class InstallCommand implements Callable<Integer> {
    /** What jupyter_client takes as a kernel's name. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]+");

    private final World world;
    private final Supplier<Distribution> distribution;

    @Mixin
    private HelpOption help;

    @ArgGroup
    private Place place = new Place();

    @Option(names = "--name", defaultValue = "upft", description = "Name of the kernel (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--java",
            paramLabel = "PATH",
            description = "The JDK that runs the kernel: its directory or its java program (default: the one that runs"
                    + " this command).")
    private Path java;

    @Option(
            names = "--jvm-option",
            paramLabel = "OPTION",
            description = "An option for the kernel's JVM, as in --jvm-option=-Xmx4g; may be given several times.")
    private List<String> jvmOptions = new ArrayList<>();

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description =
                    "A jar for the kernel's class path, such as magics of your own; may be given several times. It is"
                            + " not copied.")
    private List<Path> jars = new ArrayList<>();

    /** Where to; one at most. */
    static final class Place {
        @Option(names = "--user", description = "For this user (the default).")
        private boolean user;

        @Option(
                names = "--sys-prefix",
                description = "Into the active Python environment: that of VIRTUAL_ENV, CONDA_PREFIX or"
                        + " NB_PYTHON_PREFIX, else python3's.")
        private boolean environment;

        @Option(names = "--prefix", paramLabel = "DIR", description = "Under DIR/share/jupyter/kernels.")
        private Path prefix;

        private InstallTarget target(Platform platform) {
            if (prefix != null) {
                return InstallTarget.prefix(prefix);
            }
            return environment ? InstallTarget.environment(platform) : InstallTarget.user(platform);
        }
    }

    InstallCommand(World world) {
        this(world, Distribution::running);
    }

    InstallCommand(World world, Supplier<Distribution> distribution) {
        this.world = world;
        this.distribution = distribution;
    }

    @Override
    public Integer call() {
        if (!NAME.matcher(name).matches()) {
            throw new UserException(
                    "--name " + name + ": a kernel's name is made of a-z, 0-9, dots, hyphens and underscores.");
        }
        Jdk jdk = java == null ? Jdk.running() : Jdk.at(java);
        InstallTarget target = place.target(world.platform());
        Path directory = target.kernels().resolve(name);
        for (Path jar : jars) {
            if (!Files.isRegularFile(jar)) {
                throw new UserException("--jar " + jar + ": there is no such file.");
            }
        }
        KernelSpec spec = new KernelSpec(jdk, jvmOptions, jars);
        KernelInstaller installer = new KernelInstaller(directory);
        Path kernel = installer.install(distribution.get(), spec);
        world.out().println("Installed the kernel " + name + " (" + KernelSpec.DISPLAY_NAME + ").");
        world.out().println("Place: " + directory.toAbsolutePath() + " (" + target.reason() + ")");
        world.out().println("JDK:   " + jdk.java() + " (version " + jdk.feature() + ")");
        world.out().println("Start: " + startup(installer, kernel, spec));
        return 0;
    }

    private static String startup(KernelInstaller installer, Path kernel, KernelSpec spec) {
        try {
            return String.format(Locale.ROOT, "from an archive of %.0f MB", installer.quicken(kernel, spec) / 1e6);
        } catch (KernelException e) {
            return "without an archive of classes, and so more slowly: the kernel that was to make it "
                    + e.getMessage();
        }
    }
}
