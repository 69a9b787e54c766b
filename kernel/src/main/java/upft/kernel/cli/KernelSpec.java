package upft.kernel.cli;

import com.google.gson.FormattingStyle;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import upft.kernel.client.InstalledKernel;

/**
 * What Jupyter is told about starting the kernel: it runs {@code java} itself, with no script between, so that signals and
 * the end of the server reach the kernel.
 *
 * @param options of the JVM beside the program's own, and after them, so that they win
 * @param jars of the user's own, such as magics, behind the program's on the class path
 */
record KernelSpec(Jdk jdk, List<String> options, List<Path> jars) {
    static final String DISPLAY_NAME = "Java (UPFT)";

    KernelSpec {
        options = List.copyOf(options);
        jars = jars.stream().map(Path::toAbsolutePath).map(Path::normalize).toList();
    }

    /**
     * The text of {@code kernel.json}, with the archive beside the kernel if there is one.
     *
     * @param kernel the kernel's jar, installed
     */
    String json(Path kernel) {
        JsonArray command = new JsonArray();
        command(archive(kernel).using(), agent(kernel), program(kernel)).forEach(command::add);
        JsonObject environment = new JsonObject();
        settings().environment().forEach(environment::addProperty);
        JsonObject spec = new JsonObject();
        spec.add("argv", command);
        spec.addProperty("display_name", DISPLAY_NAME);
        spec.addProperty("language", "java");
        // A signal would end the JVM; as a message, an interrupt reaches the kernel's own thread for it.
        spec.addProperty("interrupt_mode", "message");
        spec.add("env", environment);
        return new GsonBuilder()
                        .disableHtmlEscaping()
                        .setFormattingStyle(FormattingStyle.PRETTY)
                        .create()
                        .toJson(spec)
                + "\n";
    }

    /** The archive that this kernel's JVM starts with, whether or not it is there yet. */
    StartupArchive archive(Path kernel) {
        return StartupArchive.of(kernel, jdk.feature());
    }

    /** The same kernel, writing its archive as it ends; that goes without an agent alone. */
    InstalledKernel recording(Path kernel) {
        return new InstalledKernel(
                "rehearsal",
                kernel.getParent(),
                command(archive(kernel).recording(), List.of(), program(kernel)),
                Map.copyOf(settings().environment()),
                "java");
    }

    private LaunchSettings settings() {
        return LaunchSettings.forJdk(jdk.feature());
    }

    /** Under -jar the agent is loaded when it is needed, which is the faster start. */
    private List<String> agent(Path kernel) {
        return jars.isEmpty() ? List.of() : List.of("-javaagent:" + kernel);
    }

    /** The kernel's jar names its libraries; jars of the user's own can be named on a class path only. */
    private List<String> program(Path kernel) {
        return jars.isEmpty()
                ? List.of("-jar", kernel.toString())
                : List.of("-cp", classPath(kernel), Main.class.getName());
    }

    private String classPath(Path kernel) {
        return Stream.concat(Stream.of(kernel.resolveSibling("*")), jars.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<String> command(List<String> startup, List<String> agent, List<String> program) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(settings().flags());
        command.addAll(startup);
        command.addAll(options);
        command.addAll(agent);
        command.addAll(program);
        command.add("kernel");
        command.add("{connection_file}");
        return command;
    }
}
