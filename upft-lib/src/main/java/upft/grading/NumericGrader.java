package upft.grading;

import java.util.Optional;
import upft.data.Problem;
import upft.io.UserException;

/**
 * Takes the answer from {@code #### x}, else from {@code \boxed{x}}, else the last number of the response, and compares
 * it with the reference as a number: {@code 1,234.50}, {@code $1234.5} and {@code 2469/2} are equal. Percent signs and
 * units are passed over, so {@code 50%} is 50 and not 0.5.
 *
 * <p>A response in which no number is found has no answer and is wrong. A reference must say its number plainly: after
 * {@code ####}, in {@code \boxed{}}, or as its only number.
 */
public final class NumericGrader implements Grader {
    @Override
    public Optional<String> answer(String response) {
        return Answers.find(response).map(Found::text);
    }

    /** @throws UserException naming the problem if no number can be read in its reference answer */
    @Override
    public boolean isCorrect(Problem problem, String response) {
        Rational reference = reference(problem).value();
        return Answers.find(response)
                .map(found -> found.value().equals(reference))
                .orElse(false);
    }

    @Override
    public String toString() {
        return "numeric";
    }

    private static Found reference(Problem problem) {
        return Answers.reference(problem.answer())
                .orElseThrow(() -> new UserException("No number can be read in the reference answer of " + problem.id()
                        + ": " + end(problem.answer()) + "\nLet it end in #### and a number."));
    }

    private static String end(String answer) {
        return answer.length() <= 80 ? answer : "…" + answer.substring(answer.length() - 80);
    }
}
