package upft.kernel.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a kernel's processes have in memory, as Linux and the JVM tell it from outside; empty where they do not. */
final class KernelMemory {
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final double MEGABYTES_A_KILOBYTE = 1024 / 1e6;

    /** The last line of a histogram: instances and bytes of all classes. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)$");

    private KernelMemory() {}

    /** Of the process and those that it has started, together. */
    static Optional<Double> residentMegabytes(Process process) {
        List<Double> resident = family(process)
                .map(KernelMemory::resident)
                .flatMap(Optional::stream)
                .toList();
        return resident.isEmpty()
                ? Optional.empty()
                : Optional.of(resident.stream().mapToDouble(Double::doubleValue).sum());
    }

    /** Objects of the heap that are still in use, after a collection, where a JVM is among the processes; else what is resident. */
    static Optional<Double> liveMegabytes(Process process) {
        return family(process)
                .filter(KernelMemory::isJava)
                .reduce((launcher, kernel) -> kernel)
                .map(jvm -> liveHeap(jvm.pid()))
                .orElseGet(() -> residentMegabytes(process));
    }

    private static Stream<ProcessHandle> family(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().filter(path -> path.endsWith("/java")).isPresent();
    }

    private static Optional<Double> resident(ProcessHandle process) {
        try {
            Matcher line =
                    RESIDENT.matcher(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status")));
            return line.find()
                    ? Optional.of(Double.parseDouble(line.group(1)) * MEGABYTES_A_KILOBYTE)
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty(); // Another system, or the process has just ended.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A histogram counts what is reachable, once everything else has been collected. */
    private static Optional<Double> liveHeap(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), String.valueOf(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher total = TOTAL.matcher(printed);
            return total.find() ? Optional.of(Double.parseDouble(total.group(1)) / 1e6) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // A runtime without jcmd, which the row then says.
        }
    }
}
