package upft.kernel.interpreter;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Talks to programs in the client, such as widgets in a browser, over Jupyter's comms; cells see it as the variable {@code
 * comms}.
 *
 * <pre>{@code
 * var comm = comms.open("my-widget", Map.of("level", 3));
 * comm.onMessage(data -> System.out.println("moved to " + data.get("level")));
 * comm.send(Map.of("level", 4));
 * }</pre>
 *
 * <p>Handlers run as cells do, one at a time and after those that are waiting: what they print stands where the client puts
 * it, and an interrupt ends them. Data are values of JSON; numbers come as {@code Long} or {@code Double}.
 */
public final class UserComms {
    private final CommTable table;

    UserComms(CommTable table) {
        this.table = table;
    }

    /**
     * Opens a comm to a target of the client's.
     *
     * @throws upft.io.UserException where no client is there that could answer
     */
    public Comm open(String target, Map<String, ?> data) {
        return open(target, data, Map.of());
    }

    /** The same with metadata, which some targets want: {@code jupyter.widget} the version of its protocol. */
    public Comm open(String target, Map<String, ?> data, Map<String, ?> metadata) {
        return table.open(target, data, metadata);
    }

    /** Has {@code handler} told of each comm that the client opens to this target, with what it says in doing so. */
    public void onOpen(String target, BiConsumer<Comm, Map<String, Object>> handler) {
        table.onOpen(target, handler);
    }

    @Override
    public String toString() {
        return "comms.open(target, data) talks to a program in the client";
    }

    /** One open comm. */
    public interface Comm {
        /** As messages name it; a widget's model is named by it. */
        String id();

        /** @throws IllegalStateException if it was closed */
        void send(Map<String, ?> data);

        /** Has {@code handler} told of what the client says, in the place of the handler before. */
        void onMessage(Consumer<Map<String, Object>> handler);

        /** Has {@code handler} told when the client closes it, in the place of the handler before. */
        void onClose(Runnable handler);

        /** Closes it; does nothing if that was done. */
        void close();
    }
}
