package upft.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WarmUpScheduleTest {
    @Test
    void theRateRisesLinearlyAndThenStays() {
        WarmUpSchedule schedule = WarmUpSchedule.of(1e-4, 0.04, 100);
        assertEquals(0.25e-4, schedule.rate(1), 1e-18);
        assertEquals(0.5e-4, schedule.rate(2), 1e-18);
        assertEquals(1e-4, schedule.rate(4), 1e-18);
        assertEquals(1e-4, schedule.rate(100), 1e-18);
    }

    @Test
    void aPartOfAStepIsAWholeStepOfWarmUp() {
        assertEquals(2, WarmUpSchedule.of(1, 0.03, 50).warmUpSteps());
        assertEquals(1, WarmUpSchedule.of(1, 0.03, 10).warmUpSteps());
        assertEquals(0, WarmUpSchedule.of(1, 0, 10).warmUpSteps());
    }

    @Test
    void withoutWarmUpTheFirstStepHasTheWholeRate() {
        assertEquals(3, WarmUpSchedule.of(3, 0, 10).rate(1));
    }
}
