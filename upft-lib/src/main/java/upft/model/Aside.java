package upft.model;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A thread of its own for what can be done meanwhile, one thing after the other. */
final class Aside implements AutoCloseable {
    private final ExecutorService thread;

    Aside(String name) {
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread named = new Thread(work, name);
            named.setDaemon(true);
            return named;
        });
    }

    /** Begins something; who asks for its result waits for it, and what went wrong there is thrown there. */
    <T> Supplier<T> begin(Supplier<T> work) {
        CompletableFuture<T> result = CompletableFuture.supplyAsync(work, thread);
        return () -> {
            try {
                return result.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) e.getCause();
            }
        };
    }

    /** Lets the thread end with what has begun. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
