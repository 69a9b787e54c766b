package upft.kernel.cli;

import com.google.gson.FormattingStyle;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
     * The text of {@code kernel.json}.
     *
     * @param kernel the kernel's jar, installed
     */
    String json(Path kernel) {
        LaunchSettings settings = LaunchSettings.forJdk(jdk.feature());
        JsonObject environment = new JsonObject();
        settings.environment().forEach(environment::addProperty);
        JsonArray command = new JsonArray();
        command(settings, kernel).forEach(command::add);
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

    private String classPath(Path kernel) {
        return Stream.concat(Stream.of(kernel.resolveSibling("*")), jars.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<String> command(LaunchSettings settings, Path kernel) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(settings.flags());
        command.addAll(options);
        command.add("-javaagent:" + kernel);
        command.add("-cp");
        command.add(classPath(kernel));
        command.add(Main.class.getName());
        command.add("kernel");
        command.add("{connection_file}");
        return command;
    }
}
