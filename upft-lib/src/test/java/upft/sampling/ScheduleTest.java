package upft.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import upft.data.Problem;

class ScheduleTest {
    private static List<Row> rows(int problem, int promptLength, int samples, int limit) {
        int[] prompt = IntStream.range(0, promptLength).map(i -> problem).toArray();
        Problem asked = new Problem("p/" + problem, "?", "1");
        return IntStream.range(0, samples)
                .mapToObj(sample -> new Row(asked, sample, prompt, limit, Trace.End.LENGTH, 7))
                .toList();
    }

    private static List<Integer> sizes(List<List<Row>> groups) {
        return groups.stream().map(List::size).toList();
    }

    @Test
    void rowsOfOnePromptComeInTogetherAndLongOnesFirst() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(rows(1, 5, 3, 10));
        rows.addAll(rows(2, 9, 2, 10));
        rows.addAll(rows(3, 4, 1, 50));
        Collections.shuffle(rows, new Random(3));

        List<List<Row>> groups = new Schedule(rows, 100).next(0);

        assertEquals(List.of(1, 2, 3), sizes(groups));
        assertEquals(
                List.of(4, 9, 5),
                groups.stream().map(g -> g.get(0).promptIds().length).toList());
    }

    @Test
    void aGroupWaitsUntilAllOfItFitsAndNoneOvertakesIt() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(rows(1, 9, 6, 10));
        rows.addAll(rows(2, 5, 1, 10));
        Schedule schedule = new Schedule(rows, 8);

        assertEquals(List.of(), schedule.next(3));
        assertEquals(List.of(6, 1), sizes(schedule.next(1)));
        assertEquals(List.of(), schedule.next(0));
    }

    @Test
    void moreSamplesThanPlacesComeInSeveralGroups() {
        Schedule schedule = new Schedule(rows(1, 5, 20, 10), 8);

        assertEquals(List.of(8), sizes(schedule.next(0)));
        assertEquals(List.of(8), sizes(schedule.next(0)));
        assertEquals(List.of(4), sizes(schedule.next(0)));
    }

    @Test
    void rowsThatArePutBackComeInFirstAndHalfAsManyAtATime() {
        Schedule schedule = new Schedule(rows(1, 5, 20, 10), 8);
        List<List<Row>> first = schedule.next(0);

        schedule.halve();
        schedule.putBack(first.get(0).subList(2, 8));

        assertEquals(List.of(4), sizes(schedule.next(0)));
        assertEquals(List.of(2), sizes(schedule.next(0)));
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of(4), sizes(schedule.next(0)));
        }
        assertFalse(schedule.opens(5), "more rows are decoded than there may be");
        assertEquals(List.of(), schedule.next(0));
    }

    @Test
    void rowsComeInWhenAnEighthOfThePlacesIsFree() {
        Schedule large = new Schedule(rows(1, 5, 100, 10), 64);
        Schedule small = new Schedule(rows(1, 5, 100, 10), 4);

        assertTrue(large.opens(0) && large.opens(56));
        assertFalse(large.opens(57));
        assertTrue(small.opens(4), "a small batch is asked every time; nothing fits when it is full");
    }
}
