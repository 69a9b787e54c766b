package upft.bench.train;

import java.util.List;
import upft.bench.RivalProgram;

/**
 * A way to have TRL train.
 *
 * @param id to choose it by
 * @param title as tables name it
 * @param checkpointing whether activations are computed again rather than kept
 */
record Rival(String id, String title, boolean checkpointing) {
    static final RivalProgram PROGRAM = new RivalProgram(Rival.class, "trl_sft.py", List.of(), "trl");

    /** The one that goals are set against comes first. */
    static final List<Rival> ALL = List.of(
            new Rival("trl", "TRL SFTTrainer", false),
            new Rival("trl-checkpointing", "TRL SFTTrainer, checkpointing", true));
}
