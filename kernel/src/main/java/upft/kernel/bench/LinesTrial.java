package upft.kernel.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import upft.kernel.client.Channel;
import upft.kernel.client.Received;
import upft.kernel.client.Requests;
import upft.kernel.client.RunningKernel;
import upft.task.CancelledException;

/** A cell prints 100,000 lines, once to a reader that keeps up and once to one that is away for a while. */
record LinesTrial() implements Trial {
    private static final int LINES = 100_000;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** A kernel that has lost its idle message is silent from then on. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    @Override
    public String id() {
        return "lines";
    }

    @Override
    public String title() {
        return "A cell prints 100,000 short lines";
    }

    @Override
    public List<Quantity> quantities() {
        return List.of(Quantity.LINES, Quantity.LINES_LOST, Quantity.SLOW_LINES, Quantity.SLOW_LINES_LOST);
    }

    /** What arrived of the lines, and when the last of them did. */
    private record Arrived(int lines, double seconds) {}

    @Override
    public Readings run(RunningKernel kernel, Cells cells) {
        kernel.awaitReady();
        kernel.execute(cells.sum());
        Arrived quick = print(kernel, cells, Duration.ZERO);
        Arrived slow = print(kernel, cells, PAUSE);
        return new Readings.Builder()
                .add(Quantity.LINES, quick.seconds())
                .add(Quantity.LINES_LOST, (double) LINES - quick.lines())
                .add(Quantity.SLOW_LINES, slow.seconds())
                .add(Quantity.SLOW_LINES_LOST, (double) LINES - slow.lines())
                .build();
    }

    private static Arrived print(RunningKernel kernel, Cells cells, Duration pause) {
        long start = System.nanoTime();
        String id = kernel.client().send(Channel.SHELL, "execute_request", Requests.execute(cells.lines()));
        stayAway(pause);
        int lines = 0;
        long last = start;
        Optional<Received> message = Optional.of(kernel.await(Channel.IOPUB));
        while (message.isPresent()) {
            Received received = message.get();
            if (received.answers(id) && received.type().equals("stream")) {
                lines += newlines(received.text("text"));
                last = System.nanoTime();
            }
            boolean ended = received.answers(id) && received.isIdle();
            message = ended ? Optional.empty() : kernel.client().receive(Channel.IOPUB, SILENCE);
        }
        kernel.awaitReply(Channel.SHELL, id).requireOk();
        return new Arrived(lines, (last - start) / 1e9);
    }

    private static void stayAway(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private static int newlines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}
