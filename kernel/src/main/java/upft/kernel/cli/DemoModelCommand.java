package upft.kernel.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import upft.demo.DemoPretraining;
import upft.kernel.console.Interrupts;
import upft.kernel.console.PlainText;
import upft.kernel.console.TerminalOutput;
import upft.kernel.console.Terminals;
import upft.kernel.magic.ProgressDisplay;
import upft.task.CancelToken;

/** {@code upft demo-model}: the demo model from nothing. */
@Command(
        name = "demo-model",
        description = {
            "Make the demo model anew: random weights, pre-trained on generated problems.",
            "",
            "Takes some minutes on two cores. The same seed on the same machine gives the same weights. Nothing is"
                    + " written until the model is done; Ctrl-C stops it."
        })
final class DemoModelCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private HelpOption help;

    @Parameters(
            paramLabel = "OUT_DIR",
            description = "Where the Hugging Face directory is written; an older model in it is replaced.")
    private Path directory;

    @Option(
            names = "--seed",
            defaultValue = "" + DemoPretraining.SEED,
            description = "Of all randomness (default: ${DEFAULT-VALUE}, that of the embedded model).")
    private long seed;

    DemoModelCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        CancelToken cancel = new CancelToken();
        try (Terminal terminal = world.terminal().get()) {
            return Interrupts.handledBy(cancel::cancel, terminal, () -> pretrain(terminal, cancel));
        }
    }

    private int pretrain(Terminal terminal, CancelToken cancel) {
        TerminalOutput output = new TerminalOutput(
                terminal.writer(),
                Terminals.styleOf(terminal, world.platform().environment()),
                PlainText::of,
                terminal::getWidth,
                System::nanoTime);
        ProgressDisplay progress = new ProgressDisplay(output, System::nanoTime);
        try {
            DemoPretraining.run(directory, seed, progress, cancel);
            progress.done();
            output.line("Model: " + directory);
            return 0;
        } finally {
            progress.stopped();
            output.endCell();
        }
    }
}
