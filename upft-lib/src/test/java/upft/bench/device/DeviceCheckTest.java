package upft.bench.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import upft.demo.DemoModel;
import upft.demo.DemoProblems;
import upft.engine.DType;
import upft.engine.Device;
import upft.model.LanguageModel;
import upft.model.OptimizerSettings;
import upft.model.Placement;
import upft.model.TrainingRow;
import upft.model.TrainingRun;

/** The check itself, with the processor in both roles. */
class DeviceCheckTest {
    private static final List<String> QUESTIONS = DemoProblems.dataset().dev().take(4).problems().stream()
            .map(problem -> problem.question())
            .toList();

    @Test
    void aDeviceAgreesWithItselfToTheLastBit() {
        try (LanguageModel reference = demo(DType.FLOAT32);
                LanguageModel candidate = demo(DType.FLOAT32)) {
            DeviceCheck check = DeviceCheck.of(reference, candidate, QUESTIONS);
            assertTrue(check.agrees(), check.table());
            assertEquals(6, check.comparisons().size());
            for (Comparison each : check.comparisons()) {
                assertEquals(0, each.difference(), each.name());
                assertTrue(each.reference() > 0 && each.candidate() > 0, each.toString());
            }
            assertTrue(
                    check.table().lines().allMatch(line -> line.contains("agrees") || line.contains("limit")),
                    check.table());
        }
    }

    /** What another order of summation does to float32 is of the size that float32 differs from float64 by. */
    @Test
    void roundingIsWithinTheLimitsAndSeen() {
        try (LanguageModel reference = demo(DType.FLOAT32);
                LanguageModel candidate = demo(DType.FLOAT64)) {
            DeviceCheck check = DeviceCheck.of(reference, candidate, QUESTIONS);
            assertTrue(check.agrees(), check.table());
            for (Comparison each : check.comparisons()) {
                assertTrue(each.difference() > 0, each.name());
            }
        }
    }

    @Test
    void aModelThatIsOffByATrainingStepDiffersInEverything() {
        try (LanguageModel reference = demo(DType.FLOAT32);
                LanguageModel candidate = stepped(reference)) {
            DeviceCheck check = DeviceCheck.of(reference, candidate, QUESTIONS);
            assertFalse(check.agrees(), check.table());
            assertEquals(
                    List.of(),
                    check.comparisons().stream().filter(Comparison::agrees).toList(),
                    check.table());
            assertTrue(check.table().contains("DIFFERS"), check.table());
        }
    }

    @Test
    void whatIsNotANumberDiffers() {
        assertFalse(new Comparison("", Double.NaN, 1, "", 1, 1, "").agrees());
        assertFalse(new Comparison("", Double.POSITIVE_INFINITY, 1, "", 1, 1, "").agrees());
        assertTrue(Double.isNaN(LogitsCheck.larger(Double.NaN, 1)) && Double.isNaN(LogitsCheck.larger(1, Double.NaN)));
    }

    private static LanguageModel demo(DType dtype) {
        return DemoModel.load(Placement.AUTO.on(Device.CPU).as(dtype));
    }

    private static LanguageModel stepped(LanguageModel model) {
        try (TrainingRun run = model.beginTraining(OptimizerSettings.PAPER)) {
            run.accumulate(List.of(new TrainingRow(model.promptIds(QUESTIONS.get(0)), weights(model))));
            run.apply(3e-3);
            return run.snapshot("stepped");
        }
    }

    private static float[] weights(LanguageModel model) {
        float[] weights = new float[model.promptIds(QUESTIONS.get(0)).length];
        weights[weights.length - 1] = 1;
        return weights;
    }
}
