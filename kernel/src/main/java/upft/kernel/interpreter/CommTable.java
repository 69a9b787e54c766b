package upft.kernel.interpreter;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.CommMessage;
import upft.kernel.cell.CommMessage.Kind;

/**
 * The comms that are open and the targets that cells answer for. Safe for use by several threads; handlers are run by those
 * who ask for them, outside of its lock.
 */
final class CommTable {
    private final Supplier<CellOutput> cell;
    private final Map<String, OpenComm> open = new LinkedHashMap<>();
    private final Map<String, BiConsumer<UserComms.Comm, Map<String, Object>>> targets = new HashMap<>();

    /** @param cell gives the output of the cell that the calling thread works for */
    CommTable(Supplier<CellOutput> cell) {
        this.cell = cell;
    }

    /** Targets by the ids of the comms that are open. */
    synchronized Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        open.forEach((id, comm) -> all.put(id, comm.target));
        return all;
    }

    synchronized void onOpen(String target, BiConsumer<UserComms.Comm, Map<String, Object>> handler) {
        targets.put(target, handler);
    }

    UserComms.Comm open(String target, Map<String, ?> data, Map<String, ?> metadata) {
        OpenComm comm = new OpenComm(UUID.randomUUID().toString().replace("-", ""), target);
        comm.say(Kind.OPEN, data, metadata);
        keep(comm);
        return comm;
    }

    private synchronized void keep(OpenComm comm) {
        open.put(comm.id, comm);
    }

    /** Closes all and forgets the targets. */
    void clear() {
        for (OpenComm comm : forget()) {
            comm.say(Kind.CLOSE, Map.of(), Map.of());
        }
    }

    private synchronized List<OpenComm> forget() {
        List<OpenComm> all = List.copyOf(open.values());
        open.clear();
        targets.clear();
        return all;
    }

    /** What is to be run for a message of the client's; empty if nobody wants to be told of it. */
    synchronized Optional<Runnable> handler(CommMessage message) {
        if (message.kind() == Kind.OPEN) {
            return Optional.ofNullable(targets.get(message.target())).map(handler -> {
                OpenComm comm = new OpenComm(message.id(), message.target());
                open.put(comm.id, comm);
                return () -> handler.accept(comm, message.data());
            });
        }
        OpenComm comm = message.kind() == Kind.CLOSE ? open.remove(message.id()) : open.get(message.id());
        return Optional.ofNullable(comm)
                .flatMap(found -> message.kind() == Kind.CLOSE
                        ? found.atEnd
                        : found.listener.map(listener -> () -> listener.accept(message.data())));
    }

    /** Whether a comm of this id is open. */
    private synchronized boolean isOpen(String id) {
        return open.containsKey(id);
    }

    private synchronized boolean remove(String id) {
        return open.remove(id) != null;
    }

    /** One comm, open or not any more. */
    private final class OpenComm implements UserComms.Comm {
        private final String id;
        private final String target;
        private volatile Optional<Consumer<Map<String, Object>>> listener = Optional.empty();
        private volatile Optional<Runnable> atEnd = Optional.empty();

        private OpenComm(String id, String target) {
            this.id = id;
            this.target = target;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void send(Map<String, ?> data) {
            if (!isOpen(id)) {
                throw new IllegalStateException("the comm to " + target + " is closed");
            }
            say(Kind.MESSAGE, data, Map.of());
        }

        @Override
        public void onMessage(Consumer<Map<String, Object>> handler) {
            listener = Optional.of(handler);
        }

        @Override
        public void onClose(Runnable handler) {
            atEnd = Optional.of(handler);
        }

        @Override
        public void close() {
            if (remove(id)) {
                say(Kind.CLOSE, Map.of(), Map.of());
            }
        }

        private void say(Kind kind, Map<String, ?> data, Map<String, ?> metadata) {
            String opened = kind == Kind.OPEN ? target : "";
            cell.get()
                    .comm(new CommMessage(kind, id, opened, new LinkedHashMap<>(data), new LinkedHashMap<>(metadata)));
        }

        @Override
        public String toString() {
            return "comm " + id + " to " + target + (isOpen(id) ? "" : ", closed");
        }
    }
}
