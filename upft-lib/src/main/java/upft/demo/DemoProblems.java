package upft.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
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

    /** Stories of one part, each with a calculation of its own, topics equally frequent and in random order. */
    static List<Story> stories(Part part, int count) {
        Random random = new Random(SEED + part.ordinal());
        Set<String> calculations = new HashSet<>();
        List<Story> stories = new ArrayList<>(count);
        while (stories.size() < count) {
            Topic topic = Topics.ALL.get(stories.size() % Topics.ALL.size());
            Story story = Story.draw(topic, part, random);
            if (calculations.add(story.calculation())) {
                stories.add(story);
            }
        }
        Collections.shuffle(stories, random);
        return stories;
    }
}
