package upft.demo;

import java.util.Map;
import java.util.Random;

/** One word problem: a topic with its words and numbers filled in. */
record Story(Topic topic, String name, String friend, String thing, int a, int b, int c) {

    /** Draws words and numbers until the problem is sound and belongs to {@code part}. */
    static Story draw(Topic topic, Part part, Random random) {
        while (true) {
            int name = random.nextInt(Topics.NAMES.size());
            int friend = (name + 1 + random.nextInt(Topics.NAMES.size() - 1)) % Topics.NAMES.size();
            Story story = new Story(
                    topic,
                    Topics.NAMES.get(name),
                    Topics.NAMES.get(friend),
                    Topics.THINGS.get(random.nextInt(Topics.THINGS.size())),
                    draw(topic.a(), random),
                    draw(topic.b(), random),
                    draw(topic.c(), random));
            if (story.part() == part && story.isSound()) {
                return story;
            }
        }
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
        return Part.of(topic.name().hashCode(), a, b, c);
    }

    /** What problems that differ in words alone have in common. */
    String calculation() {
        return topic.name() + " " + a + " " + b + " " + c;
    }

    /** Whether every step comes out as a whole positive number, and each way of going wrong gives a wrong answer. */
    boolean isSound() {
        int product = value(topic.first());
        if (topic.second().contains(" / ") && product % c != 0) {
            return false;
        }
        int answer = answer();
        return product > 0
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
