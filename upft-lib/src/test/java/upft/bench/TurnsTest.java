package upft.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final List<String> order = new ArrayList<>();

    @Test
    void contendersTakeTurns() {
        List<Results<Integer>> results =
                Turns.take(List.of(contender("a", () -> 1), contender("b", () -> 2)), 3, line -> {});

        assertEquals(List.of("a", "b", "a", "b", "a", "b"), order);
        assertEquals(List.of(1, 1, 1), results.get(0).results());
        assertEquals(List.of(2, 2, 2), results.get(1).results());
    }

    @Test
    void oneThatFailsIsLeftOutFromThenOnAndKeepsWhatItGave() {
        List<Results<Integer>> results = Turns.take(
                List.of(contender("fails", this::failOnTheSecondTurn), contender("b", () -> 2)), 3, line -> {});

        assertEquals(List.of("fails", "b", "fails", "b", "b"), order);
        assertEquals(List.of(1), results.get(0).results());
        assertEquals("out of memory", results.get(0).missing());
        assertEquals(List.of(2, 2, 2), results.get(1).results());
        assertEquals("", results.get(1).missing());
    }

    @Test
    void aFigureThatNoResultHasIsMissingWithTheReason() {
        Results<Double> none = Results.<Double>none("rival", "").missing("no compiler");

        assertEquals("no compiler", none.measured(Optional::of).missing());
        assertEquals(
                "does not tell",
                none.missing("").with(1.0).measured(result -> Optional.empty()).missing());
    }

    @Test
    void whatTwoRoundsGaveComesTogetherWithTheLatestReason() {
        Results<Integer> first = new Results<>("rival", List.of(1), "", "");

        assertEquals(
                List.of(1, 2),
                first.and(new Results<>("rival, batch 2", List.of(2), "", "")).results());
        assertEquals("slow", first.missing("slow").and(first).missing());
        assertEquals("gone", first.missing("slow").and(first.missing("gone")).missing());
    }

    private int failOnTheSecondTurn() {
        if (order.stream().filter("fails"::equals).count() == 2) {
            throw new ContenderException("out of memory");
        }
        return 1;
    }

    private Contender<Integer> contender(String name, IntSupplier value) {
        return new Contender<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Integer run() {
                order.add(name);
                return value.getAsInt();
            }
        };
    }
}
