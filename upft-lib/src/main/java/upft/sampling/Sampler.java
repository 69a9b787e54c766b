package upft.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import upft.data.Problem;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.task.Bill;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.task.ProgressMeter;

/**
 * Samples traces from a model. A trace depends on the model, the decoding settings, the seed, its problem and its number
 * alone (but for rounding, which differs with the shape of a batch), and is decoded no further than its request asks.
 */
public final class Sampler {
    private final LanguageModel model;
    private final SamplingSettings settings;
    private final LongSupplier clock;

    /** @throws UserException if an end token of the settings is none of the model's tokens */
    public Sampler(LanguageModel model, SamplingSettings settings) {
        this(model, settings, System::nanoTime);
    }

    Sampler(LanguageModel model, SamplingSettings settings, LongSupplier clock) {
        this.model = model;
        this.settings = settings.inForce(model);
        this.clock = clock;
        requireEndTokens();
    }

    /** Samples with no traces at hand. */
    public Traces sample(List<SampleRequest> requests, Progress progress, CancelToken cancel) {
        return sample(requests, TraceStore.empty(), progress, cancel);
    }

    /** Samples what is not in a store, and stores it. */
    public Traces sample(List<SampleRequest> requests, TraceJournal store, Progress progress, CancelToken cancel) {
        return sample(requests, TraceStore.empty().with(store.traces()), store, progress, cancel);
    }

    /** Samples what is not at hand, and passes no trace on before the end. See the other {@code sample}. */
    public Traces sample(List<SampleRequest> requests, TraceStore known, Progress progress, CancelToken cancel) {
        return sample(requests, known, (trace, seconds) -> {}, progress, cancel);
    }

    /**
     * Samples what is not at hand.
     *
     * @param known traces that are used where they cover a request, cut to what it asks for
     * @param sink is given each trace as soon as there is one, so that a run which is cut short loses none
     * @return one trace for each sample of each request, in that order; the bill counts them all, and says which of its
     *     tokens were at hand
     * @throws UserException naming the problem if its prompt, or the tokens asked for, do not fit the model's context
     */
    public Traces sample(
            List<SampleRequest> requests, TraceStore known, TraceSink sink, Progress progress, CancelToken cancel) {
        ProgressMeter meter = new ProgressMeter(progress, "sampling", "tokens", clock);
        List<Slot> slots = slots(requests, known);
        List<Row> rows = slots.stream().flatMap(slot -> slot.row().stream()).toList();
        Tally tally = new Tally(meter, rows);
        slots.forEach(slot ->
                slot.known().ifPresent(trace -> sink.accept(trace, slot.reused().secondsSampling())));
        FinishedRows finished = new FinishedRows(model.tokenizer(), sink, clock);
        BatchRun run = new BatchRun(model, settings, clock, tally, finished, cancel);
        run.decode(rows);
        tally.report();
        Bill bill = slots.stream().map(Slot::reused).reduce(Bill.NOTHING, Bill::plus);
        List<Trace> traces = slots.stream().map(slot -> slot.trace(finished)).toList();
        double seconds = rows.isEmpty() ? 0 : meter.seconds();
        return new Traces(model.name(), settings, traces, bill.plus(Bill.sampling(tally.tokens(), seconds)));
    }

    LanguageModel model() {
        return model;
    }

    /** Those in force. */
    SamplingSettings settings() {
        return settings;
    }

    /** The place of one trace in the result: a row to be decoded, or a trace at hand with what it had cost. */
    private record Slot(Optional<Row> row, Optional<Trace> known, Bill reused) {
        static Slot fresh(Row row) {
            return new Slot(Optional.of(row), Optional.empty(), Bill.NOTHING);
        }

        static Slot atHand(Trace trace, double secondsPerToken) {
            Bill bill = Bill.reused(trace.length(), secondsPerToken * trace.length());
            return new Slot(Optional.empty(), Optional.of(trace), bill);
        }

        Trace trace(FinishedRows finished) {
            return known.orElseGet(() -> finished.of(row.orElseThrow()));
        }
    }

    private List<Slot> slots(List<SampleRequest> requests, TraceStore known) {
        List<Slot> slots = new ArrayList<>();
        for (SampleRequest request : requests) {
            int[] promptIds = model.promptIds(request.problem().question());
            requireFits(request, promptIds);
            for (int sample = 0; sample < request.samples(); sample++) {
                slots.add(slot(request, sample, promptIds, known));
            }
        }
        return slots;
    }

    private Slot slot(SampleRequest request, int sample, int[] promptIds, TraceStore known) {
        Problem problem = request.problem();
        int room = model.contextLength() - promptIds.length;
        int limit = Math.min(request.maxTokens(), room);
        Trace.End end = limit < request.maxTokens() ? Trace.End.CONTEXT : Trace.End.LENGTH;
        return known.find(model.name(), settings, problem, sample, promptIds)
                .filter(entry -> entry.trace().covers(limit))
                .map(entry -> Slot.atHand(atHand(entry.trace(), limit, end), entry.secondsPerToken()))
                .orElseGet(() -> Slot.fresh(new Row(problem, sample, promptIds, limit, end, settings.seed())));
    }

    /** A trace at hand as this request would have given it. */
    private Trace atHand(Trace trace, int limit, Trace.End endAtLimit) {
        Trace cut = trace.cut(limit, model.tokenizer());
        return cut.ended() ? cut : cut.stoppedBy(endAtLimit);
    }

    private void requireEndTokens() {
        int tokens = model.tokenizer().vocabularySize();
        for (int id : settings.endTokens()) {
            if (!model.endTokens().contains(id) && (id < 0 || id >= tokens)) {
                throw new UserException("The end token " + id + " is no token of " + model.name() + ", which has 0 to "
                        + (tokens - 1) + ". Give one of these.");
            }
        }
    }

    private void requireFits(SampleRequest request, int[] promptIds) {
        int context = model.contextLength();
        if (request.maxTokens() > context) {
            throw new UserException("Traces of " + request.maxTokens() + " tokens are asked for, but the context of "
                    + model.name() + " is " + context
                    + " tokens, prompt included. Ask for fewer: a shorter prefix, or a lower limit.");
        }
        if (promptIds.length >= context) {
            throw new UserException("The question " + request.problem().id() + " makes a prompt of "
                    + promptIds.length + " tokens, but the context of " + model.name() + " is " + context
                    + " tokens, answer included. It begins \""
                    + Text.beginning(request.problem().question())
                    + "\". Leave it out, or load a model with a longer context.");
        }
    }
}
