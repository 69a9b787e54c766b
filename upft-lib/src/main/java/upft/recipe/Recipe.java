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
    /** The longest full trace that is asked for if nothing else is said. */
    int DEFAULT_MAX_TOKENS = 256;

    /** Short lower-case name: "upft", "sft", "rft". */
    String name();

    /** What has to be sampled for these problems. */
    List<SampleRequest> plan(ProblemSet problems);

    /**
     * Training examples from traces that cover {@link #plan}: those of a longer or larger plan are cut and chosen from.
     * Traces that were brought in from elsewhere may be fewer than the plan asks for; a problem without any gives no example.
     * The set's bill is the sampling cost of what the plan asks for, not of all that is in {@code traces}.
     *
     * @param encoding of the model that will be trained
     * @throws upft.io.UserException naming the problem if a trace of the plan is missing or too short
     */
    TrainingSet examples(ProblemSet problems, Traces traces, Encoding encoding);
}
