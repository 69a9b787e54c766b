package upft.bench.sample;

import java.util.List;
import upft.bench.RivalProgram;

/**
 * A program that samples from the same models.
 *
 * @param id to choose it by
 * @param title as tables name it
 * @param program its file among the resources
 * @param environment the Python environment that it runs in; its requirements are a resource too
 * @param batches how it is told its batch size
 */
record Rival(String id, String title, String program, String environment, Batches batches) {
    private static final String COMMON = "sampling.py";

    /** Where a batch size comes from. */
    enum Batches {
        /** The one that a pilot finds best. */
        PILOT,
        /** As many rows at a time as ours. */
        AS_OURS
    }

    /** The one that goals are set against comes first. */
    static final List<Rival> ALL = List.of(
            new Rival(
                    "transformers", "transformers generate", "transformers_generate.py", "transformers", Batches.PILOT),
            new Rival(
                    "continuous",
                    "transformers continuous batching",
                    "transformers_continuous.py",
                    "transformers",
                    Batches.AS_OURS),
            new Rival("llama.cpp", "llama.cpp", "llama_cpp_sample.py", "llama-cpp", Batches.AS_OURS));

    RivalProgram files() {
        return new RivalProgram(Rival.class, program, List.of(COMMON), environment);
    }
}
