package upft.sampling;

import java.util.List;
import upft.model.LanguageModel;
import upft.task.CancelToken;
import upft.task.Progress;

/** Samples traces from a model. STUB */
public final class Sampler {
    private final LanguageModel model;
    private final SamplingSettings settings;

    public Sampler(LanguageModel model, SamplingSettings settings) {
        this.model = model;
        this.settings = settings;
    }

    public Traces sample(List<SampleRequest> requests, Progress progress, CancelToken cancel) {
        return sample(requests, TraceStore.empty(), progress, cancel);
    }

    public Traces sample(List<SampleRequest> requests, TraceStore known, Progress progress, CancelToken cancel) {
        throw new UnsupportedOperationException("pending " + model + settings);
    }
}
