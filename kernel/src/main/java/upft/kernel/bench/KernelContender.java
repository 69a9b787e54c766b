package upft.kernel.bench;

import java.time.Duration;
import java.util.Map;
import upft.bench.Contender;
import upft.bench.ContenderException;
import upft.kernel.client.InstalledKernel;
import upft.kernel.client.KernelException;
import upft.kernel.client.RunningKernel;

/** A kernel that goes through a trial, in a new process each time. */
record KernelContender(String name, InstalledKernel kernel, Trial trial, Duration patience)
        implements Contender<Readings> {
    @Override
    public Readings run() {
        try (RunningKernel running = RunningKernel.start(kernel, Map.of(), patience)) {
            return trial.run(running, Cells.of(kernel));
        } catch (KernelException e) {
            throw new ContenderException(e.getMessage(), e);
        }
    }
}
