package upft.kernel.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import upft.catalog.Models;
import upft.kernel.display.chart.picture.Letters;
import upft.model.Decoding;
import upft.model.DecodingSettings;
import upft.model.LanguageModel;

/** {@code upft doctor}: looks whether everything is there, down to one token from the demo model. */
@Command(
        name = "doctor",
        description = {
            "Check this machine: JDK, processors, memory, engine, fonts, kernel.",
            "",
            "Each line says what was found and, where something is amiss, what to do. Also unpacks libtorch, which"
                    + " otherwise happens when the first model is loaded."
        })
final class DoctorCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private HelpOption help;

    DoctorCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Stream.of(new Versions().getVersion()).limit(2).forEach(world.out()::println);
        List<Finding> findings = List.of(
                Checkup.jdk(),
                Checkup.processors(Runtime.getRuntime().availableProcessors()),
                Checkup.memory(totalMemory(), Runtime.getRuntime().maxMemory()),
                Checkup.engine(world.engineProof(), Checkup.engineCache(world.platform())),
                Checkup.pictures(Letters.obstacle()),
                Checkup.kernel(Checkup.places(world.platform())));
        findings.forEach(finding -> world.out().println(finding.text()));
        return findings.stream().anyMatch(finding -> finding.state() == Finding.State.PROBLEM)
                ? Failures.CELL_FAILED
                : 0;
    }

    /** Of the container, if this runs in one. */
    private static long totalMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /** Lets the demo model write one token. */
    static String oneToken() {
        try (LanguageModel model = Models.load("demo");
                Decoding decoding = model.decode(List.of(model.promptIds("1 + 1")), DecodingSettings.GREEDY)) {
            decoding.next(1, new float[1]);
            return "libtorch runs; " + model.name() + " wrote a token";
        }
    }
}
