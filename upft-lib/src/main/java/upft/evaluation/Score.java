package upft.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import upft.task.Bill;

/**
 * What an evaluation found.
 *
 * @param model name of the model
 * @param problems name of the problem set
 * @param greedy accuracy of greedy decoding
 * @param averageAtK mean accuracy of k sampled answers a question (avg@k), clustered by question; unknown if k is 0
 * @param k samples a question
 * @param endedShare share of the sampled answers that ended by themselves (of the greedy ones if k is 0)
 * @param noAnswerShare share of the sampled answers in which no answer was found (of the greedy ones if k is 0)
 * @param bill cost of the evaluation itself
 */
public record Score(
        String model,
        String problems,
        int questions,
        Estimate greedy,
        Estimate averageAtK,
        int k,
        double endedShare,
        double noAnswerShare,
        Bill bill) {
    /**
     * What the standard errors do not show, a line each: where every question came out alike the formula gives 0, however
     * few questions there were. The 95% interval tells more; for avg@k it counts a question, not a sample, as one trial, and
     * so is rather too wide.
     */
    public List<String> caveats() {
        List<String> caveats = new ArrayList<>();
        addCaveat(caveats, "greedy", greedy);
        addCaveat(caveats, "avg@" + k, averageAtK);
        return caveats;
    }

    private void addCaveat(List<String> caveats, String name, Estimate estimate) {
        if (estimate.standardError() == 0) {
            caveats.add(String.format(
                    Locale.ROOT,
                    "%s: all %,d questions came out alike, so ± 0.0 says little; 95%% interval (Wilson) %s",
                    name,
                    questions,
                    Interval.wilson95(estimate.mean(), questions)));
        }
    }

    /** The figures in one line, and any caveat in a line below. */
    @Override
    public String toString() {
        String figures = String.format(
                Locale.ROOT,
                "%s on %,d questions of %s: greedy %s%s; %.0f%% ended, %.0f%% without an answer",
                model,
                questions,
                problems,
                greedy,
                k == 0 ? "" : ", avg@" + k + " " + averageAtK,
                100 * endedShare,
                100 * noAnswerShare);
        return String.join(
                "\n", Stream.concat(Stream.of(figures), caveats().stream()).toList());
    }
}
