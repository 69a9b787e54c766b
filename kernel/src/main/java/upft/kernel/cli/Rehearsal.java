package upft.kernel.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import upft.kernel.client.Channel;
import upft.kernel.client.InstalledKernel;
import upft.kernel.client.KernelException;
import upft.kernel.client.Requests;
import upft.kernel.client.RunningKernel;

/** A kernel that is used as notebooks use one at first, so that its JVM learns what a start needs. */
final class Rehearsal {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Writing an archive takes seconds. */
    private static final Duration END = Duration.ofMinutes(2);

    private static final List<String> CELLS = List.of(
            "1 + 1",
            "int twice(int n) { return 2 * n; }\nvar numbers = List.of(twice(1), twice(2));\nnumbers",
            "for (int each : numbers) { System.out.println(each); }\nSystem.err.println(\"err\");",
            "record Point(int x, int y) {}\nnew Point(1, 2)",
            "numbers.stream().map(n -> n + 1).collect(Collectors.toList())",
            "unknown + 1",
            "throw new IllegalStateException(\"thrown\");",
            "%lsmagic");

    private Rehearsal() {}

    /**
     * Runs a kernel that writes an archive as it ends.
     *
     * @throws KernelException if it cannot be started, does not answer, or leaves no archive
     */
    static void of(InstalledKernel kernel, Path archive) {
        try (RunningKernel running = RunningKernel.start(kernel, Map.of(), PATIENCE)) {
            running.awaitReady();
            for (String cell : CELLS) {
                running.ask("execute_request", Requests.execute(cell));
            }
            running.ask("is_complete_request", Requests.code("int half(int n) {"));
            running.ask("complete_request", Requests.atEnd("numbers.str"));
            running.ask("inspect_request", Requests.atEnd("numbers.stream"));
            running.ask(Channel.SHELL, "history_request", Requests.none(), published -> {});
            if (!running.shutDown(END) || !Files.exists(archive)) {
                throw new KernelException("wrote none: " + running.printed());
            }
        }
    }
}
