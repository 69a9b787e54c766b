package upft.sampling;

import java.util.List;
import upft.task.Bill;

/** The traces of one sampling run, in the order of the requests, with how they were made and what they cost. STUB */
public record Traces(String model, SamplingSettings settings, List<Trace> traces, Bill bill) {
    public Traces {
        traces = List.copyOf(traces);
    }
}
