package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The magic that the documentation writes, from its text to a notebook that uses it. */
@DisabledOnOs(OS.WINDOWS)
class DocumentedMagicTest {
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("(?:class|record) (\\w+)");

    @TempDir
    private Path directory;

    @Test
    void theMagicOfTheDocumentationBecomesAJarThatANotebookUses() throws Exception {
        Program.requireBuilt(directory);
        Path jar = jar(compiled(sources(Program.ROOT.resolve("docs/magics.md"))));
        Path notebook = NotebookFile.write(
                directory.resolve("greeting.ipynb"),
                List.of("var greeting = %greet Ada --loud\ngreeting.name()", "%greet", "%greet --help"));
        Path out = directory.resolve("out");

        Program run = Program.run(
                directory,
                Map.of("UPFT_CLASSPATH", jar.toString()),
                List.of(Program.ROOT.resolve("upft").toString(), "run", notebook.toString(), "--out", out.toString()));

        assertEquals(0, run.exitCode(), run.output());
        NotebookFile executed = NotebookFile.read(out.resolve("greeting.ipynb"));
        assertEquals("ADA!", executed.result(0));
        assertTrue(executed.text(0).contains("Hello ADA!"), executed.text(0));
        assertTrue(executed.error(1).startsWith("%greet: NAME is missing."), executed.text(1));
        assertTrue(executed.text(2).contains("Greet so that all can hear it."), executed.text(2));
    }

    private List<Path> sources(Path page) throws IOException {
        List<Path> sources = new ArrayList<>();
        Matcher blocks = JAVA.matcher(Files.readString(page));
        while (blocks.find()) {
            Matcher name = NAME.matcher(blocks.group(1));
            assertTrue(name.find(), blocks.group(1));
            sources.add(Files.writeString(directory.resolve(name.group(1) + ".java"), blocks.group(1)));
        }
        return sources;
    }

    private Path compiled(List<Path> sources) throws IOException {
        Path target = Program.ROOT.resolve("kernel/target");
        String libraries;
        try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
            libraries = jars.map(Path::toString).collect(Collectors.joining(":"));
        }
        Path classes = directory.resolve("classes");
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                target.resolve("upft-kernel-0.1.0.jar") + ":" + libraries));
        sources.forEach(source -> arguments.add(source.toString()));
        tool("javac", arguments);
        return classes;
    }

    private Path jar(Path classes) throws IOException {
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("upft.kernel.magic.MagicCommand"), "example.GreetMagic\n");
        Path jar = directory.resolve("greet.jar");
        tool("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
        return jar;
    }

    private static void tool(String name, List<String> arguments) {
        int exitCode = ToolProvider.findFirst(name)
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        assertEquals(0, exitCode, name);
    }
}
