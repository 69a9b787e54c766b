package upft.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What Linux tells about this process; other systems are not asked. */
public final class OwnProcess {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path STAT = Path.of("/proc/self/stat");
    private static final double BYTES_A_KILOBYTE = 1024;

    /** Of the times in {@code stat}, a second; fixed for programs on all processors that Linux runs on. */
    private static final double TICKS_A_SECOND = 100;

    /** Places in {@code stat} behind the program's name, as proc(5) numbers them less 3. */
    private static final int MINOR_FAULTS = 7;

    private static final int START = 19;

    private OwnProcess() {}

    public static boolean isTold() {
        return Files.isReadable(STATUS);
    }

    /** Bytes of memory that are resident. */
    public static double resident() {
        return kilobytes("VmRSS") * BYTES_A_KILOBYTE;
    }

    /** The most bytes that have been resident. */
    public static double peakResident() {
        return kilobytes("VmHWM") * BYTES_A_KILOBYTE;
    }

    /** Page faults that needed no disk, since the process began. */
    public static double minorFaults() {
        return Double.parseDouble(stat()[MINOR_FAULTS]);
    }

    /** Seconds since the process began. */
    public static double secondsSinceStart() {
        double uptime = Double.parseDouble(read(Path.of("/proc/uptime")).split(" ")[0]);
        return uptime - Double.parseDouble(stat()[START]) / TICKS_A_SECOND;
    }

    /** The processors that it may run on, such as "0-1". */
    public static String processors() {
        return status().getOrDefault("Cpus_allowed_list", "");
    }

    private static double kilobytes(String field) {
        return Double.parseDouble(status().get(field).split(" ")[0]);
    }

    private static Map<String, String> status() {
        Map<String, String> fields = new TreeMap<>();
        read(STATUS).lines().map(line -> line.split(":", 2)).forEach(pair -> fields.put(pair[0], pair[1].strip()));
        return fields;
    }

    private static String[] stat() {
        String line = read(STAT);
        return line.substring(line.lastIndexOf(')') + 2).split(" ");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
