package upft.kernel.console;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import upft.io.AtomicFiles;
import upft.kernel.cell.MimeBundle;

/** Shows values at a terminal, which shows no pictures: these are saved, and where they are is said. */
final class PictureFiles {
    private final Path directory;

    PictureFiles(Path directory) {
        this.directory = directory;
    }

    String textOf(MimeBundle bundle) {
        String text = PlainText.of(bundle);
        return picture(bundle.data())
                .map(file -> text + (text.isEmpty() ? "" : "\n") + "Picture: " + file)
                .orElse(text);
    }

    private Optional<Path> picture(Map<String, String> data) {
        if (data.containsKey("image/svg+xml")) {
            return Optional.of(save("svg", data.get("image/svg+xml").getBytes(StandardCharsets.UTF_8)));
        }
        return data.containsKey("image/png")
                ? Optional.of(save("png", Base64.getMimeDecoder().decode(data.get("image/png"))))
                : Optional.empty();
    }

    private Path save(String extension, byte[] content) {
        Path file = unused(extension);
        AtomicFiles.write(file, out -> out.write(content));
        return file;
    }

    /** Pictures of earlier sessions stay. */
    private Path unused(String extension) {
        int number = 1;
        while (Files.exists(directory.resolve("chart-" + number + "." + extension))) {
            number++;
        }
        return directory.resolve("chart-" + number + "." + extension);
    }
}
