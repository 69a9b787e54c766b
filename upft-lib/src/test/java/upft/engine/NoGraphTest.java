package upft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sampling keeps nothing for a gradient: each token would hold on to all layers' hidden states of all before it. */
class NoGraphTest {
    private static final DecoderTraining.Batch BATCH = new DecoderTraining.Batch(
            List.of(new int[] {3, 14, 15}, new int[] {9, 2}), new int[] {1, 4}, new int[] {4, 5}, new float[] {1, 1});

    /** What may have happened on the engine's thread before. */
    enum Before {
        NOTHING,
        TRAINING,
        GRADIENTS_LEFT_ON
    }

    private final Engine engine = new Engine(Device.CPU);

    @ParameterizedTest
    @EnumSource(Before.class)
    void neitherWhatIsSampledNorTheCacheHasAPast(Before before) {
        try (DecoderModule module = TinyDecoders.random(engine, TinyDecoders.EVERYTHING, DType.FLOAT32)) {
            happen(before, module);
            module.pack();
            engine.call(() -> {
                try (PtNDManager scope = (PtNDManager) engine.manager().newSubManager();
                        IValue cache = opened(module)) {
                    prefill(module, cache);
                    List<PtNDArray> tensors = new ArrayList<>(List.of(cache.toTensorArray(scope)));
                    try (ScriptCall call = next(module, cache)) {
                        tensors.addAll(call.runForTensors());
                        assertEquals(0, remembering(tensors), "of " + tensors.size() + " tensors");
                    }
                }
                return null;
            });
            module.unpack();
            assertEquals(0, weightsWithGradients(module.script()));
        }
    }

    @Test
    void aTrainingStepSwitchesGradientsOffAgainAndItsWeightsAskForNone() {
        try (DecoderModule module = TinyDecoders.random(engine, TinyDecoders.PLAIN, DType.FLOAT32);
                DecoderTraining training = DecoderTraining.ofWeights(module, Activations.RECOMPUTED)) {
            training.accumulate(BATCH);
            assertFalse(Gradients.areOn(engine));
            training.apply(1e-3, 0.9, 0.95, 1e-8, 0, 1);
            assertFalse(Gradients.areOn(engine));
            assertEquals(0, weightsWithGradients(training.script()));
        }
    }

    @Test
    void theLookItselfSeesGradientsThatAreOn() {
        engine.start();
        assertFalse(Gradients.areOn(engine));
        switchGradientsOn();
        assertTrue(Gradients.areOn(engine));
    }

    private void happen(Before before, DecoderModule module) {
        if (before == Before.TRAINING) {
            try (DecoderTraining training = DecoderTraining.ofWeights(module, Activations.RECOMPUTED)) {
                training.accumulate(BATCH);
            }
        }
        if (before == Before.GRADIENTS_LEFT_ON) {
            switchGradientsOn();
        }
    }

    private void switchGradientsOn() {
        engine.call(() -> {
            JniUtils.setGradMode(true);
            return null;
        });
    }

    private static IValue opened(DecoderModule module) {
        IValue cache;
        try (ScriptCall call = module.script().method("open_cache")) {
            cache = call.integer(1).integer(0).integers().run();
        }
        try (ScriptCall call = module.script().method("insert_page")) {
            call.value(cache).integer(0).integer(1).integer(8).integer(0).run(IValue::toLong);
        }
        return cache;
    }

    private static void prefill(DecoderModule module, IValue cache) {
        PromptRows prompts = PromptRows.of(List.of(new int[] {3, 14, 15}), 0);
        try (ScriptCall call = module.script().method("place")) {
            call.value(cache).integer(0).integer(2).integers(15).run(IValue::toLong);
        }
        try (ScriptCall call = module.script().method("prefill")) {
            call.value(cache)
                    .integer(0)
                    .integer(2)
                    .integers(prompts.own().ids())
                    .integers(prompts.own().places())
                    .integers(prompts.own().lengths())
                    .integers(prompts.own().unpacking())
                    .integers(prompts.own().packing())
                    .integers(prompts.behind())
                    .integers(prompts.columns())
                    .integers(1)
                    .run(IValue::toLong);
        }
    }

    private static ScriptCall next(DecoderModule module, IValue cache) {
        return module.script()
                .method("next")
                .value(cache)
                .integers(0)
                .integers(0)
                .integers()
                .integers(0)
                .integers()
                .integer(2)
                .integer(3)
                .integer(TinyDecoders.VOCABULARY)
                .real(1)
                .real(1)
                .integer(0)
                .real(1)
                .real(0)
                .floats(new float[3], 1, 3);
    }

    private int weightsWithGradients(ScriptModule script) {
        return engine.call(() -> {
            try (ScriptCall call = script.method("share").integers(0)) {
                NDList weights = call.runTracked();
                return remembering(List.copyOf(weights));
            }
        });
    }

    private static int remembering(List<? extends NDArray> tensors) {
        return (int) tensors.stream().filter(NDArray::hasGradient).count();
    }
}
