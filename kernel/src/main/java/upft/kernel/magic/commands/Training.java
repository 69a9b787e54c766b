package upft.kernel.magic.commands;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import upft.data.ProblemSet;
import upft.experiment.Method;
import upft.experiment.MethodRun;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.session.Session;
import upft.model.LanguageModel;
import upft.recipe.TrainingSet;
import upft.sampling.Traces;
import upft.task.CancelToken;
import upft.task.Progress;

/**
 * A training that has its examples and was not begun.
 *
 * @param code the Java that leads to here
 */
record Training(Method method, Traces traces, TrainingSet examples, TrainTwin twin, List<String> code) {
    /**
     * Samples what the method needs and is not at hand, and makes the examples.
     *
     * @param expression the problems as the Java twin has them
     * @param brought the name of traces that were brought in, which are taken instead of sampled ones
     */
    static Training of(Method method, ProblemSet problems, String expression, Optional<String> brought, MagicRun run) {
        Session session = run.session();
        LanguageModel model = session.model();
        Traces traces = brought.map(session::imported)
                .orElseGet(() -> method.sample(model, problems, session.known(), run.progress(), run.cancel()));
        TrainTwin twin = new TrainTwin(method, model, expression, brought.map(Code::variable));
        return new Training(method, traces, method.examples(model, problems, traces), twin, twin.examples());
    }

    /** This training with the length of another run's, if there is one to match and an example to train on. */
    Training matching(Optional<FairOptions.Reference> reference, Session session) {
        if (reference.isEmpty() || examples.isEmpty()) {
            return this;
        }
        MethodRun other = session.run(reference.get().run());
        Method matched = method.with(reference.get().what().settings(method.training(), examples, other));
        return new Training(matched, traces, examples, twin, codeWith(twin.matched(reference.get())));
    }

    MethodRun train(LanguageModel model, Progress progress, CancelToken cancel) {
        return method.train(model, traces, examples, progress, cancel);
    }

    /** Why there is no example, where there is none. */
    String nothingLeft() {
        return new MethodRun(method.name(), traces, examples, Optional.empty()).nothingLeft();
    }

    /** The Java that leads to here and goes on. */
    List<String> codeWith(List<String> more) {
        return Stream.concat(code.stream(), more.stream()).toList();
    }
}
