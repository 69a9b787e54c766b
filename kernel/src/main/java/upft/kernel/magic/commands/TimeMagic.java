package upft.kernel.magic.commands;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import upft.kernel.magic.JavaMagic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;

/** {@code %time} and {@code %%time}: how long Java and magics take. */
@Command(
        name = "time",
        description = {
            "Say how long a statement takes, or a whole cell.",
            "On a line: %%time, then a statement of Java or a magic; variables that it declares are declared. For a cell:"
                    + " %%%%time as its first line. Wall time is what a clock on the wall shows; processor time that of all"
                    + " threads of this process together, those of libtorch too. Code that fails has no time."
        })
final class TimeMagic implements JavaMagic {
    private static final double NANOS = 1e9;

    @Override
    public List<String> examples() {
        return List.of(
                "%time var run = %train upft", "%%time\nfor (int i = 0; i < 3; i++) {\n    System.out.println(i);\n}");
    }

    @Override
    public Ending begin(MagicRun run) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long processor = system.getProcessCpuTime();
        long wall = System.nanoTime();
        return compiling -> {
            long wallTaken = System.nanoTime() - wall;
            return Outcome.of(null, said(wallTaken, compiling, system.getProcessCpuTime() - processor));
        };
    }

    private static String said(long wall, Duration compiling, long processor) {
        String toCompile = compiling.isZero() ? "" : ", " + seconds(compiling.toNanos()) + " of it to compile the cell";
        return "Wall time " + seconds(wall) + toCompile + "; processor time " + seconds(processor) + ".";
    }

    private static String seconds(long nanos) {
        return String.format(
                Locale.ROOT, nanos < NANOS ? "%.1f ms" : "%.2f s", nanos < NANOS ? nanos / 1e6 : nanos / NANOS);
    }
}
