package upft.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Reads the content of a request, with the protocol's defaults for what a client left out. */
record Request(JsonObject content) {
    String text(String name, String otherwise) {
        return has(name) ? content.get(name).getAsString() : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        return has(name) ? content.get(name).getAsBoolean() : otherwise;
    }

    int number(String name, int otherwise) {
        return has(name) ? content.get(name).getAsInt() : otherwise;
    }

    JsonObject object(String name) {
        return has(name) ? content.getAsJsonObject(name) : new JsonObject();
    }

    String code() {
        return text("code", "");
    }

    /** Whether a cell is to leave no trace but its reply. */
    boolean isSilent() {
        return flag("silent", false);
    }

    /** The cursor in Java characters; the protocol counts code points. Without one it is at the end. */
    int cursor() {
        int points = code().codePointCount(0, code().length());
        int cursor = Math.max(0, Math.min(number("cursor_pos", points), points));
        return code().offsetByCodePoints(0, cursor);
    }

    private boolean has(String name) {
        JsonElement value = content.get(name);
        return value != null && !value.isJsonNull();
    }
}
