package upft.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a reader has to know of the machine before believing a figure. */
public final class Conditions {
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    private Conditions() {}

    /**
     * Machine, load and those variables of the environment that allocators and thread pools look at.
     *
     * @param environment that all contenders are given
     */
    public static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put(
                "machine",
                processor() + Runtime.getRuntime().availableProcessors() + " processors, "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version"));
        if (OwnProcess.isTold()) {
            conditions.put("affinity", "processors " + OwnProcess.processors());
        }
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        conditions.put("load average at the start", String.format(Locale.ROOT, "%.2f", load));
        conditions.put("environment of all", tuning(environment));
        return conditions;
    }

    private static String tuning(Map<String, String> environment) {
        return new TreeMap<>(environment)
                .entrySet().stream()
                        .filter(entry -> entry.getKey().matches("(MALLOC_|OMP_|GOMP_|KMP_|MKL_|LD_PRELOAD).*"))
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" "));
    }

    private static String processor() {
        if (!Files.isReadable(PROCESSOR)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(PROCESSOR)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip() + ", ")
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
