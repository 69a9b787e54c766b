package upft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import upft.io.UserException;

class DecodingTest {
    private static final int[] PROMPT = {40, 3, 17, 88, 20};
    private static final List<int[]> UNEQUAL =
            List.of(new int[] {1, 2, 3, 4, 5, 6, 7}, new int[] {9}, new int[] {9}, new int[] {30, 31, 32});
    private static final DecodingSettings PLAIN = new DecodingSettings(1, 0, 1);

    private static LanguageModel model;

    @BeforeAll
    static void load() {
        model = Fixtures.load("tiny-tied");
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void everySampledTokensLogProbabilityIsThatOfTheFullForwardPass() {
        try (Decoding decoding = model.decode(UNEQUAL, new DecodingSettings(0.8, 0, 1))) {
            List<int[]> contexts = new ArrayList<>(UNEQUAL);
            for (int steps : new int[] {1, 7, 30}) {
                Decoding.Chunk chunk = decoding.next(steps, uniforms(decoding.rows() * steps, steps));
                for (int row = 0; row < decoding.rows(); row++) {
                    contexts.set(row, requireLogProbs(contexts.get(row), chunk.ids()[row], chunk.logProbs()[row]));
                }
            }
        }
    }

    @Test
    void keptRowsGoOnAsIfTheOthersHadNeverBeenThere() {
        try (Decoding decoding = model.decode(UNEQUAL, PLAIN)) {
            int[][] first = decoding.next(4, uniforms(16, 1)).ids();
            decoding.keep(new int[] {3, 1});
            assertEquals(2, decoding.rows());
            Decoding.Chunk chunk = decoding.next(8, uniforms(16, 2));
            requireLogProbs(joined(UNEQUAL.get(3), first[3]), chunk.ids()[0], chunk.logProbs()[0]);
            requireLogProbs(joined(UNEQUAL.get(1), first[1]), chunk.ids()[1], chunk.logProbs()[1]);
        }
    }

    @Test
    void rowsKeptBeforeTheFirstTokenStartFromTheirPrompts() {
        try (Decoding decoding = model.decode(UNEQUAL, DecodingSettings.GREEDY)) {
            decoding.keep(new int[] {2});
            Decoding.Chunk chunk = decoding.next(3, new float[0]);
            requireLogProbs(UNEQUAL.get(2), chunk.ids()[0], chunk.logProbs()[0]);
        }
    }

    @Test
    void aTokenDependsOnItsOwnUniformAndContextAlone() {
        float[] numbers = uniforms(6, 5);
        int[] alone;
        try (Decoding decoding = model.decode(List.of(PROMPT), PLAIN)) {
            alone = decoding.next(6, numbers).ids()[0];
        }
        try (Decoding decoding = model.decode(List.of(UNEQUAL.get(0), PROMPT, UNEQUAL.get(1)), PLAIN)) {
            float[] all = uniforms(18, 77);
            System.arraycopy(numbers, 0, all, 6, 6);
            assertArrayEquals(alone, decoding.next(6, all).ids()[1]);
        }
    }

    @Test
    void everyStepHasAUniformOfItsOwn() {
        try (Decoding decoding = model.decode(List.of(PROMPT, PROMPT), PLAIN)) {
            int[][] ids =
                    decoding.next(2, new float[] {0.5f, 0.01f, 0.5f, 0.99f}).ids();
            assertEquals(ids[0][0], ids[1][0]);
            assertTrue(ids[0][1] < ids[1][1], "without cuts, ids come in the order of the vocabulary");
        }
    }

    @Test
    void aUniformAtTheEdgeNeverPicksAnImpossibleToken() {
        int[] best = order(last(model.logits(PROMPT)));
        assertTrue(best[0] > 0);
        try (Decoding decoding = model.decode(List.of(PROMPT), new DecodingSettings(1, 0, 1, 1, 1))) {
            assertEquals(best[0], decoding.next(1, new float[] {0}).ids()[0][0]);
        }
        float highest = Math.nextDown(1f);
        try (Decoding decoding = model.decode(List.of(PROMPT, PROMPT), new DecodingSettings(1, 3, 1))) {
            int[][] ids = decoding.next(1, new float[] {0, highest}).ids();
            assertEquals(best[0], ids[0][0]);
            assertEquals(best[2], ids[1][0]);
        }
    }

    @Test
    void aPromptThatDoesNotFitIsRefusedWithBothNumbers() {
        UserException refused =
                assertThrows(UserException.class, () -> model.decode(List.of(new int[64]), DecodingSettings.GREEDY));
        assertTrue(refused.getMessage().contains("A prompt of 64 tokens"), refused.getMessage());
        assertTrue(refused.getMessage().contains("the context of tiny-tied, 64 tokens"), refused.getMessage());
    }

    @Test
    void badArgumentsAreRefusedInJavaAndTheModelLivesOn() {
        assertThrows(UserException.class, () -> model.decode(List.of(new int[0]), PLAIN));
        assertThrows(IllegalArgumentException.class, () -> model.decode(List.of(new int[] {97}), PLAIN));
        assertThrows(IllegalArgumentException.class, () -> model.decode(List.of(new int[] {-1}), PLAIN));
        assertThrows(IllegalArgumentException.class, () -> model.decode(List.of(), PLAIN));
        assertThrows(IllegalArgumentException.class, () -> model.logits(new int[] {5, 1000}));
        try (Decoding decoding = model.decode(List.of(PROMPT), PLAIN)) {
            assertThrows(IllegalArgumentException.class, () -> decoding.next(2, new float[3]));
            assertThrows(IllegalArgumentException.class, () -> decoding.next(0, new float[0]));
            assertThrows(IllegalArgumentException.class, () -> decoding.next(1, new float[] {1f}));
            assertThrows(IllegalArgumentException.class, () -> decoding.next(60, new float[60]));
            assertThrows(IllegalArgumentException.class, () -> decoding.keep(new int[] {1}));
            assertEquals(59, decoding.next(59, new float[59]).ids()[0].length);
        }
    }

    /** Checks one row's chunk against the full pass over context and chunk; gives that whole sequence. */
    private static int[] requireLogProbs(int[] context, int[] ids, float[] logProbs) {
        int[] all = joined(context, ids);
        float[][] logits = model.logits(all);
        for (int i = 0; i < ids.length; i++) {
            double wanted = logSoftmax(logits[context.length + i - 1], ids[i]);
            assertEquals(wanted, logProbs[i], 1e-4, "token " + i + " after " + context.length);
        }
        return all;
    }

    private static double logSoftmax(float[] logits, int id) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return logits[id] - Math.log(sum);
    }

    private static int[] order(float[] logits) {
        return IntStream.range(0, logits.length)
                .boxed()
                .sorted((a, b) -> Float.compare(logits[b], logits[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static float[] last(float[][] rows) {
        return rows[rows.length - 1];
    }

    private static int[] joined(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static float[] uniforms(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
