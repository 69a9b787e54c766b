package upft.kernel.display.chart.picture;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests of pictures on a machine whose Java cannot draw letters; there charts are live only, which is tested too. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresFonts.Condition.class)
public @interface RequiresFonts {
    /** Looks for fonts. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return Letters.obstacle()
                    .map(why -> ConditionEvaluationResult.disabled(
                            "this Java cannot draw letters: " + why + ". " + Letters.ADVICE))
                    .orElse(ConditionEvaluationResult.enabled("letters can be drawn"));
        }
    }
}
