package upft.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import upft.data.Dataset;
import upft.data.Problem;
import upft.data.ProblemSet;

/**
 * The embedded problem set: two-step word problems of twelve topics, made by a fixed seed, so that it is the same on every
 * machine. Train, dev and test share no question, nor a question that differs in names alone; every topic is equally
 * frequent in each.
 */
public final class DemoProblems {
    /** Problems of the training set, 167 a topic. */
    public static final int TRAIN_SIZE = 2004;

    /** Problems of the development set, 42 a topic. */
    public static final int DEV_SIZE = 504;

    /** Problems of the test set, 100 a topic. */
    public static final int TEST_SIZE = 1200;

    private static final long SEED = 20250302;

    private DemoProblems() {}

    /** The data set; every call gives an equal one. */
    public static Dataset dataset() {
        return new Dataset(
                "demo",
                problems("train", Part.TRAIN, TRAIN_SIZE),
                problems("dev", Part.DEV, DEV_SIZE),
                problems("test", Part.TEST, TEST_SIZE));
    }

    private static ProblemSet problems(String name, Part part, int count) {
        List<Problem> problems = new ArrayList<>(count);
        for (Story story : stories(part, count)) {
            problems.add(new Problem(
                    "demo/" + name + "/" + problems.size() + "-" + story.topic().name(),
                    story.question(),
                    Solver.reference(story)));
        }
        return new ProblemSet("demo/" + name, problems);
    }

    /** Stories of one part, each with numbers of its own, topics equally frequent, in random order. */
    private static List<Story> stories(Part part, int count) {
        Random random = new Random(SEED + part.ordinal());
        List<Story> stories = new ArrayList<>(count);
        for (Topic topic : Topics.ALL) {
            List<Story> all = Story.all(topic, part);
            Collections.shuffle(all, random);
            all.subList(0, count / Topics.ALL.size()).forEach(story -> stories.add(story.withWords(random)));
        }
        Collections.shuffle(stories, random);
        return stories;
    }
}
