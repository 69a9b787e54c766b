package upft.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One word problem: a topic with its words and numbers filled in. */
record Story(Topic topic, String name, String friend, String thing, int a, int b, int c) {

    /** Draws words and numbers until the problem is sound and belongs to {@code part}. */
    static Story draw(Topic topic, Part part, Random random) {
        while (true) {
            Story story = withNumbers(topic, draw(topic.a(), random), draw(topic.b(), random), draw(topic.c(), random));
            if (story.part() == part && story.isSound()) {
                return story.withWords(random);
            }
        }
    }

    /** All sound problems of a topic and part, up to their words, in the order of their numbers. */
    static List<Story> all(Topic topic, Part part) {
        List<Story> stories = new ArrayList<>();
        for (int a = topic.a().low(); a <= topic.a().high(); a++) {
            for (int b = topic.b().low(); b <= topic.b().high(); b++) {
                for (int c = topic.c().low(); c <= topic.c().high(); c++) {
                    Story story = withNumbers(topic, a, b, c);
                    if (story.part() == part && story.isSound()) {
                        stories.add(story);
                    }
                }
            }
        }
        return stories;
    }

    private static Story withNumbers(Topic topic, int a, int b, int c) {
        return new Story(topic, Topics.NAMES.get(0), Topics.NAMES.get(1), Topics.THINGS.get(0), a, b, c);
    }

    /** The same problem about other people and things. */
    Story withWords(Random random) {
        int people = Topics.NAMES.size();
        int first = random.nextInt(people);
        int second = (first + 1 + random.nextInt(people - 1)) % people;
        String newThing = Topics.THINGS.get(random.nextInt(Topics.THINGS.size()));
        return new Story(topic, Topics.NAMES.get(first), Topics.NAMES.get(second), newThing, a, b, c);
    }

    private static int draw(Topic.Range range, Random random) {
        return range.low() + random.nextInt(range.size());
    }

    String question() {
        return fill(topic.question());
    }

    int answer() {
        return value(topic.second());
    }

    /** The part that this problem's topic and numbers belong to: parts share neither questions nor calculations. */
    Part part() {
        return Part.of(topic.name(), a, b, c);
    }

    /** Whether every step comes out as a whole positive number, and each way of going wrong gives a wrong answer. */
    boolean isSound() {
        int x = value(topic.first());
        if (topic.second().contains(" / ") && x % c != 0) {
            return false;
        }
        int answer = answer();
        return x > 0
                && answer > 0
                && value(topic.jump()) == answer
                && isWrong(value(topic.slip()), answer)
                && isWrong(value(topic.hurried()), answer);
    }

    private static boolean isWrong(int value, int answer) {
        return value > 0 && value != answer;
    }

    /** The value of one of the topic's expressions for these numbers. */
    int value(String expression) {
        return Arithmetic.evaluate(expression, numbers());
    }

    /** Fills in one of the topic's texts. */
    String fill(String template) {
        return Template.fill(template, Map.of("name", name, "friend", friend, "thing", thing), numbers());
    }

    private Map<String, Integer> numbers() {
        Map<String, Integer> given = Map.of("a", a, "b", b, "c", c);
        return Map.of("a", a, "b", b, "c", c, "x", Arithmetic.evaluate(topic.first(), given));
    }
}
