package upft.engine;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;

/** The C library's memory, from which libtorch takes its tensors. */
final class NativeHeap {
    private NativeHeap() {}

    /**
     * Gives back to the system what is free. glibc keeps it by itself: the launcher's settings ask for that, as a step takes
     * again what the last one freed; but once a model is closed nothing does. Other C libraries have no such call.
     */
    static void trim() {
        if (!Platform.isLinux()) {
            return;
        }
        try {
            Function.getFunction("c", "malloc_trim").invokeInt(new Object[] {new NativeLong(0)});
        } catch (UnsatisfiedLinkError e) {
            // Not glibc.
            return;
        }
    }
}
