package upft.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which rows have which prompt in common, without a tensor. The keys and values of such a prompt are in a cache once, and
 * the queries of its rows are put beside each other to look at them.
 */
final class SharedPrompts {
    private static final int NONE = -1;

    /** Tokens that each prompt has in the cache. */
    private final List<Integer> lengths = new ArrayList<>();

    /** Of each row, which of the prompts it has, or none. */
    private final List<Integer> promptOfRow = new ArrayList<>();

    int count() {
        return lengths.size();
    }

    /** Tokens of the longest prompt. */
    int width() {
        return lengths.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Tokens of each prompt. */
    int[] lengths() {
        return lengths.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Adds rows that share a prompt of so many tokens. */
    void add(int length, int rows) {
        promptOfRow.addAll(Collections.nCopies(rows, count()));
        lengths.add(length);
    }

    /** Adds rows that share none. */
    void addAlone(int rows) {
        promptOfRow.addAll(Collections.nCopies(rows, NONE));
    }

    /** Tokens that a row has in a prompt that it shares. */
    int length(int row) {
        int prompt = promptOfRow.get(row);
        return prompt == NONE ? 0 : lengths.get(prompt);
    }

    /**
     * Keeps these rows, and the prompts of these.
     *
     * @return the numbers that the prompts had which are left
     */
    int[] keep(int[] kept) {
        List<Integer> old = Arrays.stream(kept).mapToObj(promptOfRow::get).toList();
        List<Integer> left = old.stream()
                .filter(prompt -> prompt != NONE)
                .distinct()
                .sorted()
                .toList();
        List<Integer> leftLengths = left.stream().map(lengths::get).toList();
        promptOfRow.clear();
        old.forEach(prompt -> promptOfRow.add(left.indexOf(prompt)));
        lengths.clear();
        lengths.addAll(leftLengths);
        return left.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * For each prompt as many places as any has rows, with the numbers of its rows; the first row stands in places that are
     * left over.
     */
    int[] slots() {
        int width = slotsAPrompt();
        int[] slots = new int[count() * width];
        int[] used = new int[count()];
        for (int row = 0; row < promptOfRow.size(); row++) {
            int prompt = promptOfRow.get(row);
            if (prompt != NONE) {
                slots[prompt * width + used[prompt]++] = row;
            }
        }
        return slots;
    }

    /** Of each row, which of the {@link #slots} is its; the number of slots if none is. */
    int[] seats() {
        int width = slotsAPrompt();
        int[] used = new int[count()];
        return promptOfRow.stream()
                .mapToInt(prompt -> prompt == NONE ? count() * width : prompt * width + used[prompt]++)
                .toArray();
    }

    private int slotsAPrompt() {
        return IntStream.range(0, count())
                .map(prompt -> Collections.frequency(promptOfRow, prompt))
                .max()
                .orElse(0);
    }
}
