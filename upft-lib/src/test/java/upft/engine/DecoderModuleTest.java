package upft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import upft.io.UserException;
import upft.task.CancelledException;

class DecoderModuleTest {
    private static final DecoderShape SMALL = tied(31, 16, 24, 4, 4, 2, 4);
    private static final TokenChoice GREEDY = new TokenChoice(31, 1, 0, 0, 1, 0);
    private static final TokenChoice PLAIN = new TokenChoice(31, 1, 1, 0, 1, 0);
    private static final int[] IDS = {3, 14, 15, 9, 26, 5, 3, 5};

    @Test
    void aWeightIsReadAsItWasFilledThoughItLiesBelowOthersInOneTensor() {
        try (DecoderModule module = DecoderModule.zeros(new Engine(), layout(SMALL), DType.FLOAT32)) {
            WeightLayout.Slot values = module.layout().slot("model.layers.2.self_attn.v_proj.weight");
            float[] numbers = random(8 * 16, 1);
            module.fill(values, 0, numbers);
            assertArrayEquals(numbers, module.read(values, 0, 8));
            assertArrayEquals(
                    new float[8 * 16],
                    module.read(module.layout().slot("model.layers.2.self_attn.k_proj.weight"), 0, 8));
            assertThrows(IllegalArgumentException.class, () -> module.fill(values, 1, numbers));
            assertThrows(IllegalArgumentException.class, () -> module.fill(values, 0, new float[17]));
            assertThrows(IllegalArgumentException.class, () -> module.read(values, 0, 9));
            assertThrows(IllegalArgumentException.class, () -> module.layout().slot("lm_head.weight"));
        }
    }

    @Test
    void growingOverManyCallsGivesWhatOneCallGives() {
        try (DecoderModule module = random(DType.FLOAT32);
                KeyValueCache tight = cache(module, GREEDY, List.of(IDS), 1);
                KeyValueCache roomy = cache(module, GREEDY, List.of(IDS), 100)) {
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ids.add(tight.next(1, new float[1]).ids()[0]);
            }
            long[] once = roomy.next(40, new float[40]).ids();
            assertArrayEquals(once, ids.stream().mapToLong(Long::longValue).toArray());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 16, 40})
    void packedWeightsDecodeAsPlainOnesDo(int rows) {
        List<int[]> prompts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            prompts.add(new Random(row).ints(3 + row % 5, 0, 31).toArray());
        }
        float[] uniforms = new float[rows * 10];
        java.util.Arrays.fill(uniforms, 0.37f);
        try (DecoderModule module = random(DType.FLOAT32);
                KeyValueCache packed = cache(module, PLAIN, prompts, 20)) {
            long twice = module.bytes();
            KeyValueCache.Sampled fast = packed.next(10, uniforms);
            try (KeyValueCache plain = cache(module, PLAIN, prompts, 20)) {
                module.unpack();
                assertEquals(module.layout().parameters() * 4, module.bytes());
                assertTrue(module.bytes() <= twice);
                KeyValueCache.Sampled slow = plain.next(10, uniforms);
                assertArrayEquals(slow.ids(), fast.ids());
                assertArrayEquals(slow.logProbs(), fast.logProbs(), 1e-4f);
            }
        }
    }

    @Test
    void packedWeightsComeBackToTheBit() {
        try (DecoderModule module = random(DType.FLOAT32)) {
            List<float[]> before = weights(module);
            long bytes = module.bytes();
            try (KeyValueCache cache = cache(module, GREEDY, List.of(IDS), 8)) {
                cache.next(1, new float[1]);
                List<float[]> after = weights(module);
                for (int i = 0; i < before.size(); i++) {
                    assertArrayEquals(before.get(i), after.get(i));
                }
                assertEquals(bytes, module.bytes());
                assertEquals(1, cache.next(1, new float[1]).ids().length, "decoding goes on with plain ones");
            }
        }
    }

    private static List<float[]> weights(DecoderModule module) {
        return module.layout().slots().stream()
                .map(slot -> module.read(slot, 0, slot.rows()))
                .toList();
    }

    @Test
    void promptsOfMoreThanOnePieceAreAllPrefilled() {
        Random random = new Random(9);
        List<int[]> prompts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            prompts.add(random.ints(20 + random.nextInt(80), 0, 31).toArray());
            prompts.add(prompts.get(prompts.size() - 1).clone());
        }
        try (DecoderModule module = random(DType.FLOAT32);
                KeyValueCache together = cache(module, GREEDY, prompts, 4)) {
            long[] ids = together.next(4, new float[480]).ids();
            for (int row : new int[] {0, 1, 57, 118, 119}) {
                try (KeyValueCache alone = cache(module, GREEDY, List.of(prompts.get(row)), 4)) {
                    long[] wanted = alone.next(4, new float[4]).ids();
                    assertArrayEquals(wanted, java.util.Arrays.copyOfRange(ids, row * 4, row * 4 + 4), "row " + row);
                }
            }
        }
    }

    @Test
    void rowsThatComeInLaterGoOnAsIfTheyWereAlone() {
        Random random = new Random(4);
        int[] beginning = random.ints(9, 0, 31).toArray();
        List<int[]> prompts = IntStream.of(30, 11, 200, 12, 90)
                .mapToObj(own -> IntStream.concat(IntStream.of(beginning), random.ints(own, 0, 31))
                        .toArray())
                .toList();
        try (DecoderModule module = random(DType.FLOAT32);
                KeyValueCache cache =
                        new KeyValueCache(module, GREEDY, beginning, new CacheRoom(6, 16, Long.MAX_VALUE))) {
            cache.admit(prompts.subList(0, 2), new int[] {1, 2}, () -> {});
            KeyValueCache.Sampled first = cache.next(3, new float[9]);
            assertContinues(module, prompts.get(0), first, 0, 3);
            assertContinues(module, prompts.get(1), first, 2, 3);
            // A longer prompt than there are columns moves what is there, and the third row takes the first one's
            // place.
            cache.admit(prompts.subList(2, 3), new int[] {3}, () -> {});
            cache.keep(new int[] {3, 1, 5});
            assertEquals(3, cache.rows());
            assertEquals(prompts.get(2).length, cache.length(0));
            assertEquals(prompts.get(1).length + 3, cache.length(1));
            cache.admit(prompts.subList(3, 5), new int[] {1, 2}, () -> {});
            KeyValueCache.Sampled second = cache.next(80, new float[480]);
            assertContinues(module, prompts.get(2), second, 0, 80);
            assertContinues(module, joined(prompts.get(1), first.ids(), 3, 3), second, 1, 80);
            assertContinues(module, prompts.get(3), second, 3, 80);
            assertContinues(module, prompts.get(4), second, 5, 80);
            // The columns of the long row are given back.
            cache.keep(new int[] {1});
            KeyValueCache.Sampled third = cache.next(300, new float[300]);
            assertContinues(
                    module, joined(joined(prompts.get(1), first.ids(), 3, 3), second.ids(), 80, 80), third, 0, 300);
            assertEquals(prompts.get(1).length + 3 + 80 + 300, cache.length(0));
            cache.keep(new int[0]);
            cache.admit(prompts.subList(1, 2), new int[] {1}, () -> {});
            assertContinues(module, prompts.get(1), cache.next(3, new float[3]), 0, 3);
        }
    }

    /** Checks what was greedily sampled for one row, token by token, against the full pass. */
    private static void assertContinues(
            DecoderModule module, int[] prompt, KeyValueCache.Sampled sampled, int row, int steps) {
        float[][] logits = module.logits(joined(prompt, sampled.ids(), row * steps, steps));
        for (int i = 0; i < steps; i++) {
            float[] here = logits[prompt.length + i - 1];
            int chosen = (int) sampled.ids()[row * steps + i];
            float best = here[0];
            double mass = 0;
            for (float logit : here) {
                best = Math.max(best, logit);
                mass += Math.exp(logit);
            }
            String where = "token " + i + " of row " + row;
            assertEquals(best, here[chosen], 1e-4f, where);
            assertEquals(best - Math.log(mass), sampled.logProbs()[row * steps + i], 1e-4, where);
        }
    }

    private static int[] joined(int[] prompt, long[] ids, int from, int count) {
        return IntStream.concat(
                        IntStream.of(prompt),
                        LongStream.of(ids).skip(from).limit(count).mapToInt(id -> (int) id))
                .toArray();
    }

    /** All logits of a model of zeros are equal: whoever is as probable as the last of the k counts too. */
    @ParameterizedTest
    @ValueSource(ints = {31, 400})
    void tokensAsProbableAsTheLastOfTopKCountToo(int vocabulary) {
        WeightLayout zeros = layout(tied(vocabulary, 16, 24, 1, 4, 2, 4));
        TokenChoice three = new TokenChoice(vocabulary, 1, 1, 3, 1, 0);
        try (DecoderModule module = DecoderModule.zeros(new Engine(), zeros, DType.FLOAT32);
                KeyValueCache cache =
                        new KeyValueCache(module, three, new int[0], new CacheRoom(vocabulary, 8, Long.MAX_VALUE))) {
            cache.admit(List.of(IDS), new int[] {vocabulary}, () -> {});
            float[] uniforms = new float[vocabulary];
            for (int i = 0; i < vocabulary; i++) {
                uniforms[i] = (i + 0.5f) / vocabulary;
            }
            KeyValueCache.Sampled sampled = cache.next(1, uniforms);
            assertEquals(vocabulary, LongStream.of(sampled.ids()).distinct().count());
            assertEquals(-Math.log(vocabulary), sampled.samplingLogProbs()[0], 1e-5);
        }
    }

    /** Of equally probable tokens, as many as just reach the mass; also where a few hundred do not hold it. */
    @ParameterizedTest
    @CsvSource({"4, 0.5, 2", "4, 0.51, 3", "400, 0.9011, 361", "400, 0.3011, 121"})
    void topPKeepsTheFewestTokensThatHaveItsMass(int vocabulary, double topP, int kept) {
        TokenChoice choice = new TokenChoice(vocabulary, 1, 1, 0, topP, 0);
        WeightLayout zeros = layout(tied(vocabulary, 16, 24, 1, 4, 2, 4));
        try (DecoderModule module = DecoderModule.zeros(new Engine(), zeros, DType.FLOAT32);
                KeyValueCache cache =
                        new KeyValueCache(module, choice, new int[0], new CacheRoom(vocabulary, 8, Long.MAX_VALUE))) {
            cache.admit(List.of(new int[] {3, 1, 2}), new int[] {vocabulary}, () -> {});
            float[] uniforms = new float[vocabulary];
            for (int i = 0; i < vocabulary; i++) {
                uniforms[i] = (i + 0.5f) / vocabulary;
            }
            KeyValueCache.Sampled sampled = cache.next(1, uniforms);
            assertEquals(kept, LongStream.of(sampled.ids()).distinct().count());
            assertEquals(-Math.log(kept), sampled.samplingLogProbs()[0], 1e-5);
        }
    }

    @Test
    void aChoiceOutOfRangeIsRefusedInJava() {
        assertThrows(IllegalArgumentException.class, () -> new TokenChoice(0, 1, 1, 0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new TokenChoice(31, 0, 1, 0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new TokenChoice(31, 1, Double.NaN, 0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new TokenChoice(31, 1, 1, -1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new TokenChoice(31, 1, 1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new TokenChoice(31, 1, 1, 0, 1, 2));
        TokenChoice tooMany = new TokenChoice(32, 1, 1, 0, 1, 0);
        try (DecoderModule module = random(DType.FLOAT32)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new KeyValueCache(module, tooMany, new int[0], new CacheRoom(1, 8, Long.MAX_VALUE)));
        }
    }

    @Test
    void whatACacheCannotHoldIsRefusedInJava() {
        int[] beginning = {1, 2, 3};
        try (DecoderModule module = random(DType.FLOAT32);
                KeyValueCache cache =
                        new KeyValueCache(module, GREEDY, beginning, new CacheRoom(2, 8, Long.MAX_VALUE))) {
            List<int[]> prompt = List.of(new int[] {1, 2, 3, 4, 5});
            for (List<int[]> bad : List.of(
                    List.<int[]>of(),
                    List.of(new int[] {1, 2, 3, 4}),
                    List.of(new int[] {1, 2, 4, 4, 5}),
                    List.of(new int[] {1, 2, 3, 4, 31}),
                    List.of(new int[] {1, 2, 3, -1, 5}))) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> cache.admit(bad, bad.stream().mapToInt(each -> 1).toArray(), () -> {}));
            }
            assertThrows(IllegalArgumentException.class, () -> cache.admit(prompt, new int[] {3}, () -> {}));
            assertThrows(IllegalArgumentException.class, () -> cache.admit(prompt, new int[] {0}, () -> {}));
            assertThrows(IllegalArgumentException.class, () -> cache.admit(prompt, new int[] {1, 1}, () -> {}));
            assertThrows(IllegalArgumentException.class, () -> cache.next(1, new float[0]));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new KeyValueCache(module, GREEDY, beginning, new CacheRoom(0, 8, Long.MAX_VALUE)));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new KeyValueCache(module, GREEDY, new int[] {31}, new CacheRoom(1, 8, Long.MAX_VALUE)));
            cache.admit(prompt, new int[] {2}, () -> {});
            assertThrows(IllegalArgumentException.class, () -> cache.admit(prompt, new int[] {1}, () -> {}));
            assertThrows(IllegalArgumentException.class, () -> cache.next(1, new float[1]));
            assertThrows(IllegalArgumentException.class, () -> cache.keep(new int[] {2}));
            assertThrows(IllegalArgumentException.class, () -> cache.keep(new int[] {0, 0, 1}));
            assertEquals(4, cache.next(2, new float[4]).ids().length);
        }
    }

    @Test
    void aWaitEndsAtAnInterruptAndTheModelLivesOn() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicReference<Throwable> ending = new AtomicReference<>();
        try (DecoderModule module = random(DType.FLOAT32)) {
            Thread waiting = new Thread(() -> {
                try {
                    module.engine().call(() -> {
                        running.countDown();
                        release.await();
                        return null;
                    });
                } catch (RuntimeException e) {
                    ending.set(e);
                }
            });
            waiting.start();
            running.await();
            waiting.interrupt();
            waiting.join();
            assertTrue(ending.get() instanceof CancelledException, String.valueOf(ending.get()));
            release.countDown();
            assertEquals(IDS.length, module.logits(IDS).length);
        }
    }

    @Test
    void aModelBeyondTheMachinesMemoryIsRefusedWithAWordOnWhatToDo() {
        DecoderShape vast = tied(Integer.MAX_VALUE, 1 << 20, 8, 1, 1, 1, 8);
        UserException refused =
                assertThrows(UserException.class, () -> DecoderModule.zeros(new Engine(), layout(vast), DType.FLOAT32));
        assertTrue(refused.getMessage().contains("Not enough memory"), refused.getMessage());
    }

    @Test
    void whatWasClosedIsRefusedAndNothingElseSuffers() {
        try (DecoderModule alive = random(DType.FLOAT32)) {
            DecoderModule closed = alive.copy(DType.FLOAT32);
            KeyValueCache orphan = cache(closed, GREEDY, List.of(IDS), 4);
            closed.close();
            closed.close();
            assertThrows(IllegalStateException.class, () -> closed.logits(IDS));
            assertThrows(IllegalStateException.class, () -> orphan.next(1, new float[1]));
            orphan.close();
            assertThrows(IllegalStateException.class, () -> orphan.admit(List.of(IDS), new int[] {1}, () -> {}));
            assertEquals(IDS.length, alive.logits(IDS).length);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void closingGivesNativeMemoryBack() throws IOException {
        Engine engine = new Engine();
        DecoderShape large = tied(32_000, 256, 16, 1, 4, 4, 64);
        long after = 0;
        long first = 0;
        for (int i = 0; i < 6; i++) {
            try (DecoderModule module = DecoderModule.zeros(engine, layout(large), DType.FLOAT32);
                    DecoderTraining training = DecoderTraining.ofWeights(module, Activations.RECOMPUTED);
                    KeyValueCache cache = cache(module, GREEDY, List.of(IDS), 4000)) {
                cache.next(4, new float[4]);
                training.discard();
            }
            engine.call(() -> null);
            after = residentBytes();
            first = i == 1 ? after : first;
        }
        long leakOfOne = 32_000L * 256 * 4;
        assertTrue(after - first < 2 * leakOfOne, (after - first >> 20) + " MiB more after four more models");
    }

    /** Weights that fit into bfloat16, and one that does not, before, during and after a training. */
    @ParameterizedTest
    @ValueSource(floats = {0, 0x1p-20f})
    void aBaseModelIsUsedAsBeforeWhileItsCopyIsTrained(float beyond) {
        try (DecoderModule module = DecoderModule.zeros(new Engine(), layout(SMALL), DType.FLOAT32)) {
            Random random = new Random(1);
            for (WeightLayout.Slot slot : module.layout().slots()) {
                float[] values = new float[slot.rows() * slot.rowLength()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (random.nextInt(256) - 100) / 256f;
                }
                values[0] += beyond;
                module.fill(slot, 0, values);
            }
            float[][] before = module.logits(IDS);
            try (KeyValueCache open = cache(module, GREEDY, List.of(IDS), 100);
                    DecoderTraining training = DecoderTraining.ofWeights(module, Activations.KEPT);
                    KeyValueCache late = cache(module, GREEDY, List.of(IDS), 100)) {
                assertArrayEquals(
                        open.next(4, new float[4]).ids(),
                        late.next(4, new float[4]).ids());
                training.discard();
                assertArrayEquals(before, module.logits(IDS));
            }
            try (DecoderTraining training = DecoderTraining.ofWeights(module, Activations.KEPT);
                    DecoderModule adapted = module.adapted(new AdapterShape(1, 1, 0, Set.of("q_proj")))) {
                training.discard();
                assertArrayEquals(before, adapted.logits(IDS));
            }
        }
    }

    /** Of a batch that takes seconds most is still to come when another thread stops it, and so is what comes after it. */
    @Test
    void anAccumulationStopsInTheMiddle() throws Exception {
        DecoderShape large = tied(64, 768, 3072, 24, 12, 12, 64);
        int[] row = new Random(1).ints(300, 0, 64).toArray();
        DecoderTraining.Batch batch =
                new DecoderTraining.Batch(List.of(row), new int[] {299}, new int[] {1}, new float[] {1});
        try (DecoderModule module = DecoderModule.zeros(new Engine(), layout(large), DType.FLOAT32);
                DecoderTraining training = DecoderTraining.ofWeights(module, Activations.RECOMPUTED)) {
            ExecutorService other = Executors.newSingleThreadExecutor();
            Future<?> stopped = other.submit(() -> training.accumulate(batch));
            other.shutdown();
            assertThrows(TimeoutException.class, () -> stopped.get(100, TimeUnit.MILLISECONDS));
            training.stop();
            ExecutionException failure = assertThrows(ExecutionException.class, stopped::get);
            assertInstanceOf(CancelledException.class, failure.getCause());
            assertThrows(CancelledException.class, () -> training.accumulate(batch));
        }
    }

    /** A row for each prompt; there is room for one row more. */
    private static KeyValueCache cache(DecoderModule module, TokenChoice choice, List<int[]> prompts, int columns) {
        KeyValueCache cache = new KeyValueCache(
                module, choice, new int[0], new CacheRoom(prompts.size() + 1, columns, Long.MAX_VALUE));
        cache.admit(prompts, IntStream.range(0, prompts.size()).map(i -> 1).toArray(), () -> {});
        return cache;
    }

    private static long residentBytes() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * 4096;
    }

    private static DecoderShape tied(
            int vocabulary, int hidden, int intermediate, int layers, int heads, int kvHeads, int headWidth) {
        return new DecoderShape(
                vocabulary,
                hidden,
                intermediate,
                layers,
                heads,
                kvHeads,
                headWidth,
                1e-5,
                true,
                Rotary.fixed(Rotary.frequencies(10_000, headWidth), 1),
                LayerForm.PLAIN,
                SlidingWindow.NONE);
    }

    private static WeightLayout layout(DecoderShape shape) {
        return new WeightLayout(shape, WeightNames.USUAL);
    }

    private static DecoderModule random(DType dtype) {
        DecoderModule module = DecoderModule.zeros(new Engine(), layout(SMALL), dtype);
        int seed = 0;
        for (WeightLayout.Slot slot : module.layout().slots()) {
            module.fill(slot, 0, random(slot.rows() * slot.rowLength(), seed++));
        }
        return module;
    }

    private static float[] random(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
