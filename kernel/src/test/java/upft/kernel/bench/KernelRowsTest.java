package upft.kernel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import upft.bench.Results;
import upft.bench.Row;

class KernelRowsTest {
    @Test
    void theFastestOtherJavaKernelIsWhatOursIsHeldAgainst() {
        List<Rival> rivals = List.of(
                new Rival("IJava", true, Optional.empty()),
                new Rival("rapaio", true, Optional.empty()),
                new Rival("ipykernel", false, Optional.empty()));
        List<Row> rows = new KernelRows(
                        new StartTrial(),
                        ready("ours", 0.5, 0.4, 0.6),
                        rivals,
                        List.of(ready("IJava", 0.9), ready("rapaio", 0.8), ready("ipykernel", 0.3)))
                .rows();

        Row fastest = rows.stream()
                .filter(row -> row.name().contains("fastest"))
                .findFirst()
                .orElseThrow();
        assertEquals("rapaio", fastest.rival().orElseThrow().contender());
        assertEquals(1.6, fastest.ratio().orElseThrow(), 1e-9);
        assertEquals(Optional.of(false), fastest.goalReached());
        assertEquals(Optional.of(true), rows.get(0).goalReached());
        assertEquals(
                List.of(0.5, 0.4, 0.6),
                rows.get(0).ours().series().orElseThrow().values());
    }

    @Test
    void withNoRivalEachQuantityIsStillARow() {
        List<Row> rows = new KernelRows(new StartTrial(), ready("ours", 0.5), List.of(), List.of()).rows();

        assertEquals(3, rows.size());
        assertEquals("does not tell", rows.get(1).ours().missing());
    }

    private static Results<Readings> ready(String name, double... seconds) {
        List<Readings> readings = java.util.Arrays.stream(seconds)
                .mapToObj(value ->
                        new Readings.Builder().add(Quantity.READY, value).build())
                .toList();
        return new Results<>(name, readings, "", "");
    }
}
