package upft.engine;

import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import upft.io.MemoryShortException;
import upft.task.CancelledException;

/**
 * The one thread on which a model and everything made from it run, and the device that they are on.
 *
 * <p>libtorch keeps its gradient mode and executor options per thread, and two threads that compute at the same time only
 * get into each other's way. So every native call is handed to the engine's thread and waited for. The wait can be
 * interrupted ({@link CancelledException}); the call itself then still ends in its own time, and later ones queue behind
 * it.
 *
 * <p>An engine needs no closing: its thread is a daemon, ends after some idle seconds and comes back when needed. Models
 * that are used in turn may each have one; models that are used by several threads at once should share one.
 */
public final class Engine {
    private static final long IDLE_SECONDS = 30;

    /**
     * How long the JVM's end waits for the native call under way; the longest call is one batch's first pass or one
     * training step of a large model. A program that cannot wait so long halts.
     */
    private static final long EXIT_SECONDS = 60;

    private final ThreadPoolExecutor executor;
    private final Device asked;
    private Device device;
    private Thread prepared;
    private PtNDManager manager;

    /** On a GPU where there is one, else on the processor. */
    public Engine() {
        this(Device.AUTO);
    }

    /** @param device is looked for when the engine starts, at its first use at the latest */
    public Engine(Device device) {
        asked = device;
        refuseTelemetry();
        executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::newThread);
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Loads libtorch, as the first call does otherwise.
     *
     * @throws UserException if libtorch cannot be unpacked, or the device is not there
     */
    public void start() {
        call(() -> null);
    }

    /**
     * Waits for the native call under way before the JVM ends: libtorch's own data is torn down then, and a call that is
     * still running would end the process with a crash. What waits behind it is dropped.
     */
    private void finishBeforeExit() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(EXIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where everything on this engine is; never {@link Device#AUTO}. */
    public Device device() {
        return call(() -> device);
    }

    /** What GPUs this machine has, whether this engine is on one of them or not. */
    public Gpus gpus() {
        return call(() -> Gpus.of(torch()));
    }

    /** Bytes of the device's memory that can be had for weights and caches. */
    public long freeMemory() {
        return call(() -> {
            if (!device.isGpu()) {
                return FreeMemory.bytes();
            }
            MemoryUsage memory = CudaUtils.getGpuMemory(djlDevice());
            return memory.getMax() - memory.getCommitted();
        });
    }

    /** Gives back to the system what is free of the memory that freed tensors were in. Only for the engine's thread. */
    void trimMemory() {
        NativeHeap.trim();
        if (device.isGpu()) {
            JniUtils.emptyCudaCache();
        }
    }

    /** Runs {@code work} on the engine's thread and waits for it. */
    <T> T call(Callable<T> work) {
        Future<T> future = submit(() -> {
            prepareThread();
            return work.call();
        });
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(false);
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        }
    }

    private <T> Future<T> submit(Callable<T> work) {
        try {
            return executor.submit(work);
        } catch (RejectedExecutionException e) {
            // Only the end of the JVM shuts the executor down.
            throw new CancelledException();
        }
    }

    /**
     * Frees native memory on the engine's thread, some time after what was asked of it before; does not wait. When the JVM
     * is ending nothing is done: the memory goes with the process.
     */
    void free(Runnable release) {
        try {
            executor.execute(release);
        } catch (RejectedExecutionException e) {
            // Only the end of the JVM shuts the executor down.
            return;
        }
    }

    /** What native arrays are made with. Only for the engine's thread. */
    PtNDManager manager() {
        if (Thread.currentThread() != prepared) {
            throw new IllegalStateException(
                    "libtorch is called on " + Thread.currentThread().getName() + ", not on its engine's thread");
        }
        return manager;
    }

    /** DJL reports its use over the network unless told otherwise, by this name alone. */
    private static void refuseTelemetry() {
        if (System.getenv("OPT_OUT_TRACKING") == null && System.getProperty("OPT_OUT_TRACKING") == null) {
            System.setProperty("OPT_OUT_TRACKING", "true");
        }
    }

    /** A daemon with a shutdown hook that lives as long as it does. */
    private Thread newThread(Runnable work) {
        Thread hook = new Thread(this::finishBeforeExit, "upft-engine-exit");
        Thread thread = new Thread(() -> runWithHook(work, hook), "upft-engine");
        thread.setDaemon(true);
        return thread;
    }

    private static void runWithHook(Runnable work, Thread hook) {
        Runtime runtime = Runtime.getRuntime();
        try {
            runtime.addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already: nothing native may begin.
            return;
        }
        try {
            work.run();
        } finally {
            removeHook(runtime, hook);
        }
    }

    private static void removeHook(Runtime runtime, Thread hook) {
        try {
            runtime.removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook with it: it waits for this very thread.
            return;
        }
    }

    /** A fresh thread has gradients on and a profiling executor, whose first calls with new shapes take very long. */
    private void prepareThread() {
        if (prepared == Thread.currentThread()) {
            return;
        }
        ai.djl.engine.Engine torch = torch();
        if (manager == null) {
            device = found(torch);
            manager = (PtNDManager) torch.newBaseManager(djlDevice());
        }
        JniUtils.setGradMode(false);
        JniUtils.setGraphExecutorOptimize(false);
        prepared = Thread.currentThread();
    }

    /** With a libtorch for processors, nobody who did not ask for a GPU has to wait for one to be looked for. */
    private Device found(ai.djl.engine.Engine torch) {
        boolean any = asked.isGpu() || asked.equals(Device.AUTO) && torch.hasCapability(StandardCapabilities.CUDA);
        return any ? asked.among(Gpus.of(torch)) : Device.CPU;
    }

    private ai.djl.Device djlDevice() {
        return device.isGpu() ? ai.djl.Device.gpu(device.number()) : ai.djl.Device.cpu();
    }

    private static ai.djl.engine.Engine torch() {
        try {
            return ai.djl.engine.Engine.getEngine("PyTorch");
        } catch (EngineException e) {
            throw NativeLibraries.explained(NativeLibraries.LIBTORCH, e);
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof EngineException && lacksMemory(String.valueOf(cause.getMessage()))) {
            return new MemoryShortException(
                    "Not enough memory for the model's computation. Use smaller batches or shorter sequences.", cause);
        }
        if (cause instanceof Error) {
            throw (Error) cause;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }

    /** libtorch's words for a processor and for a GPU. */
    private static boolean lacksMemory(String message) {
        return message.contains("can't allocate memory") || message.contains("CUDA out of memory");
    }
}
