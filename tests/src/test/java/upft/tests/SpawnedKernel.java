package upft.tests;

import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import upft.kernel.cli.Main;
import upft.kernel.shell.RedefinitionAgent;

/** A kernel in a process of its own, started as its kernelspec starts it, and a client of it. */
record SpawnedKernel(Process process, JupyterClient client) implements AutoCloseable {
    /** @param environment in addition to this process's own */
    static SpawnedKernel start(Path directory, Map<String, String> environment) throws IOException {
        JsonObject connection = JupyterClient.freeConnection();
        Process process = spawn(directory, connection, environment);
        return new SpawnedKernel(process, new JupyterClient(connection).awaitReady());
    }

    /** Starts the process alone, which need not be ready. */
    static Process spawn(Path directory, JsonObject connection, Map<String, String> environment) throws IOException {
        Path file = Files.writeString(directory.resolve("connection.json"), connection.toString());
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + agent(directory),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "kernel",
                file.toString());
        builder.environment()
                .put("UPFT_HISTORY", directory.resolve("history.jsonl").toString());
        builder.environment().putAll(environment);
        return builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(new File(directory.toFile(), "kernel.log"))
                .start();
    }

    /** The installed kernel's jar is its own agent; here the classes may lie in directories, so a manifest stands in. */
    private static Path agent(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", RedefinitionAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
        Path jar = directory.resolve("agent.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    /** What a cell showed: its prints, and its value's text or its error's name, one a line. */
    List<String> run(String code) {
        String id = client.execute(code);
        List<String> shown = shown(client.published(id));
        client.reply(JupyterClient.Channel.SHELL, id);
        return shown;
    }

    /** What publications show: prints, a value's text, an error's name. */
    static List<String> shown(List<JupyterClient.Received> published) {
        return published.stream()
                .map(SpawnedKernel::shown)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String shown(JupyterClient.Received message) {
        return switch (message.type()) {
            case "stream" -> message.text("text");
            case "execute_result" ->
                message.content().getAsJsonObject("data").get("text/plain").getAsString();
            case "error" -> message.text("ename");
            default -> "";
        };
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}
