package upft.kernel.protocol;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import java.util.Map;
import upft.kernel.cell.CommMessage;
import upft.kernel.cell.CommMessage.Kind;

/** Messages of comms as the protocol has them. */
final class CommContents {
    private static final Map<Kind, String> TYPES =
            Map.of(Kind.OPEN, "comm_open", Kind.MESSAGE, "comm_msg", Kind.CLOSE, "comm_close");

    private static final TypeToken<Map<String, Object>> VALUES = new TypeToken<>() {};

    private CommContents() {}

    /** Apart, since few kernels ever need it. */
    private static final class Json {
        static final Gson GSON = new GsonBuilder()
                .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
                .serializeNulls()
                .create();
    }

    static String type(Kind kind) {
        return TYPES.get(kind);
    }

    static boolean isComm(Message message) {
        return TYPES.containsValue(message.type());
    }

    static JsonObject content(CommMessage message) {
        JsonObject content = new JsonObject();
        content.addProperty("comm_id", message.id());
        if (message.kind() == Kind.OPEN) {
            content.addProperty("target_name", message.target());
        }
        content.add("data", json(message.data()));
        return content;
    }

    static JsonObject metadata(CommMessage message) {
        return json(message.metadata());
    }

    /** @throws IllegalArgumentException if a value is none of JSON's, such as a number that is not finite */
    private static JsonObject json(Map<String, Object> values) {
        return Json.GSON.toJsonTree(values).getAsJsonObject();
    }

    /** The message that a client sent. */
    static CommMessage message(Message message) {
        Request request = new Request(message.content());
        Kind kind = TYPES.entrySet().stream()
                .filter(each -> each.getValue().equals(message.type()))
                .findFirst()
                .orElseThrow()
                .getKey();
        return new CommMessage(
                kind,
                request.text("comm_id", ""),
                request.text("target_name", ""),
                Json.GSON.fromJson(request.object("data"), VALUES),
                Json.GSON.fromJson(message.metadata(), VALUES));
    }
}
