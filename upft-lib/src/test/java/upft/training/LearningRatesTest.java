package upft.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LearningRatesTest {
    /** Made by transformers' own schedules, see src/test/python/make_schedules.py. */
    private static final Path EXPECTED = Path.of("src/test/resources/upft/training/schedules.json");

    @Test
    void afterTheWarmUpRatesAreThoseOfTransformersAndDuringItTheyAreOneStepAhead() throws IOException {
        int compared = 0;
        for (JsonElement each :
                JsonParser.parseString(Files.readString(EXPECTED)).getAsJsonArray()) {
            JsonObject expected = each.getAsJsonObject();
            int warmUp = expected.get("warm_up").getAsInt();
            JsonArray rates = expected.getAsJsonArray("rates");
            LearningRates own = new LearningRates(
                    LearningRateSchedule.valueOf(expected.get("schedule").getAsString()), 1e-4, warmUp, rates.size());
            for (int step = 1; step <= rates.size(); step++) {
                // Where transformers' step s has (s - 1)/w of the peak, ours has s/w: that of its next step.
                int theirs = step <= warmUp ? step + 1 : step;
                assertEquals(rates.get(theirs - 1).getAsDouble(), own.rate(step), 1e-18, expected + " at " + step);
                compared++;
            }
        }
        assertEquals(6 * 20, compared);
    }

    @Test
    void everyStepOfEveryScheduleLearnsSomething() {
        for (LearningRateSchedule schedule : LearningRateSchedule.values()) {
            LearningRates rates = LearningRates.of(
                    TrainingSettings.defaults().withSchedule(schedule).withWarmUpShare(0.1), 30);
            for (int step = 1; step <= 30; step++) {
                assertTrue(rates.rate(step) > 0, schedule + " at " + step);
            }
        }
    }

    @Test
    void aPartOfAStepIsAWholeStepOfWarmUp() {
        assertEquals(2, warmUpSteps(0.03, 50));
        assertEquals(1, warmUpSteps(0.03, 10));
        assertEquals(0, warmUpSteps(0, 10));
        assertEquals(10, warmUpSteps(1, 10));
    }

    @Test
    void withoutWarmUpTheFirstStepHasTheWholeRate() {
        for (LearningRateSchedule schedule : LearningRateSchedule.values()) {
            assertEquals(3, new LearningRates(schedule, 3, 0, 10).rate(1));
        }
    }

    private static int warmUpSteps(double share, int steps) {
        return LearningRates.of(TrainingSettings.defaults().withWarmUpShare(share), steps)
                .warmUpSteps();
    }
}
