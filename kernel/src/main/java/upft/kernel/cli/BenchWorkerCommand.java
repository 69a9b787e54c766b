package upft.kernel.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import upft.bench.claim.ClaimWorker;
import upft.bench.sample.Basics;
import upft.bench.sample.SampleWorker;
import upft.bench.train.TrainBasics;
import upft.bench.train.TrainWorker;
import upft.io.UserException;

/** {@code upft bench worker}: one measurement, asked for by a benchmark that waits for this process. */
@Command(name = "worker", hidden = true, description = "Do a benchmark's job and print what it took; for benchmarks.")
final class BenchWorkerCommand implements Callable<Integer> {
    private final World world;

    @Parameters(index = "0", paramLabel = "TASK")
    private String task;

    @Parameters(index = "1", paramLabel = "JOB.json")
    private Path job;

    BenchWorkerCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        world.out()
                .println(
                        switch (task) {
                            case "basics" -> Basics.answer(job);
                            case "sample" -> SampleWorker.answer(job);
                            case "train-basics" -> TrainBasics.answer(job);
                            case "train" -> TrainWorker.answer(job);
                            case "claim" -> ClaimWorker.answer(job);
                            default ->
                                throw new UserException("There is no task \"" + task + "\". Benchmarks ask for basics,"
                                        + " sample, train-basics, train and claim.");
                        });
        return 0;
    }
}
