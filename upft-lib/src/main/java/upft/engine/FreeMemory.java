package upft.engine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How much memory there is for weights and caches, which live outside of the Java heap. */
public final class FreeMemory {
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final Path GROUP = Path.of("/sys/fs/cgroup");

    private FreeMemory() {}

    /**
     * Bytes that can be had without taking them from another program: on Linux what the kernel says is available, or what a
     * container has left if that is less; elsewhere what the system says is free.
     */
    public static long bytes() {
        long machine = available(MEMINFO)
                .orElseGet(() -> ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getFreeMemorySize());
        OptionalLong container = ofContainer(GROUP);
        return container.isPresent() ? Math.min(machine, container.getAsLong()) : machine;
    }

    /** MemAvailable: free memory and caches that can be dropped. */
    static Optional<Long> available(Path meminfo) {
        return lines(meminfo).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst();
    }

    /** The limit of a control group (version 2) less what it uses, files that can be dropped not counted. */
    static OptionalLong ofContainer(Path group) {
        Optional<Long> limit = number(group.resolve("memory.max"));
        Optional<Long> used = number(group.resolve("memory.current"));
        if (limit.isEmpty() || used.isEmpty()) {
            return OptionalLong.empty();
        }
        long droppable = lines(group.resolve("memory.stat")).stream()
                .filter(line -> line.startsWith("inactive_file "))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        return OptionalLong.of(Math.max(0, limit.get() - used.get() + droppable));
    }

    /** Empty where the file is missing or says "max". */
    private static Optional<Long> number(Path file) {
        return lines(file).stream()
                .filter(line -> line.matches("\\d+"))
                .map(Long::valueOf)
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            // A file of the kernel that cannot be read says nothing, as one that is missing does.
            return List.of();
        }
    }
}
