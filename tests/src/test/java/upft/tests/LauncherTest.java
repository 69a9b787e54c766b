package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, in a checkout where java and Maven only say how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String CONF = "kernel/src/main/resources/upft/kernel/cli/launch.conf";
    private static final String MODULES = "jdk.compiler@%1$s\\njdk.jshell@%1$s";
    /** Everything the script may call besides java: no PATH of a real machine is without a java for sure. */
    private static final List<String> TOOLS =
            List.of("cat", "dirname", "readlink", "sed", "grep", "find", "head", "rm", "mkdir", "touch");

    @TempDir
    private Path directory;

    private Path checkout;
    private Path bin;
    private Path elsewhere;
    private final Map<String, String> environment = new TreeMap<>();

    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void layOutCheckout() throws IOException {
        checkout = Files.createDirectories(directory.resolve("check out"));
        bin = Files.createDirectories(directory.resolve("bin"));
        elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        for (String tool : TOOLS) {
            program(bin.resolve(tool), "exec " + tool(tool) + " \"$@\"\n");
        }
        copy("upft");
        copy(CONF);
        Files.createDirectories(checkout.resolve("upft-lib/src/main"));
        for (String pom : List.of("pom.xml", "upft-lib/pom.xml", "kernel/pom.xml")) {
            Files.writeString(checkout.resolve(pom), "");
        }
        program(checkout.resolve("mvnw"), """
                echo "mvnw $* JAVA_HOME=$JAVA_HOME"
                mkdir -p kernel/target/lib
                touch kernel/target/upft-kernel-0.1.0.jar
                """);
        environment.put("PATH", bin.toString());
        environment.put("LANG", "C.UTF-8");
    }

    @Test
    void javaHomeComesBeforeThePath() throws Exception {
        build();
        java(bin.resolve("java"), "21.0.1", MODULES);
        environment.put("JAVA_HOME", jdk("home", "17.0.2", MODULES).toString());

        assertTrue(launch("run", "x").out().startsWith("java 17.0.2"));
    }

    @Test
    void aJavaThatIsTooOldOrNoWholeJdkIsPassedOver() throws Exception {
        build();
        java(bin.resolve("java"), "21.0.1", MODULES);

        environment.put("JAVA_HOME", jdk("old", "11.0.2", MODULES).toString());
        assertTrue(launch().out().startsWith("java 21.0.1"));
        environment.put("JAVA_HOME", jdk("runtime", "17.0.2", "java.sql@%1$s").toString());
        assertTrue(launch().out().startsWith("java 21.0.1"));
    }

    @Test
    void whereNoJavaWillDoItSaysWhatItFoundAndWhatToInstall() throws Exception {
        environment.put("JAVA_HOME", jdk("old", "11.0.2", MODULES).toString());
        java(bin.resolve("java"), "17.0.2", "java.sql@%1$s");

        Result result = launch("run", "x");

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("a JDK of version 17 or later is needed"), result.err());
        assertTrue(result.err().contains(directory.resolve("old/bin/java") + " is version 11"), result.err());
        assertTrue(result.err().contains(bin.resolve("java") + " is a runtime without compiler"), result.err());
        assertTrue(result.err().contains("openjdk-17-jdk-headless"), result.err());
    }

    @Test
    void whereThereIsNoJavaItSaysSo() throws Exception {
        Result result = launch();

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("There is no java here."), result.err());
    }

    @Test
    void javaOlderThanItsModulesIsCalledOld() throws Exception {
        program(bin.resolve("java"), "echo 'Unrecognized option: --list-modules' >&2\nexit 1\n");

        assertTrue(launch().err().contains("is older than version 9 or does not run"));
    }

    @Test
    void aFreshCheckoutIsBuiltOnceAndOneLineSaysSo() throws Exception {
        java(bin.resolve("java"), "17.0.2", MODULES);

        Result first = launch();
        Result second = launch();

        assertEquals(0, first.exitCode(), first.err());
        assertTrue(first.err().startsWith("upft: building"), first.err());
        assertTrue(first.err().contains("-pl upft-lib,kernel -am package JAVA_HOME=/the/jdk"), first.err());
        assertEquals(2, first.err().lines().count(), first.err());
        assertEquals("", second.err());
    }

    @Test
    void aNewerSourceIsBuiltAndOneThatIsGoneToo() throws Exception {
        java(bin.resolve("java"), "17.0.2", MODULES);
        build();
        assertEquals("", launch().err());

        Path source = Files.writeString(checkout.resolve("upft-lib/src/main/New.java"), "");
        future(source);
        assertTrue(launch().err().startsWith("upft: building"));

        Files.delete(source);
        future(source.getParent());
        assertTrue(launch().err().startsWith("upft: building"));
    }

    @Test
    void aFailedBuildEndsIt() throws Exception {
        java(bin.resolve("java"), "17.0.2", MODULES);
        program(checkout.resolve("mvnw"), "echo '[ERROR] broken'\nexit 1\n");

        Result result = launch();

        assertEquals(2, result.exitCode());
        assertEquals("", result.out());
        assertTrue(result.err().contains("[ERROR] broken\nupft: the build failed"), result.err());
    }

    @Test
    void argumentsArePassedOnAsTheyAreFromAnyPlaceAndThroughLinks() throws Exception {
        build();
        java(bin.resolve("java"), "17.0.2", MODULES);
        Files.createSymbolicLink(directory.resolve("absolute"), checkout.resolve("upft"));
        Path link = Files.createSymbolicLink(bin.resolve("upft"), Path.of("../absolute"));

        Result result = start(link, "run", "my notebook.ipynb", "", "*");

        assertEquals(0, result.exitCode(), result.err());
        assertTrue(
                result.out().endsWith("<upft.kernel.cli.Main>\n<run>\n<my notebook.ipynb>\n<>\n<*>\n"), result.out());
        String jar = checkout.toRealPath()
                .resolve("kernel/target/upft-kernel-0.1.0.jar")
                .toString();
        assertTrue(result.out().contains("<-javaagent:" + jar + ">\n<-cp>\n<" + jar + ":"), result.out());
    }

    @Test
    void flagsSuitTheJdkAndTheUsersOwnComeLast() throws Exception {
        build();
        environment.put("UPFT_JAVA_OPTS", "-Xmx4g -Dx=y");

        java(bin.resolve("java"), "17.0.2", MODULES);
        String on17 = launch().out();
        java(bin.resolve("java"), "25", MODULES);
        String on25 = launch().out();

        assertTrue(on17.contains("<-Xmx768m>"), on17);
        assertFalse(on17.contains("--sun-misc-unsafe-memory-access"), on17);
        assertTrue(on25.contains("<--sun-misc-unsafe-memory-access=allow>\n<-Xmx4g>\n<-Dx=y>\n<-javaagent:"), on25);
    }

    @Test
    void theEnvironmentIsSetWhereTheUserHasNotSetIt() throws Exception {
        build();
        java(bin.resolve("java"), "17.0.2", MODULES);
        environment.put("MALLOC_ARENA_MAX", "4");

        String out = launch().out();

        assertTrue(out.contains("telemetry off: true, arenas: 4\n"), out);
    }

    @Test
    void aLibtorchForCudaTakesThePlaceOfTheOneThatWasBuiltInWhenItIsAskedFor() throws Exception {
        build();
        java(bin.resolve("java"), "17.0.2", MODULES);
        Path lib = checkout.toRealPath().resolve("kernel/target/lib");
        for (String jar : List.of("api-0.35.1.jar", "pytorch-native-cpu-2.7.1-linux-x86_64.jar")) {
            future(Files.writeString(lib.resolve(jar), ""));
        }
        String own = lib.resolveSibling("upft-kernel-0.1.0.jar").toString();

        assertTrue(launch().out().contains("<" + own + ":" + lib + "/*>"), launch().out());
        environment.put("UPFT_NATIVES", "cuda");
        String out = launch().out();
        assertTrue(out.contains("<" + own + ":" + lib.resolve("api-0.35.1.jar") + ">\n"), out);
        assertTrue(out.contains("flavour: cu128\n"), out);
        environment.put("UPFT_NATIVES", "gpu");
        Result wrong = launch();
        assertEquals(2, wrong.exitCode());
        assertEquals("upft: UPFT_NATIVES is \"gpu\". Set it to cuda, or leave it unset.\n", wrong.err());
    }

    private void build() throws IOException {
        Path target =
                Files.createDirectories(checkout.resolve("kernel/target/lib")).getParent();
        future(Files.writeString(target.resolve("upft-kernel-0.1.0.jar"), ""));
    }

    /** Newer than anything written before. */
    private void future(Path file) throws IOException {
        Path jar = checkout.resolve("kernel/target/upft-kernel-0.1.0.jar");
        Instant now = Files.exists(jar) ? Files.getLastModifiedTime(jar).toInstant() : Instant.now();
        Path stamp = checkout.resolve("kernel/target/.upft-built");
        if (Files.exists(stamp)) {
            now = Files.getLastModifiedTime(stamp).toInstant();
        }
        Files.setLastModifiedTime(file, FileTime.from(now.plusSeconds(2)));
    }

    private Path jdk(String name, String version, String modules) throws IOException {
        Path home = directory.resolve(name);
        java(Files.createDirectories(home.resolve("bin")).resolve("java"), version, modules);
        return home;
    }

    /** A java that lists its modules, tells its home, and else prints its version, environment and arguments. */
    private static void java(Path file, String version, String modules) throws IOException {
        program(file, """
                case $1 in
                --list-modules) printf 'java.base@%1$s\\n%2$s\\n' ;;
                -XshowSettings:properties) echo "    java.home = /the/jdk" >&2 ;;
                *)
                    echo "java %1$s"
                    echo "telemetry off: $OPT_OUT_TRACKING, arenas: $MALLOC_ARENA_MAX"
                    echo "flavour: $PYTORCH_FLAVOR"
                    for argument in "$@"; do echo "<$argument>"; done
                    ;;
                esac
                """.formatted(version, modules.formatted(version)));
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertTrue(file.toFile().setExecutable(true));
    }

    private static Path tool(String name) {
        return List.of(Path.of("/bin", name), Path.of("/usr/bin", name)).stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private void copy(String file) throws IOException {
        Path target = checkout.resolve(file);
        Files.createDirectories(target.getParent());
        Files.copy(ROOT.resolve(file), target, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private Result launch(String... arguments) throws IOException, InterruptedException {
        return start(checkout.resolve("upft"), arguments);
    }

    private Result start(Path script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path err = directory.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(elsewhere.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, Files.readString(err));
    }
}
