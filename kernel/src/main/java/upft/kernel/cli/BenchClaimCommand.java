package upft.kernel.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import upft.bench.claim.ClaimBenchmark;
import upft.bench.claim.ClaimOptions;

/** {@code upft bench claim}: what the methods cost. */
@Command(
        name = "claim",
        description = {
            "Measure the paper's claim about cost on this machine: tokens and seconds of SFT, RFT with 16 samples and UPFT"
                    + " with prefixes of 8, 32 and 64 tokens and 10%% of whole traces, on 32 questions.",
            "",
            "Each method samples its own plan with nothing at hand and trains on what it keeps, in a process of its own,"
                    + " with the defaults of %%train. Loading the model and the first question's first two tokens are not"
                    + " counted. RFT may keep nothing; it then trains on nothing.",
            "",
            "Beside the tokens stand those that a formula expects from the lengths of RFT's traces alone: with n questions,"
                    + " K samples, prefixes of t tokens, f whole traces, a mean length of L, and of E where traces that did"
                    + " not end count as 0, SFT samples nL and trains nE, RFT samples nKL and trains what it keeps, UPFT"
                    + " samples (n - f)t + fL and trains (n - f)t + fE.",
            ""
        })
final class BenchClaimCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private HelpOption help;

    @Mixin
    private BenchOptions bench;

    @Option(
            names = "--take",
            paramLabel = "N",
            description = "So many questions (default: 32); the goals are not meant for fewer.")
    private int take = ClaimOptions.COUNT;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Tokens of a whole trace at most (default: 256); the goals are not meant for fewer.")
    private int tokens = ClaimOptions.MAX_TOKENS;

    BenchClaimCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        ClaimOptions options = new ClaimOptions(
                bench.model(world), bench.questions(world), take, tokens, bench.programs(world, Optional.empty()));
        return new ClaimBenchmark(options, bench.report("claim", world)).run() ? 0 : Failures.CELL_FAILED;
    }
}
