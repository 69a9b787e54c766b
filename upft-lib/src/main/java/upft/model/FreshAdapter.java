package upft.model;

import upft.engine.AdapterLayout;
import upft.engine.DecoderModule;
import upft.engine.WeightLayout;
import upft.task.CounterRandom;

/**
 * What an adapter begins with: B zero, so that the model is at first what it was, and A uniform within 1 / sqrt(in), as in
 * PEFT, whose {@code kaiming_uniform_} with a = sqrt(5) comes to that.
 */
final class FreshAdapter {
    private FreshAdapter() {}

    /** Fills an adapter of zeros; each number depends on the seed, its factor's name and its place alone. */
    static void fill(DecoderModule module, long seed) {
        for (WeightLayout.Slot slot : module.adapter().orElseThrow().slots()) {
            if (!AdapterLayout.isSecond(slot)) {
                module.fillAdapter(
                        slot, 0, uniform(slot, CounterRandom.ofSeed(seed).with(slot.name())));
            }
        }
    }

    private static float[] uniform(WeightLayout.Slot slot, CounterRandom random) {
        double bound = 1 / Math.sqrt(slot.columns());
        float[] values = new float[slot.rows() * slot.columns()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2.0 * random.uniform(i) - 1) * bound);
        }
        return values;
    }
}
