package upft.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * A copy of a model's weights under training, with its optimiser state, all in native memory. Obtained from
 * {@link LanguageModel#beginTraining}; the model itself stays as it is.
 */
public interface TrainingRun extends AutoCloseable {
    /**
     * Forward and backward pass of one micro-batch in one native call; its gradient is added to the step under way.
     *
     * @return the micro-batch's weighted loss
     */
    double accumulate(List<TrainingRow> rows);

    /**
     * Clips the accumulated gradient, takes one AdamW step and clears the gradient. If the norm is not finite nothing is
     * changed but the gradient, which is cleared.
     *
     * @return the gradient's global norm before clipping
     */
    double apply(double learningRate);

    /**
     * Makes {@link #accumulate} end within a second or so, and every later call of it at once, by a
     * {@link upft.task.CancelledException}; the step under way is then to be dropped. For any thread.
     */
    void stop();

    /** Drops the gradient accumulated since the last step. */
    void discard();

    /** The accumulated gradient of one parameter by its Hugging Face name, row-major; for tests and diagnosis. */
    float[] gradient(String parameter);

    /**
     * Writes all that the next steps depend on: weights and the optimiser's state, bit for bit, as a safetensors file of 12
     * bytes a parameter. The gradient of a step under way is not in it.
     */
    void save(OutputStream out) throws IOException;

    /**
     * Takes up what {@link #save} wrote: this run then goes on as that one would have, to the last bit.
     *
     * @throws upft.io.UserException if it was written by a run over other weights, or ends too soon; this run is then no
     *     longer of use
     */
    void restore(InputStream in) throws IOException;

    /** The weights as they now are, as a model of its own that outlives this run. */
    LanguageModel snapshot(String name);

    /** A last snapshot. It takes less memory than another: the optimiser's state is freed first, and this run is over. */
    LanguageModel finish(String name);

    @Override
    void close();
}
