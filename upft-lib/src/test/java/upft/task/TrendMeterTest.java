package upft.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendMeterTest {
    @Test
    void fewValuesStayAsTheyAre() {
        TrendMeter meter = new TrendMeter("loss");
        meter.add(3);
        meter.add(1);
        assertEquals(new Trend("loss", List.of(3.0, 1.0)), meter.trend());
    }

    @Test
    void manyValuesBecomeMeansOfNeighboursInOrder() {
        TrendMeter meter = new TrendMeter("loss");
        int count = 100_000;
        IntStream.range(0, count).forEach(meter::add);
        List<Double> values = meter.trend().values();
        assertTrue(values.size() >= 100 && values.size() <= 256, values.size() + " values");
        double each = values.get(1) - values.get(0);
        for (int i = 0; i < values.size(); i++) {
            assertEquals((each - 1) / 2 + i * each, values.get(i), 1e-6);
        }
    }
}
