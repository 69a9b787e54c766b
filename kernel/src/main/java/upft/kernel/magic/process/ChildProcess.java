package upft.kernel.magic.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import upft.io.FileErrors;
import upft.io.UserException;
import upft.kernel.cell.CellOutput;
import upft.task.CancelToken;
import upft.task.CancelledException;

/**
 * A program whose output appears in a cell while it runs, and that an interrupt of the cell ends together with every program
 * that it has started.
 *
 * <p>Where there are {@code setsid} and {@code kill} it becomes the head of a session of its own, so that those of its children whose parents
 * are gone are found too; elsewhere only the tree of its processes is ended. Where there is {@code mkfifo} the output of programs that
 * outlive it is passed on too.
 */
public final class ChildProcess {
    /** From the request to end to the end by force; a cell has one second. */
    private static final long GRACE_MILLIS = 300;

    private static final Executor AFTER_GRACE = CompletableFuture.delayedExecutor(GRACE_MILLIS, TimeUnit.MILLISECONDS);

    private final Process process;
    private final Optional<String> kill;
    private final List<OutputPump> pumps;
    private final Set<ProcessHandle> family = new LinkedHashSet<>();

    /**
     * How it ended.
     *
     * @param exitCode its own
     * @param outlived whether a program that it started goes on and may still write
     */
    public record End(int exitCode, boolean outlived) {}

    /** @param kill the program that signals a whole session, if this leads one */
    private ChildProcess(Process process, Optional<String> kill, List<OutputPump> pumps) {
        this.process = process;
        this.kill = kill;
        this.pumps = pumps;
    }

    /**
     * Runs a program that has nothing to read.
     *
     * @param builder its command, directory and environment
     * @throws UserException if it cannot be started
     * @throws CancelledException if it was interrupted, and has ended
     */
    public static End run(ProcessBuilder builder, CellOutput output, CancelToken cancel) {
        List<String> command = List.copyOf(builder.command());
        String path = System.getenv().getOrDefault("PATH", "");
        Optional<String> setsid = find(path, "setsid");
        Optional<String> kill = setsid.flatMap(program -> find(path, "kill"));
        if (kill.isPresent()) {
            List<String> inSession = new ArrayList<>(List.of(setsid.get()));
            inSession.addAll(command);
            builder.command(inSession);
        }
        try {
            return start(builder, kill, output, path).await(cancel);
        } catch (IOException e) {
            throw new UserException("Cannot run " + command.get(0) + ": " + FileErrors.reason(e) + ".", e);
        } catch (InterruptedException e) {
            throw new CancelledException();
        }
    }

    private static ChildProcess start(ProcessBuilder builder, Optional<String> kill, CellOutput output, String path)
            throws IOException, InterruptedException {
        Optional<NamedPipes> named = NamedPipes.create(path);
        if (named.isEmpty()) {
            Process process = startWithoutInput(builder);
            return new ChildProcess(process, kill, pumps(process::getInputStream, process::getErrorStream, output));
        }
        try (NamedPipes pipes = named.get()) {
            // Each end of a pipe opens when the other does.
            List<OutputPump> pumps = pumps(
                    () -> new FileInputStream(pipes.out().toFile()),
                    () -> new FileInputStream(pipes.err().toFile()),
                    output);
            builder.redirectOutput(pipes.out().toFile())
                    .redirectError(pipes.err().toFile());
            return new ChildProcess(startWithoutInput(builder), kill, pumps);
        }
    }

    private static Process startWithoutInput(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static List<OutputPump> pumps(OutputPump.Source out, OutputPump.Source err, CellOutput output) {
        return List.of(OutputPump.start(out, output::stdout), OutputPump.start(err, output::stderr));
    }

    /** Starts a program of whose output nobody hears. */
    static Process startUnheard(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A program in one of the directories of a search path. */
    public static Optional<String> find(String path, String program) {
        return Stream.of(path.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> new File(directory, program))
                .filter(file -> file.isFile() && file.canExecute())
                .map(File::getAbsolutePath)
                .findFirst();
    }

    private End await(CancelToken cancel) {
        CancelToken.Registration stopping = cancel.onCancel(this::stop);
        try {
            int exitCode = process.waitFor();
            boolean outlived = false;
            for (OutputPump pump : pumps) {
                outlived |= !pump.awaitEnd();
            }
            cancel.throwIfCancelled();
            return new End(exitCode, outlived);
        } catch (InterruptedException e) {
            stop();
            awaitStopped();
            throw new CancelledException();
        } finally {
            stopping.close();
        }
    }

    /** Asks all of them to end, and ends them a moment later. Returns at once. */
    private synchronized void stop() {
        remember();
        signal("TERM", family);
        AFTER_GRACE.execute(this::kill);
    }

    private synchronized void kill() {
        remember();
        signal("KILL", family);
    }

    private void remember() {
        family.add(process.toHandle());
        process.descendants().forEach(family::add);
    }

    private void signal(String name, Collection<ProcessHandle> processes) {
        kill.ifPresent(program -> signalGroup(program, name));
        for (ProcessHandle each : processes) {
            if (name.equals("KILL")) {
                each.destroyForcibly();
            } else {
                each.destroy();
            }
        }
    }

    /** Java can only signal processes that it knows by number; the group is known by that of its head. */
    private void signalGroup(String program, String name) {
        try {
            startUnheard(program, "-" + name, "--", "-" + process.pid());
        } catch (IOException e) {
            return; // Those that Java knows are signalled all the same.
        }
    }

    /** The thread is interrupted again and again while it waits. */
    private void awaitStopped() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2 * GRACE_MILLIS);
        while (process.isAlive() && System.nanoTime() - deadline < 0) {
            try {
                process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                continue; // It is to end, and is waited for; what interrupts is the wish that it may.
            }
        }
    }
}
