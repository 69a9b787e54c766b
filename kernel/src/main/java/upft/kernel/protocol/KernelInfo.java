package upft.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** What the kernel says of itself; put together by hand, since a client waits for it at every start. */
final class KernelInfo {
    private final JsonObject content = Contents.ok();

    KernelInfo(String version) {
        String java = System.getProperty("java.version");
        content.addProperty("protocol_version", Message.PROTOCOL_VERSION);
        content.addProperty("implementation", "upft");
        content.addProperty("implementation_version", version);
        content.add("language_info", language(java));
        content.addProperty("banner", "UPFT " + version + " on Java " + java + ". %lsmagic lists the commands.");
        content.add("help_links", new JsonArray());
        content.addProperty("debugger", false);
        content.add("supported_features", new JsonArray());
    }

    JsonObject content() {
        return content.deepCopy();
    }

    private static JsonObject language(String version) {
        JsonObject language = new JsonObject();
        language.addProperty("name", "java");
        language.addProperty("version", version);
        language.addProperty("mimetype", "text/x-java-source");
        language.addProperty("file_extension", ".jshell");
        language.addProperty("pygments_lexer", "java");
        language.addProperty("codemirror_mode", "text/x-java");
        language.addProperty("nbconvert_exporter", "script");
        return language;
    }
}
