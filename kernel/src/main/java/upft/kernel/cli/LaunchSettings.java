package upft.kernel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a JVM of this program is started, from {@code launch.conf}, which the launcher script reads too.
 *
 * @param environment variables of the environment
 * @param flags of the JVM, in order
 */
record LaunchSettings(Map<String, String> environment, List<String> flags) {
    LaunchSettings {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        flags = List.copyOf(flags);
    }

    /** @param feature the JDK's version, such as 17 */
    static LaunchSettings forJdk(int feature) {
        return forJdk(feature, Processor.ofThisMachine());
    }

    static LaunchSettings forJdk(int feature, Processor processor) {
        Map<String, String> environment = new LinkedHashMap<>();
        List<String> flags = new ArrayList<>();
        for (String line : lines()) {
            String[] setting = line.split(" ", 2);
            if (setting[0].equals("env") || setting[0].equals("amd")) {
                String[] variable = setting[1].split("=", 2);
                if (setting[0].equals("env") || processor == Processor.AMD_WITH_AVX2) {
                    environment.put(variable[0], variable[1]);
                }
            } else if (Integer.parseInt(setting[0]) <= feature) {
                flags.add(setting[1]);
            }
        }
        return new LaunchSettings(environment, flags);
    }

    private static List<String> lines() {
        try (InputStream file = LaunchSettings.class.getResourceAsStream("launch.conf")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
