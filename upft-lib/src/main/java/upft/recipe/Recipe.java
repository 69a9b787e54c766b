package upft.recipe;

import java.util.List;
import upft.data.ProblemSet;
import upft.sampling.SampleRequest;
import upft.sampling.Traces;

/**
 * A way of making training examples from a model's own samples, as two pure functions. That a recipe decides what is
 * sampled, not only what is trained on, is what makes UPFT cheap.
 */
public interface Recipe {
    /** Short lower-case name: "upft", "sft", "rft". */
    String name();

    /** What has to be sampled for these problems. */
    List<SampleRequest> plan(ProblemSet problems);

    /**
     * Training examples from traces that cover {@link #plan}: those of a longer or larger plan are cut and chosen from.
     *
     * @param prompts turns a question into prompt ids (a model's own {@code promptIds})
     */
    TrainingSet examples(ProblemSet problems, Traces traces, PromptEncoder prompts);
}
