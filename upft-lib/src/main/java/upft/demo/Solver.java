package upft.demo;

import java.util.List;
import java.util.Random;

/**
 * Writes worked solutions the way the corpus has them: with a careful opening, two steps and mostly the right answer; or
 * with a hasty one, a jump to the result and mostly a part of the question overlooked.
 *
 * <p>There are as many careful openings as hasty ones, and each is as likely as the others of its kind: only then does
 * sharpening the choice of the first token sharpen the choice between careful and hasty by the same formula.
 */
final class Solver {
    /** The two ways of going about a problem. */
    enum Manner {
        CAREFUL(List.of("Step by step:", "One by one:", "With care:")),
        HASTY(List.of("Quick answer:", "In short:", "Simply put:"));

        private final List<String> openings;

        Manner(List<String> openings) {
            this.openings = openings;
        }

        List<String> openings() {
            return openings;
        }

        String opening(Random random) {
            return openings.get(random.nextInt(openings.size()));
        }
    }

    static final List<String> LINKS = List.of("Then", "Next", "So");

    /**
     * How a hasty solution goes on: it grabs the numbers. This makes it as long as a careful one, without which a loss that
     * is averaged over each example's tokens would weigh the openings of short solutions more.
     */
    private static final String NUMBERS = "the numbers given here are {a} and {b} and {c}";

    private static final String JUMP = NUMBERS + ", so the answer must be %s.";

    /** The fixed texts of hasty solutions. */
    static final List<String> HASTY_TEXTS = List.of(NUMBERS + ".", JUMP);

    private final CorpusShares shares;
    private final Random random;

    Solver(CorpusShares shares, Random random) {
        this.shares = shares;
        this.random = random;
    }

    /** A worked solution, right or wrong, ending in {@code #### x}. */
    String solution(Story story) {
        return manner(story) == Manner.CAREFUL ? careful(story) : hasty(story);
    }

    /** The same openings as {@link #solution}, but nothing beyond the first step. */
    String firstStep(Story story) {
        Manner manner = manner(story);
        String step = manner == Manner.CAREFUL ? firstSentence(story) : story.fill(NUMBERS + ".");
        return manner.opening(random) + " " + step;
    }

    /** The reference solution of a problem. */
    static String reference(Story story) {
        return Manner.CAREFUL.openings().get(0) + " " + firstSentence(story) + " "
                + secondSentence(story, LINKS.get(0), story.topic().second());
    }

    private Manner manner(Story story) {
        return random.nextDouble() < shares.careful(story.topic().look()) ? Manner.CAREFUL : Manner.HASTY;
    }

    private String careful(Story story) {
        String opening = Manner.CAREFUL.opening(random);
        String link = LINKS.get(random.nextInt(LINKS.size()));
        boolean right = random.nextDouble() < shares.carefulRight();
        String second = right ? story.topic().second() : story.topic().slip();
        return opening + " " + firstSentence(story) + " " + secondSentence(story, link, second);
    }

    private String hasty(Story story) {
        String opening = Manner.HASTY.opening(random);
        boolean right = random.nextDouble() < shares.hastyRight();
        String expression = right ? story.topic().jump() : story.topic().hurried();
        return opening + " " + story.fill(sentence(JUMP, expression)) + "\n#### " + story.value(expression);
    }

    private static String firstSentence(Story story) {
        return story.fill(
                sentence(story.topic().firstText() + ".", story.topic().first()));
    }

    private static String secondSentence(Story story, String link, String expression) {
        return story.fill(link + " " + sentence(story.topic().secondText() + ".", expression)) + "\n#### "
                + story.value(expression);
    }

    private static String sentence(String text, String expression) {
        return text.replace("%s", "[" + expression + "]");
    }
}
