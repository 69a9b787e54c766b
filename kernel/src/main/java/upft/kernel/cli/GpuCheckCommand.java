package upft.kernel.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import upft.bench.device.DeviceCheck;
import upft.bench.device.GpuCheck;
import upft.engine.Device;

/** {@code upft gpu-check}: whether a GPU computes what the processor does. */
@Command(
        name = "gpu-check",
        description = {
            "Compare a GPU with the processor: logits, greedy and sampled decoding, ten training steps.",
            "",
            "Each line has the largest difference, the limit up to which rounding explains it, and tokens a second on the"
                    + " processor and on the GPU. The demo model is too small to keep a GPU busy: for speeds give a real one.",
            "",
            "Where there is no GPU it says what was looked for and what to do, and ends with " + GpuCheckCommand.NO_GPU
                    + ": no success, as nothing was checked, and no failure either (the number that Automake's and other test"
                    + " runners take for a test that was skipped).",
            ""
        })
final class GpuCheckCommand implements Callable<Integer> {
    /** The exit code where there is nothing to check. */
    static final int NO_GPU = 77;

    private final World world;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "auto",
            description =
                    "The GPU to check, cuda:N (default: the first that can be used). With cpu the processor is compared"
                            + " with itself, to try the check out.")
    private String device;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "demo",
            description = "demo, or a Hugging Face directory (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--archive",
            paramLabel = "FILE",
            description = "Check nothing here: write the script that models run as a TorchScript archive, for"
                    + " tests/gpu/check_archive.py on a machine with PyTorch and no JDK.")
    private Path archive;

    GpuCheckCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        if (archive != null) {
            GpuCheck.writeArchive(archive);
            world.out().println("Archive: " + archive);
            return 0;
        }
        Device asked = Device.parse(device);
        GpuCheck check = new GpuCheck();
        if (asked.equals(Device.AUTO) && check.first().isEmpty()) {
            world.out().println("Nothing was checked: " + check.missing());
            return NO_GPU;
        }
        DeviceCheck checked = check.compare(model, asked);
        world.out().println("Model " + model + ": " + checked.candidate() + " beside " + checked.reference());
        world.out().println(checked.table());
        world.out().println(checked.agrees() ? "They agree." : "They DIFFER by more than rounding.");
        return checked.agrees() ? 0 : Failures.CELL_FAILED;
    }
}
