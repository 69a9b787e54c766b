package upft.kernel.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * A message from a kernel.
 *
 * @param parent the header of the request that caused it; empty if none did
 */
public record Received(JsonObject header, JsonObject parent, JsonObject content) {
    public String type() {
        return text(header, "msg_type");
    }

    /** Whether the request of that id caused it. */
    public boolean answers(String request) {
        return text(parent, "msg_id").equals(request);
    }

    /** A field of the content; empty if it is not there. */
    public String text(String field) {
        return text(content, field);
    }

    /** Whether it says that the kernel has done with a request. */
    public boolean isIdle() {
        return type().equals("status") && text("execution_state").equals("idle");
    }

    /**
     * Makes sure that a reply is not one of failure.
     *
     * @throws KernelException with what the kernel says of it
     */
    public void requireOk() {
        if (!text("status").equals("ok")) {
            throw new KernelException("failed in a cell: " + text("ename") + ": " + text("evalue"));
        }
    }

    private static String text(JsonObject object, String field) {
        JsonElement element = object.get(field);
        return element == null || !element.isJsonPrimitive() ? "" : element.getAsString();
    }
}
