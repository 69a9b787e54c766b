package upft.kernel.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledKernelTest {
    @TempDir
    private Path directory;

    @Test
    void placeholdersAreFilledInAsJupyterDoes() throws IOException {
        Path spec = write("a/share/jupyter/kernels/k", """
                {"argv": ["run", "--dir={resource_dir}", "{connection_file}"], "language": "java",
                 "display_name": "K", "env": {"A": "b"}}""");

        InstalledKernel kernel = InstalledKernel.at(spec).orElseThrow();

        assertEquals("k", kernel.name());
        assertEquals(Map.of("A", "b"), kernel.environment());
        assertEquals(List.of("run", "--dir=" + spec, "c.json"), kernel.commandFor(Path.of("c.json")));
    }

    @Test
    void aBarePythonIsThatOfTheEnvironmentWhichHoldsTheKernel() throws IOException {
        Path spec = write("venv/share/jupyter/kernels/python3", """
                {"argv": ["python", "-m", "ipykernel_launcher"], "language": "python"}""");
        Path python = Files.createFile(
                Files.createDirectories(directory.resolve("venv/bin")).resolve("python"));
        InstalledKernel kernel = InstalledKernel.at(spec).orElseThrow();
        assertEquals("python", kernel.commandFor(Path.of("c")).get(0));

        assertTrue(python.toFile().setExecutable(true));

        assertEquals(python.toString(), kernel.commandFor(Path.of("c")).get(0));
    }

    @Test
    void ofEqualNamesTheFirstIsTakenAndWhatIsNoKernelspecIsPassedOver() throws IOException {
        write("one/k", "{\"argv\": [\"first\"], \"language\": \"java\"}");
        write("two/k", "{\"argv\": [\"second\"], \"language\": \"java\"}");
        write("two/other", "{\"argv\": [\"other\"], \"language\": \"java\"}");
        write("one/broken", "{\"argv\": ");
        write("one/half", "{\"language\": \"java\"}");
        Files.createDirectories(directory.resolve("one/empty"));

        List<InstalledKernel> found = InstalledKernel.in(
                List.of(directory.resolve("none"), directory.resolve("one"), directory.resolve("two")));

        assertEquals(
                List.of(List.of("first"), List.of("other")),
                found.stream().map(InstalledKernel::command).toList());
    }

    private Path write(String place, String spec) throws IOException {
        Path kernel = Files.createDirectories(directory.resolve(place));
        Files.writeString(kernel.resolve("kernel.json"), spec);
        return kernel;
    }
}
