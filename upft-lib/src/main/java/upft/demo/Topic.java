package upft.demo;

/**
 * A kind of word problem: how it is worded, its two steps, and what someone in a hurry writes.
 *
 * <p>Texts are filled in by {@link Template}: {@code {name}}, {@code {friend}} and {@code {thing}} are words, {@code {a}},
 * {@code {b}} and {@code {c}} the numbers of the question, {@code {x}} the result of the first step.
 *
 * @param name a short name, used in problem ids
 * @param look whether the topic looks hard or easy to a solver: the cue, readable in the question, on which the mix of
 *     openings depends
 * @param question the question
 * @param a range of the first number
 * @param b range of the second number
 * @param c range of the third number
 * @param first expression of the first step
 * @param firstText the sentence around it, {@code %s} being the equation
 * @param second expression of the second step; its value is the answer
 * @param secondText the sentence around it
 * @param jump the whole calculation in one expression
 * @param hurried the expression of a solver who overlooks part of the question
 */
record Topic(
        String name,
        Look look,
        String question,
        Range a,
        Range b,
        Range c,
        String first,
        String firstText,
        String second,
        String secondText,
        String jump,
        String hurried) {

    /** What a solver thinks of a topic at first sight. */
    enum Look {
        /** Most solutions start carefully. */
        HARD,
        /** Most solutions start hastily. */
        EASY
    }

    /** Whole numbers from {@code low} to {@code high}, both included. */
    record Range(int low, int high) {
        int size() {
            return high - low + 1;
        }
    }

    /** The second step with the wrong operation: plus for minus, minus for anything else. */
    String slip() {
        return second.contains(" - ")
                ? second.replace(" - ", " + ")
                : second.replace(" + ", " - ").replace(" / ", " - ");
    }
}
