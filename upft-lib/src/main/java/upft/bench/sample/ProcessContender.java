package upft.bench.sample;

import upft.bench.Contender;
import upft.bench.ContenderException;
import upft.bench.MeasuringProcess;
import upft.io.Jsonl;
import upft.io.UserException;

/** One of those that a workload is measured with: a program and its job, with a name and a note for the table. */
record ProcessContender(String name, String note, MeasuringProcess process, SampleJob job)
        implements Contender<SampleResult> {
    @Override
    public SampleResult run() {
        SampleResult result = read();
        int rows = job.prompts().size() * job.samples();
        if (result.lengths() == null
                || result.figures() == null
                || result.lengths().size() != rows) {
            throw new ContenderException("answered with no lengths of " + rows + " rows");
        }
        return result;
    }

    private SampleResult read() {
        try {
            return process.answer(Jsonl.toJson(job).getAsJsonObject()).value(SampleResult.class);
        } catch (UserException e) {
            throw new ContenderException("its answer cannot be read: " + e.getMessage(), e);
        }
    }
}
