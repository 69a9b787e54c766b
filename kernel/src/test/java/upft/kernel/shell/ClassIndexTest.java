package upft.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileManager.Location;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ClassIndexTest {
    private static final Path JDK = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path directory;

    @Test
    void classesAreListedByPackageWithoutThoseOfOtherVersions() throws IOException {
        Path one = jar(
                "one.jar",
                "a/A.class",
                "a/A$B.class",
                "a/A$1.class",
                "a/A$B$2.class",
                "a/A$1Local.class",
                "a/b/C.class",
                "Top.class",
                "a/text.txt");
        Path two = jar(
                "two.jar", "a/D.class", "module-info.class", "a/package-info.class", "META-INF/versions/9/a/E.class");

        ClassIndex index = index(one, two);

        assertEquals(List.of("A", "A$B", "D"), index.classes("a"));
        assertEquals(List.of("C"), index.classes("a.b"));
        assertEquals(List.of("Top"), index.classes(""));
        assertEquals(List.of(), index.classes("META-INF.versions.9.a"));
        assertTrue(index.covers(one) && index.covers(directory.resolve("x/../two.jar")));
        assertFalse(index.covers(directory.resolve("three.jar")));
    }

    @Test
    void anIndexOfJarsThatHaveChangedIsNotUsed() throws IOException {
        Path jar = jar("one.jar", "a/A.class");
        Path file = directory.resolve("index");
        ClassIndex.write(List.of(jar), directory, file);
        assertTrue(ClassIndex.read(file).isPresent());

        jar("one.jar", "a/A.class", "a/B.class");
        assertTrue(ClassIndex.read(file).isEmpty());
        Files.delete(jar);
        assertTrue(ClassIndex.read(file).isEmpty());
        Files.writeString(file, "something else\n");
        assertTrue(ClassIndex.read(file).isEmpty());
        assertTrue(ClassIndex.read(directory.resolve("none")).isEmpty());
    }

    @Test
    @Timeout(60)
    void cellsSeeTheSameClassesWithAnIndexAsWithoutAndNestedOnesToo() throws IOException {
        Path file = directory.resolve("index");
        ClassIndex.write(jarsOfThisProgram(), JDK, file);
        RecordedOutput output = new RecordedOutput();
        try (JavaShell shell = new JavaShell(
                new ShellSettings(List.of("java.util.*", "tech.tablesaw.api.*"), Map.of(), Optional.of(file)))) {
            assertEquals(value(2), shell.run("IntColumn.create(\"n\", 1, 2).size()", output));
            assertEquals(value("a"), shell.run("new AbstractMap.SimpleEntry<>(\"a\", 1).getKey()", output));
            assertEquals(
                    value(3),
                    shell.run("new upft.kernel.cell.Interpreter.Completions(3, 4, List.of()).start()", output));
            assertTrue(shell.run("com.google.gson.Nothing.nothing()", output) instanceof ShellResult.DoesNotCompile);
            assertTrue(
                    shell.complete("tech.tablesaw.api.IntCol", 24).candidates().contains("IntColumn"));
            while (!shell.complete("import tech.table", 17).candidates().contains("tablesaw.")) {
                assertEquals(value(2), shell.run("1 + 1", output)); // JShell is still listing the packages.
            }
        }
    }

    @Test
    void ofTheJdkThatRunsThisTheCompilerIsToldTheSameAsByItsOwnFiles() throws IOException {
        Path file = directory.resolve("index");
        ClassIndex.write(List.of(), JDK, file);
        StandardJavaFileManager own = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
        try (CompilerFiles files = new CompilerFiles(own, ClassIndex.read(file).orElseThrow())) {
            for (String module : List.of("java.base", "java.sql", "jdk.jshell")) {
                Location place = own.getLocationForModule(StandardLocation.SYSTEM_MODULES, module);
                for (String each :
                        List.of("java", "java.util", "java.util.function", "java.sql", "jdk.jshell", "javax")) {
                    List<String> expected = names(own, place, each).stream()
                            .filter(ClassIndex::canBeNamed)
                            .sorted()
                            .toList();
                    assertEquals(
                            expected,
                            names(files, place, each).stream().sorted().toList());
                }
            }
        }
    }

    @Test
    void anotherJdkIsNotTakenForTheOneThatRunsThis() throws IOException {
        Path lib = Files.createDirectories(directory.resolve("jdk/lib"));
        Files.copy(JDK.resolve("lib/jrt-fs.jar"), lib.resolve("jrt-fs.jar"));
        Path modules = Files.createSymbolicLink(lib.resolve("modules"), JDK.resolve("lib/modules"));
        Path file = directory.resolve("index");
        ClassIndex.write(List.of(), directory.resolve("jdk"), file);
        assertFalse(ClassIndex.read(file).orElseThrow().coversInJdk("java.util"));
        Files.delete(modules);
    }

    @Test
    void jarsThatAreAddedLaterAreSeenBesideThoseOfTheIndex() throws IOException {
        Path known = jar("known.jar", "p/Known.class");
        Path added = jar("added.jar", "p/Added.class");
        try (CompilerFiles files = new CompilerFiles(
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null), index(known))) {
            files.handleOption(
                    "-classpath", List.of(known + File.pathSeparator + added).iterator());
            assertEquals(List.of("p.Known", "p.Added"), names(files));

            files.handleOption("-classpath", List.of(known.toString()).iterator());
            assertEquals(List.of("p.Known"), names(files));
        }
    }

    private static List<String> names(CompilerFiles files) throws IOException {
        return names(files, StandardLocation.CLASS_PATH, "p");
    }

    private static List<String> names(JavaFileManager files, Location place, String packageName) throws IOException {
        List<String> names = new ArrayList<>();
        files.list(place, packageName, EnumSet.of(JavaFileObject.Kind.CLASS), false)
                .forEach(file -> names.add(files.inferBinaryName(place, file)));
        return names;
    }

    private static ShellResult value(Object value) {
        return new ShellResult.Done(Optional.of(value));
    }

    private ClassIndex index(Path... jars) throws IOException {
        Path file = directory.resolve("index");
        ClassIndex.write(List.of(jars), directory, file);
        return ClassIndex.read(file).orElseThrow();
    }

    private static List<Path> jarsOfThisProgram() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place -> place.endsWith(".jar"))
                .map(Path::of)
                .toList();
    }

    private Path jar(String name, String... entries) throws IOException {
        Path jar = directory.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(entry.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return jar;
    }
}
