package upft.kernel.client;

import com.google.gson.JsonObject;

/** The contents of requests. */
public final class Requests {
    private Requests() {}

    public static JsonObject none() {
        return new JsonObject();
    }

    /** For an execute_request, with the protocol's defaults, and no input to be asked for. */
    public static JsonObject execute(String code) {
        JsonObject content = code(code);
        content.addProperty("silent", false);
        content.addProperty("store_history", true);
        content.add("user_expressions", new JsonObject());
        content.addProperty("allow_stdin", false);
        content.addProperty("stop_on_error", true);
        return content;
    }

    /** For an is_complete_request. */
    public static JsonObject code(String code) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        return content;
    }

    /** For a complete_request or an inspect_request, with the cursor at the end. */
    public static JsonObject atEnd(String code) {
        JsonObject content = code(code);
        content.addProperty("cursor_pos", code.codePointCount(0, code.length()));
        content.addProperty("detail_level", 0);
        return content;
    }

    public static JsonObject shutdown() {
        JsonObject content = new JsonObject();
        content.addProperty("restart", false);
        return content;
    }
}
