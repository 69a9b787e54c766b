package upft.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.messages.reply.KernelInfoReply;
import java.util.List;

/** What the kernel says of itself. */
final class KernelInfo {
    private final JsonObject content;

    KernelInfo(String version) {
        String java = System.getProperty("java.version");
        LanguageInfo language =
                new LanguageInfo("java", java, "text/x-java-source", ".jshell", "java", "text/x-java", "script");
        String banner = "UPFT " + version + " on Java " + java + ". %lsmagic lists the commands.";
        content = Contents.of(
                new KernelInfoReply(Message.PROTOCOL_VERSION, "upft", version, language, banner, List.of()));
        content.addProperty("status", "ok");
        content.addProperty("debugger", false);
        content.add("supported_features", new JsonArray());
    }

    JsonObject content() {
        return content.deepCopy();
    }
}
