package upft.kernel.magic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import upft.evaluation.Evaluation;
import upft.experiment.LearningRateChoice;
import upft.experiment.Match;
import upft.experiment.MethodRun;
import upft.experiment.RunRequest;
import upft.io.UserException;
import upft.kernel.magic.OptionValue;
import upft.kernel.magic.session.EvaluationPlan;
import upft.kernel.magic.session.Session;

/** Options that make methods comparable: as much training as another run had, and a learning rate that suits. */
final class FairOptions {
    @Option(
            names = "--lr",
            paramLabel = "X",
            split = ",",
            converter = OptionValue.Positive.class,
            description = "Learning rate after the warm-up. Of several, such as 1e-6,1e-5, each is trained with and"
                    + " measured on the development split as %%eval does, and the best is kept.")
    private List<Double> learningRates = new ArrayList<>();

    @Option(
            names = "--match",
            paramLabel = "WHAT:RUN",
            description =
                    "Train as long as another run did: steps:RUN, tokens:RUN (in the loss) or epochs:RUN. Passes over"
                            + " the examples go on as long as it takes; the last may break off.")
    private String match;

    /** A run and what is to be as much as in it. */
    record Reference(Match what, String run) {
        /** To be as much, once the examples are known. */
        RunRequest.Adjustment adjustment(Session session) {
            MethodRun other = session.run(run);
            return new RunRequest.Adjustment(name(other), (own, examples) -> what.settings(own, examples, other));
        }

        /** The same in Java. */
        String adjustmentCode(Session session) {
            return "new RunRequest.Adjustment(" + Code.string(name(session.run(run))) + ", (own, examples) -> Match."
                    + what + ".settings(own, examples, " + Code.variable(run) + "))";
        }

        /** What it depends on, so that a run is only gone on with if the other is as it was. */
        private String name(MethodRun other) {
            return "as many " + what.name().toLowerCase(Locale.ROOT) + " as "
                    + other.tuned().map(tuned -> tuned.log().toString()).orElse(run);
        }
    }

    /** All that were given, in no order. */
    List<Double> learningRates() {
        return learningRates.stream().distinct().toList();
    }

    /** What several rates are measured with: the development split, as {@code %eval} does; empty if there is one rate. */
    Optional<Evaluation> development(Session session) {
        EvaluationPlan plan = plan(session);
        return learningRates().size() < 2
                ? Optional.empty()
                : Optional.of(new Evaluation(plan.problems(), plan.settings()));
    }

    /** Gives the kept model the score that it was kept for, unless scores of other problems or settings would be dropped. */
    void remember(LearningRateChoice choice, Session session) {
        EvaluationPlan plan = plan(session);
        if (session.scoredOn().map(plan::equals).orElse(true)) {
            choice.kept().ifPresent(kept -> session.add(choice.best().method(), plan, kept.result()));
        }
    }

    private static EvaluationPlan plan(Session session) {
        return new EvaluationPlan(session.dataset().dev(), session.settings().evaluation());
    }

    /** @throws UserException if there is no such thing to match, or no such run, or what it says is said by --epochs too */
    Optional<Reference> reference(boolean epochsGiven, Session session) {
        if (match == null) {
            return Optional.empty();
        }
        if (epochsGiven) {
            throw new UserException("--epochs and --match both say how long to train. Leave one of them out.");
        }
        int colon = match.indexOf(':');
        String run = match.substring(colon + 1);
        if (colon < 0 || run.equals(Session.BASE)) {
            throw new UserException("--match " + match
                    + " names no run that was trained. Give what to match and such a run:" + " --match steps:sft.");
        }
        Match what = what(match.substring(0, colon));
        session.run(run);
        return Optional.of(new Reference(what, run));
    }

    private static Match what(String name) {
        return Stream.of(Match.values())
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new UserException("--match " + name + " is unknown. Give "
                        + String.join(
                                ", ",
                                Stream.of(Match.values())
                                        .map(each -> each.name().toLowerCase(Locale.ROOT) + ":RUN")
                                        .toList())
                        + "."));
    }
}
