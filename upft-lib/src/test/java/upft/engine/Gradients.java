package upft.engine;

import ai.djl.pytorch.jni.JniUtils;

/** Looks at whether libtorch keeps what a gradient would need. */
final class Gradients {
    private Gradients() {}

    /** Whether what is computed now, on the engine's thread, would remember how it was made. */
    static boolean areOn(Engine engine) {
        return engine.call(JniUtils::isGradMode);
    }
}
