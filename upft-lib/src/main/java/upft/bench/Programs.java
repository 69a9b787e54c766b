package upft.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How the processes of a benchmark are started, ours and the rivals'.
 *
 * @param worker the command of this program that measures ours; a task and a job's file follow
 * @param python for all rivals, in place of environments that are installed
 * @param cache where such environments are kept
 * @param environment of ours and the rivals, in addition to this process's own
 * @param limit of one process
 */
public record Programs(
        List<String> worker, Optional<Path> python, Path cache, Map<String, String> environment, Duration limit) {
    public Programs {
        worker = List.copyOf(worker);
        environment = Map.copyOf(environment);
    }

    /** This program once more, doing one of its tasks for benchmarks. */
    public MeasuringProcess worker(String task) {
        List<String> command = new ArrayList<>(worker);
        command.add(task);
        return new MeasuringProcess(command, environment, limit);
    }

    /**
     * A rival, with all that it needs in place.
     *
     * @param log hears of what has to be installed
     * @throws ContenderException if it cannot be made ready
     */
    public MeasuringProcess rival(RivalProgram program, Consumer<String> log) {
        PythonEnvironment environments = new PythonEnvironment(cache, log);
        Path interpreter = python.orElseGet(() -> environments.python(program.environment(), program.requirements()));
        Path file = program.put(environments);
        return new MeasuringProcess(List.of(interpreter.toString(), file.toString()), environment, limit);
    }

    /** {@link Conditions} of what is measured so. */
    public Map<String, String> conditions() {
        Map<String, String> all = new TreeMap<>(System.getenv());
        all.putAll(environment);
        return Conditions.of(all);
    }
}
