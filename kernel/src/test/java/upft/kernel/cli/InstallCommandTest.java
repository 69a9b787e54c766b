package upft.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import upft.io.UserException;

class InstallCommandTest {
    @TempDir
    private Path directory;

    private CommandLineHarness cli;
    private Distribution distribution;

    @BeforeEach
    void buildJars() throws IOException {
        cli = new CommandLineHarness(directory.resolve("home"));
        distribution = new Distribution(
                Files.writeString(directory.resolve("kernel.jar"), "kernel"),
                List.of(Files.writeString(directory.resolve("library.jar"), "library")),
                List.of(Files.writeString(directory.resolve("resolver.jar"), "resolver")));
    }

    @Test
    void theKernelspecRunsJavaOnCopiesOfTheJars() throws IOException {
        install("--user", "--jvm-option=-Xmx4g");

        Path spec = directory.resolve("home/.local/share/jupyter/kernels/upft");
        JsonObject json = json(spec);
        List<String> argv = StreamSupport.stream(json.getAsJsonArray("argv").spliterator(), false)
                .map(JsonElement::getAsString)
                .toList();
        Path jars = onlyJarsOf(spec);
        assertEquals(Path.of(System.getProperty("java.home"), "bin", "java").toString(), argv.get(0));
        assertTrue(argv.indexOf("-Xmx4g") > argv.indexOf("-Xmx768m"), argv.toString());
        assertTrue(
                Collections.indexOfSubList(
                                argv, List.of("-jar", jars.resolve("kernel.jar").toString()))
                        > 0,
                argv.toString());
        assertEquals(List.of("kernel", "{connection_file}"), argv.subList(argv.size() - 2, argv.size()));
        assertEquals("message", json.get("interrupt_mode").getAsString());
        assertEquals("java", json.get("language").getAsString());
        assertEquals("Java (UPFT)", json.get("display_name").getAsString());
        assertEquals("true", json.getAsJsonObject("env").get("OPT_OUT_TRACKING").getAsString());
        assertEquals("kernel", Files.readString(jars.resolve("kernel.jar")));
        assertEquals("library", Files.readString(jars.resolve("library.jar")));
        assertEquals("resolver", Files.readString(jars.resolve("maven/resolver.jar")), "apart from the class path");
        assertTrue(Files.exists(spec.resolve("logo-svg.svg")));
    }

    @Test
    void installingAgainReplacesTheJars() throws IOException {
        install("--prefix", directory.resolve("p").toString());
        Path spec = directory.resolve("p/share/jupyter/kernels/upft");
        Path before = onlyJarsOf(spec);
        Files.writeString(distribution.kernel(), "newer");

        install("--prefix", directory.resolve("p").toString());

        Path after = onlyJarsOf(spec);
        assertFalse(Files.exists(before));
        assertEquals("newer", Files.readString(after.resolve("kernel.jar")));
        assertTrue(json(spec).get("argv").toString().contains(after.toString()));
    }

    @Test
    void aFailedInstallationLeavesTheEarlierOneAsItWas() throws IOException {
        install("--prefix", directory.resolve("p").toString());
        Path spec = directory.resolve("p/share/jupyter/kernels/upft");
        Path before = onlyJarsOf(spec);
        distribution =
                new Distribution(directory.resolve("missing.jar"), distribution.libraries(), distribution.resolver());

        assertThrows(UserException.class, () -> new KernelInstaller(spec)
                .install(distribution, new KernelSpec(Jdk.running(), List.of(), List.of())));

        assertEquals(before, onlyJarsOf(spec));
        assertTrue(json(spec).get("argv").toString().contains(before.toString()));
    }

    @Test
    void thePlaceIsTheOneThatJupyterLooksIn() {
        cli.environment.put("JUPYTER_DATA_DIR", directory.resolve("data").toString());
        assertTrue(install("--name", "other")
                .contains(directory.resolve("data/kernels/other").toString()));

        cli = new CommandLineHarness(directory);
        cli.environment.put("XDG_DATA_HOME", directory.resolve("xdg").toString());
        assertTrue(
                install().contains(directory.resolve("xdg/jupyter/kernels/upft").toString()));
    }

    @Test
    void theEnvironmentIsTheMostSpecificOneThatIsActiveAndItSaysWhich() {
        cli.environment.put("NB_PYTHON_PREFIX", directory.resolve("binder").toString());
        cli.environment.put("CONDA_PREFIX", directory.resolve("conda").toString());
        String printed = install("--sys-prefix");

        assertTrue(
                printed.contains(directory.resolve("conda/share/jupyter/kernels/upft") + " (CONDA_PREFIX)"), printed);
    }

    @Test
    void otherSystemsHaveTheirOwnPlaces() {
        Map<String, String> none = Map.of();
        Path home = Path.of("home");
        assertEquals(home.resolve("Library/Jupyter"), new Platform(Platform.System.MAC, none, home).jupyterData());
        assertEquals(
                Path.of("roaming/jupyter"),
                new Platform(Platform.System.WINDOWS, Map.of("APPDATA", "roaming"), home).jupyterData());
    }

    @Test
    void jarsOfTheUsersOwnFollowTheProgramsOnTheClassPath() throws IOException {
        Path jar = Files.writeString(directory.resolve("my magics.jar"), "");
        install("--prefix", directory.resolve("p").toString(), "--jar", jar.toString());
        Path spec = directory.resolve("p/share/jupyter/kernels/upft");
        String argv = json(spec).get("argv").toString();
        assertTrue(argv.contains("/*:" + jar.toAbsolutePath() + "\""), argv);
        assertTrue(refused("--jar", "missing.jar").contains("--jar missing.jar: there is no such file."));
    }

    @Test
    void twoPlacesAtOnceABadNameAndABadJavaAreRefused() throws IOException {
        Path old = Files.writeString(directory.resolve("java"), "#!/bin/sh\necho java.base@11.0.1\n");
        assertTrue(old.toFile().setExecutable(true));
        Path runtime = Files.writeString(directory.resolve("jre"), "#!/bin/sh\necho java.base@21.0.1\n");
        assertTrue(runtime.toFile().setExecutable(true));

        assertTrue(refused("--user", "--sys-prefix").contains("mutually exclusive"));
        assertTrue(refused("--name", "Ü").contains("--name Ü"));
        assertTrue(refused("--java", directory.toString()).contains("there is no program"));
        assertTrue(refused("--java", old.toString()).contains("version 11; 17 or later is needed"));
        assertTrue(refused("--java", runtime.toString()).contains("no jdk.compiler"));
    }

    @Test
    void flagsSuitTheJdk() {
        assertEquals(
                "AVX2",
                LaunchSettings.forJdk(17, Processor.of("vendor_id : AuthenticAMD\nflags : sse avx2 bmi1\n"))
                        .environment()
                        .get("MKL_CBWR"));
        for (String other : List.of(
                "vendor_id : GenuineIntel\nflags : avx2\n",
                "vendor_id : AuthenticAMD\nflags : avx\n",
                "vendor_id : AuthenticAMD\nflags : avx2 avx512f\n")) {
            assertFalse(
                    LaunchSettings.forJdk(17, Processor.of(other)).environment().containsKey("MKL_CBWR"));
        }
        assertFalse(LaunchSettings.forJdk(17).flags().contains("--sun-misc-unsafe-memory-access=allow"));
        assertFalse(LaunchSettings.forJdk(21).flags().contains("--enable-native-access=ALL-UNNAMED"));
        assertTrue(LaunchSettings.forJdk(22).flags().contains("--enable-native-access=ALL-UNNAMED"));
        assertTrue(LaunchSettings.forJdk(25).flags().contains("--sun-misc-unsafe-memory-access=allow"));
    }

    private String install(String... options) {
        CommandLineHarness.Result result = execute(options);
        assertEquals(0, result.exitCode(), result.err());
        return result.out();
    }

    private String refused(String... options) {
        cli = new CommandLineHarness(directory.resolve("home"));
        CommandLineHarness.Result result = execute(options);
        assertEquals(2, result.exitCode(), result.out());
        return result.err();
    }

    /** As the real command line, but with jars of the test's own. */
    private CommandLineHarness.Result execute(String... options) {
        World world = cli.world();
        int exitCode = new CommandLine(new InstallCommand(world, () -> distribution))
                .setOut(world.out())
                .setErr(world.err())
                .setParameterExceptionHandler(Failures::wrongUse)
                .setExecutionExceptionHandler(Failures::failed)
                .execute(options);
        return cli.result(exitCode);
    }

    private static Path onlyJarsOf(Path spec) throws IOException {
        try (Stream<Path> entries = Files.list(spec)) {
            List<Path> jars = entries.filter(Files::isDirectory).toList();
            assertEquals(1, jars.size(), jars.toString());
            return jars.get(0);
        }
    }

    private static JsonObject json(Path spec) throws IOException {
        return JsonParser.parseString(Files.readString(spec.resolve("kernel.json")))
                .getAsJsonObject();
    }
}
