package upft.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import upft.data.Problem;
import upft.io.UserException;

class NumericGraderTest {
    private final Grader grader = Grader.numeric();

    static Stream<Arguments> responses() {
        return Stream.of(
                // The mark of GSM8K comes first.
                Arguments.of("She sold 48/2 = 24 in May.\n#### 72", "72"),
                Arguments.of("#### 72\nThat took 3 steps.", "72"),
                Arguments.of("#### $1,234.50", "1234.5"),
                Arguments.of("#### **18**", "18"),
                Arguments.of("#### -3 degrees", "-3"),
                Arguments.of("#### 18.", "18"),
                Arguments.of("####18", "18"),
                Arguments.of("#### 3/4 of the cake", "0.75"),
                Arguments.of("#### 50%", "50"),
                Arguments.of("#### 20\nWait, I forgot the tax.\n#### 22", "22"),
                Arguments.of("\\boxed{7} and so\n#### 8", "8"),
                // Headings of Markdown are no marks.
                Arguments.of("#### Step 1: count\nThere are 12.\n#### Answer\nSo the answer is 12 apples.", "12"),
                // Then the box.
                Arguments.of("The answer is $\\boxed{72}$. I used 3 steps.", "72"),
                Arguments.of("\\[ \\boxed{\\$1{,}250} \\] in 2024", "1250"),
                Arguments.of("$\\boxed{\\frac{3}{4}}$", "0.75"),
                Arguments.of("$\\boxed{-\\dfrac{1}{2}}$", "-0.5"),
                Arguments.of("\\boxed{x = 5}", "5"),
                Arguments.of("\\boxed{12 \\text{ hours in 2 days}}", "12"),
                Arguments.of("\\boxed{25\\%}", "25"),
                Arguments.of("\\boxed{10} no, \\boxed{11}", "11"),
                Arguments.of("\\boxed{11} and then \\boxed{10", "11"),
                Arguments.of("\\boxed{\\text{none}}, since 4 are left", "4"),
                // Then the last number.
                Arguments.of("So Natalia sold 48 + 24 = 72 clips.", "72"),
                Arguments.of("The total is $1,234.50.", "1234.5"),
                Arguments.of("The temperature is -5 degrees", "-5"),
                Arguments.of("The temperature is \u22125 degrees", "-5"),
                Arguments.of("He owes -$20", "-20"),
                Arguments.of("10-5", "5"),
                Arguments.of("we get x = 10 - 5", "5"),
                Arguments.of("- 5 apples", "5"),
                Arguments.of("It takes 2 1/2 hours", "2.5"),
                Arguments.of("It takes 1/2 hour", "0.5"),
                Arguments.of("A share of .25", "0.25"),
                Arguments.of("1,000,000 people", "1000000"),
                Arguments.of("Pick from 1,2,3", "3"),
                Arguments.of("5 / 0 is undefined, so 7 / 0 too", "none"),
                Arguments.of("7.0", "7"),
                Arguments.of("007", "7"),
                Arguments.of("0.999999999999999999999", "0.999999999999999999999"),
                // And some have none.
                Arguments.of("I do not know.", "none"),
                Arguments.of("", "none"),
                Arguments.of("#### five", "none"),
                Arguments.of("\\boxed{}", "none"));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void theAnswerIsFoundWhereItStands(String response, String expected) {
        if (expected.equals("none")) {
            assertEquals(Optional.empty(), grader.answer(response));
            assertFalse(grader.isCorrect(problem("5"), response));
        } else {
            assertTrue(grader.answer(response).isPresent());
            assertTrue(grader.isCorrect(problem(expected), response), () -> "found " + grader.answer(response));
            assertFalse(grader.isCorrect(problem("987654"), response));
        }
    }

    static Stream<Arguments> references() {
        return Stream.of(
                Arguments.of("Natalia sold 48+24 = <<48+24=72>>72 clips.\n#### 72", "72"),
                Arguments.of("#### 1,234", "1234"),
                Arguments.of("72", "72"),
                Arguments.of(" $72.00 ", "72"),
                Arguments.of("3/4", "0.75"),
                Arguments.of("72 clips", "72"),
                Arguments.of("So it is $\\boxed{72}$, not 73.", "72"));
    }

    @ParameterizedTest
    @MethodSource("references")
    void referencesAreReadInTheirUsualForms(String reference, String answer) {
        assertTrue(grader.isCorrect(problem(reference), "The answer is " + answer));
        assertFalse(grader.isCorrect(problem(reference), "The answer is " + answer + "1"));
    }

    @Test
    void aThirdIsAThirdAndNotItsDecimals() {
        assertTrue(grader.isCorrect(problem("1/3"), "2/6"));
        assertFalse(grader.isCorrect(problem("1/3"), "0.333"));
    }

    @Test
    void aReferenceIsNotGuessedAt() {
        for (String reference : new String[] {"She has 3 apples and 4 pears", "many", "#### many"}) {
            UserException error = assertThrows(UserException.class, () -> grader.isCorrect(problem(reference), "4"));
            assertTrue(
                    error.getMessage().contains("set/7") && error.getMessage().contains(reference));
        }
    }

    @Test
    void theAnswerIsShownAsItStood() {
        assertEquals(Optional.of("1,234.50"), grader.answer("#### $1,234.50 in all"));
    }

    private static Problem problem(String answer) {
        return new Problem("set/7", "How many?", answer);
    }
}
