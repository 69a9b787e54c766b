package upft.tests;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Chromium without a window, as far as the tests need one: it opens a page, runs its scripts and gives the document that
 * came of it. Found by the environment variable UPFT_CHROMIUM, else on the PATH.
 */
record Browser(Path executable) {
    static final String ADVICE = "no Chromium: set UPFT_CHROMIUM to its executable, or put it on the PATH";

    private static final int SECONDS = 180;

    static Optional<Browser> find() {
        String named = System.getenv("UPFT_CHROMIUM");
        Stream<Path> candidates = named != null
                ? Stream.of(Path.of(named))
                : Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                                .map(name -> Path.of(folder, name)));
        return candidates.filter(Files::isExecutable).findFirst().map(Browser::new);
    }

    /** The document after the page's scripts, as HTML. */
    String document(Path page, Path scratch) throws IOException, InterruptedException {
        Path profile = Files.createDirectories(scratch.resolve("profile"));
        Path out = scratch.resolve("document.html");
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--window-size=900,700",
                // Time in the page runs ahead until nothing is left to do.
                "--virtual-time-budget=60000",
                "--dump-dom",
                page.toUri().toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(scratch.resolve("chromium.log").toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException("Chromium did not finish " + page + " within " + SECONDS + " s");
        }
        return Files.readString(out);
    }
}
