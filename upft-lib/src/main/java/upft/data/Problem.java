package upft.data;

import java.util.Objects;

/**
 * One question with its reference answer.
 *
 * @param id unique within its set, such as {@code "gsm8k/train/17"}
 * @param question the text that is put to the model
 * @param answer the reference: a worked solution that ends in {@code #### x}, or the bare answer. Never shown to the
 *     model; used for grading alone
 */
public record Problem(String id, String question, String answer) {
    public Problem {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(answer, "answer");
    }
}
