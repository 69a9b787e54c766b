package upft.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
    private final List<Progress.Report> heard = new ArrayList<>();
    private long now = 1_000;

    @Test
    void reportsAreAtLeastATenthOfASecondApartButForTheFirstAndTheLast() {
        ProgressMeter meter = new ProgressMeter(heard::add, "sampling", "tokens", () -> now);
        for (int done = 0; done <= 100; done++) {
            meter.report(done, 100, "");
            now += 9_000_000;
        }
        assertEquals(
                List.of(0L, 12L, 24L, 36L, 48L, 60L, 72L, 84L, 96L, 100L),
                heard.stream().map(Progress.Report::done).toList());
    }

    @Test
    void secondsCountFromTheMetersBeginning() {
        ProgressMeter meter = new ProgressMeter(heard::add, "sampling", "tokens", () -> now);
        now += 1_500_000_000;
        meter.report(30, 60, "half way");
        assertEquals(new Progress.Report("sampling", 30, 60, "tokens", 1.5, "half way"), heard.get(0));
        assertEquals(20, heard.get(0).rate());
        assertEquals(1.5, heard.get(0).secondsLeft());
    }
}
