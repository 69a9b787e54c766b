package upft.kernel.bench;

import java.util.List;
import upft.kernel.client.RunningKernel;

/** One part of the benchmark: what a kernel, in a process of its own, is asked to do, and what is read off. */
interface Trial {
    /** By which it is asked for. */
    String id();

    String title();

    /** In the order of their rows. */
    List<Quantity> quantities();

    /** Whether kernels other than ours can do it. */
    default boolean forAll() {
        return true;
    }

    /**
     * How often it is run.
     *
     * @param repeats as was asked for
     */
    default int turns(int repeats) {
        return repeats;
    }

    /** @throws upft.kernel.client.KernelException if the kernel ends or says nothing for too long */
    Readings run(RunningKernel kernel, Cells cells);

    /** All there are. */
    static List<Trial> all() {
        return List.of(new StartTrial(), new RequestTrial(), new LinesTrial(), new GrowthTrial(), new LoopTrial());
    }

    /** Of all there are. */
    static List<String> ids() {
        return all().stream().map(Trial::id).toList();
    }
}
