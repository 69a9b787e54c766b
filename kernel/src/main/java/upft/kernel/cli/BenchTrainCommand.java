package upft.kernel.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import upft.bench.train.TrainBenchmark;
import upft.bench.train.TrainOptions;

/** {@code upft bench train}: how fast a model is fine-tuned. */
@Command(
        name = "train",
        description = {
            "Measure how fast a model is fine-tuned on the reference solutions of 64 questions, in"
                    + " batches of 8, with AdamW, in float32.",
            "",
            "(a) Full solutions. (b) Their first 32 tokens. (c) Full solutions with LoRA of rank 16 on all projections of the"
                    + " layers, from the same first factors.",
            "",
            "The rival is the SFTTrainer of TRL with the loss on the solutions alone, no bfloat16 and no checkpointing of"
                    + " activations, which are its defaults; its program fails if one of them is on. A second row has"
                    + " checkpointing on, for its memory. Both get the same token ids in the same batches; the largest"
                    + " difference between the losses of their steps is a row.",
            "",
            "Ours and the rivals run in turns, each run in a process of its own with the same threads, environment and"
                    + " processors, after a step on 8 more questions; shown are medians, and largest minus smallest as a"
                    + " share of them. TRL is installed on first use, which needs the network; if it cannot be installed"
                    + " or run, its rows say why.",
            "",
            "The share of the arithmetic's peak counts 6 operations a number of the layers and token, and of the head and"
                    + " token in the loss, 4 where LoRA leaves the number as it is; attention's products and padding are"
                    + " not counted.",
            ""
        })
final class BenchTrainCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private HelpOption help;

    @Mixin
    private BenchOptions bench;

    @Mixin
    private RivalOptions rivalOptions;

    @Option(names = "--only", paramLabel = "LETTERS", split = ",", description = "Workloads, as in a,b (default: all).")
    private List<String> only = TrainOptions.WORKLOADS;

    @Option(
            names = "--rivals",
            paramLabel = "NAMES",
            split = ",",
            description = "trl, trl-checkpointing, or none (default: all).")
    private List<String> rivals = TrainOptions.RIVALS;

    @Option(names = "--take", paramLabel = "N", description = "Examples at most, to try things out.")
    private int take = Integer.MAX_VALUE;

    @Option(
            names = "--memory-steps",
            paramLabel = "N",
            defaultValue = "0",
            description = "Also train so many steps of ours, on the smallest workload, and show whether memory grows.")
    private int memorySteps;

    BenchTrainCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        TrainOptions options = new TrainOptions(
                only,
                RivalOptions.chosen(rivals),
                rivalOptions.repeats(),
                bench.threads(),
                bench.model(world),
                bench.questions(world),
                take,
                memorySteps,
                bench.programs(world, rivalOptions.python()));
        return new TrainBenchmark(options, bench.report("train", world)).run() ? 0 : Failures.CELL_FAILED;
    }
}
