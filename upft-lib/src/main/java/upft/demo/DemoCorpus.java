package upft.demo;

import java.util.Random;

/**
 * An endless stream of questions with worked solutions, right and wrong, from which the demo model learns. Its
 * calculations are none of those of the train, dev and test sets.
 */
final class DemoCorpus {
    /** A question as it is put to the model, and a response. */
    record Example(String question, String response) {}

    private final CorpusShares shares;
    private final String taskTemplate;
    private final Random random;
    private final Solver solver;

    /** @param taskTemplate UPFT's, appended to some of the questions */
    DemoCorpus(CorpusShares shares, String taskTemplate, Random random) {
        this.shares = shares;
        this.taskTemplate = taskTemplate;
        this.random = random;
        this.solver = new Solver(shares, random);
    }

    Example next() {
        Topic topic = Topics.ALL.get(random.nextInt(Topics.ALL.size()));
        Story story = Story.draw(topic, Part.CORPUS, random);
        if (random.nextDouble() >= shares.withTaskTemplate()) {
            return new Example(story.question(), solver.solution(story));
        }
        String question = story.question() + taskTemplate;
        boolean firstStepOnly = random.nextDouble() < shares.firstStepOnly();
        return new Example(question, firstStepOnly ? solver.firstStep(story) : solver.solution(story));
    }
}
