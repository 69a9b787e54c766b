package upft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SharedPromptsTest {
    private static SharedPrompts threeAndTwoAndOneAlone() {
        SharedPrompts prompts = new SharedPrompts();
        prompts.add(7, 3);
        prompts.addAlone(1);
        prompts.add(9, 2);
        return prompts;
    }

    @Test
    void rowsOfAPromptStandBesideEachOther() {
        SharedPrompts prompts = threeAndTwoAndOneAlone();

        assertArrayEquals(new int[] {0, 1, 2, 4, 5, 0}, prompts.slots());
        assertArrayEquals(new int[] {0, 1, 2, 6, 3, 4}, prompts.seats());
        assertArrayEquals(new int[] {7, 9}, prompts.lengths());
        assertEquals(9, prompts.width());
        assertEquals(7, prompts.length(2));
        assertEquals(0, prompts.length(3));
    }

    @Test
    void promptsGoWithTheLastOfTheirRows() {
        SharedPrompts prompts = threeAndTwoAndOneAlone();

        assertArrayEquals(new int[] {0, 1}, prompts.keep(new int[] {5, 1, 3}));
        assertArrayEquals(new int[] {1, 0}, prompts.slots());
        assertArrayEquals(new int[] {1, 0, 2}, prompts.seats());

        assertArrayEquals(new int[] {1}, prompts.keep(new int[] {0, 2}));
        assertArrayEquals(new int[] {9}, prompts.lengths());
        assertArrayEquals(new int[] {0, 1}, prompts.seats());

        prompts.add(4, 1);
        assertArrayEquals(new int[] {0, 2}, prompts.slots());
        assertArrayEquals(new int[] {0, 2, 1}, prompts.seats());

        assertArrayEquals(new int[0], prompts.keep(new int[0]));
        assertEquals(0, prompts.count());
        assertEquals(0, prompts.width());
    }
}
