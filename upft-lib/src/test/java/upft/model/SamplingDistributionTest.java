package upft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import upft.io.UserException;

/** What tokens are drawn from: by the definition, and by transformers' own logits processors. */
class SamplingDistributionTest {
    private static final int[] PROMPT = {40, 3, 17, 88, 20, 3};
    private static final int VOCABULARY = 97;

    private static LanguageModel model;

    @BeforeAll
    static void load() {
        model = Fixtures.load("tiny-tied");
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, 0, 1",
        "0.7, 0, 1, 0, 1",
        "1.3, 12, 1, 0, 1",
        "1, 0, 0.6, 0, 1",
        "0.9, 20, 0.8, 0, 1",
        "1, 1, 1, 0, 1",
        "1.2, 0, 1, 0.1, 1",
        "1.5, 30, 0.9, 0.05, 1",
        "1, 0, 1, 1, 1",
        "1, 0, 1, 0, 1.5",
        "0.8, 15, 0.95, 0.02, 0.8"
    })
    void tokensAreDistributedAsTheSettingsSay(
            double temperature, int topK, double topP, double minP, double repetitionPenalty) {
        int rows = 5000;
        DecodingSettings settings = new DecodingSettings(temperature, topK, topP, minP, repetitionPenalty);
        double[] wanted = distribution(PROMPT, settings);
        Random random = new Random(11);
        int[] counts = new int[VOCABULARY];
        for (int[] row : draw(PROMPT, settings, random, rows).ids()) {
            counts[row[0]]++;
        }
        requireFit(wanted, counts, rows);
    }

    /** At evenly spread uniforms a token comes as often as its probability says, give or take one. */
    @Test
    void tokensComeAsOftenAsTransformersProcessorsMakeThem() {
        int rows = 1000;
        for (JsonElement each : Fixtures.json("tiny-tied-sampling.json").getAsJsonArray("distributions")) {
            JsonObject expected = each.getAsJsonObject();
            double[] wanted = new double[VOCABULARY];
            expected.getAsJsonObject("probabilities")
                    .entrySet()
                    .forEach(entry -> wanted[Integer.parseInt(entry.getKey())] =
                            entry.getValue().getAsDouble());
            int[] prompt = Fixtures.ints(expected.getAsJsonArray("prompt"));
            String name = expected.get("settings").toString();
            int[] counts = new int[VOCABULARY];
            Decoding.Chunk chunk;
            try (Decoding decoding = decoding(prompt, settings(expected.getAsJsonObject("settings")), rows)) {
                chunk = decoding.next(1, spread(rows));
            }
            for (int row = 0; row < rows; row++) {
                int id = chunk.ids()[row][0];
                counts[id]++;
                assertEquals(Math.log(wanted[id]), chunk.samplingLogProbs()[row][0], 1e-3, name + ", token " + id);
            }
            for (int id = 0; id < VOCABULARY; id++) {
                assertEquals(wanted[id] * rows, counts[id], 1.1, name + ", token " + id);
            }
        }
    }

    @Test
    void greedyDecodingUnderARepetitionPenaltyIsThatOfGenerate() {
        JsonObject expected = Fixtures.json("tiny-tied-sampling.json");
        List<int[]> prompts = Fixtures.prompts(expected);
        for (JsonElement each : expected.getAsJsonArray("greedy")) {
            double penalty = each.getAsJsonObject().get("penalty").getAsDouble();
            JsonArray tokens = each.getAsJsonObject().getAsJsonArray("tokens");
            try (Decoding decoding = model.decode(prompts, DecodingSettings.GREEDY.withRepetitionPenalty(penalty))) {
                Decoding.Chunk chunk = decoding.next(24, new float[0]);
                for (int row = 0; row < prompts.size(); row++) {
                    assertArrayEquals(
                            Fixtures.ints(tokens.get(row).getAsJsonArray()),
                            chunk.ids()[row],
                            penalty + ", row " + row);
                    assertArrayEquals(new float[24], chunk.samplingLogProbs()[row]);
                }
            }
        }
    }

    /** Rows move, leave and come in, with a common beginning; what each has had goes with it. */
    @Test
    void theRepetitionPenaltyFollowsEachRow() {
        DecodingSettings settings = new DecodingSettings(1.1, 40, 0.95, 0.01, 1.7);
        int[] beginning = {50, 51, 50, 52};
        List<int[]> contexts = new ArrayList<>();
        Random random = new Random(3);
        try (Decoding decoding = model.decode(Decoding.Room.rows(4), beginning, settings)) {
            admit(decoding, contexts, new int[] {50, 51, 50, 52, 7, 8}, 2);
            admit(decoding, contexts, new int[] {50, 51, 50, 52, 9, 9, 10, 60, 61}, 2);
            requireChunk(decoding, contexts, settings, 5, random);
            decoding.keep(new int[] {3, 1});
            contexts = new ArrayList<>(List.of(contexts.get(3), contexts.get(1)));
            requireChunk(decoding, contexts, settings, 4, random);
            admit(
                    decoding,
                    contexts,
                    new int[] {50, 51, 50, 52, 33, 2, 2, 2, 44, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30},
                    2);
            requireChunk(decoding, contexts, settings, 8, random);
            decoding.keep(new int[] {2});
            contexts = new ArrayList<>(List.of(contexts.get(2)));
            requireChunk(decoding, contexts, settings, 8, random);
        }
    }

    @Test
    void withoutCutsTheSamplingDistributionAtTemperatureOneIsThePlainOne() {
        Decoding.Chunk chunk = draw(PROMPT, new DecodingSettings(1, 0, 1), new Random(5), 200);
        for (int row = 0; row < 200; row++) {
            assertEquals(chunk.logProbs()[row][0], chunk.samplingLogProbs()[row][0], 1e-4);
        }
    }

    @Test
    void idsBeyondTheTokenizerAreNeverSampled(@TempDir Path scratch) throws IOException {
        Path copy = Fixtures.copy("tiny-tied", scratch);
        Path tokenizer = copy.resolve("tokenizer.json");
        JsonObject json = Fixtures.read(tokenizer);
        json.add("added_tokens", new JsonArray());
        JsonObject vocabulary = json.getAsJsonObject("model").getAsJsonObject("vocab");
        for (String token : List.of("<end>", "<pad>", "~", "}", "|")) {
            vocabulary.remove(token);
        }
        Files.writeString(tokenizer, json.toString());
        int known = VOCABULARY - 5;
        try (LanguageModel smaller = LanguageModel.load(copy)) {
            assertEquals(known, smaller.tokenizer().vocabularySize());
            double[] wanted = new double[VOCABULARY];
            double[] all = distribution(PROMPT, new DecodingSettings(2, 0, 1));
            double mass = Arrays.stream(all).limit(known).sum();
            Arrays.setAll(wanted, id -> id < known ? all[id] / mass : 0);
            int rows = 1000;
            int[] counts = new int[VOCABULARY];
            double[] plain = distribution(PROMPT, new DecodingSettings(1, 0, 1));
            try (Decoding decoding = smaller.decode(Collections.nCopies(rows, PROMPT), new DecodingSettings(2, 0, 1))) {
                Decoding.Chunk chunk = decoding.next(1, spread(rows));
                for (int row = 0; row < rows; row++) {
                    int id = chunk.ids()[row][0];
                    counts[id]++;
                    assertEquals(Math.log(plain[id]), chunk.logProbs()[row][0], 1e-4, "the plain model knows all ids");
                }
            }
            for (int id = 0; id < VOCABULARY; id++) {
                assertEquals(wanted[id] * rows, counts[id], 1.1, "token " + id);
            }
        }
    }

    @Test
    void numbersOutOfRangeAreRefusedByName() {
        DecodingSettings plain = new DecodingSettings(1, 0, 1);
        requireRefused("temperature is -1.0", () -> plain.withTemperature(-1));
        requireRefused("temperature is NaN", () -> plain.withTemperature(Double.NaN));
        requireRefused("temperature is Infinity", () -> plain.withTemperature(Double.POSITIVE_INFINITY));
        requireRefused("top-k is -2", () -> plain.withTopK(-2));
        requireRefused("top-p is 0.0", () -> plain.withTopP(0));
        requireRefused("top-p is 1.1", () -> plain.withTopP(1.1));
        requireRefused("min-p is -0.1", () -> plain.withMinP(-0.1));
        requireRefused("min-p is 1.5", () -> plain.withMinP(1.5));
        requireRefused("repetition penalty is 0.0", () -> plain.withRepetitionPenalty(0));
        requireRefused("repetition penalty is NaN", () -> plain.withRepetitionPenalty(Double.NaN));
    }

    private static void requireRefused(String part, Runnable action) {
        UserException error = assertThrows(UserException.class, action::run);
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    private static Decoding decoding(int[] prompt, DecodingSettings settings, int rows) {
        Decoding decoding = model.decode(Decoding.Room.rows(rows), new int[0], settings);
        decoding.admit(List.of(new Decoding.Prompt(prompt, rows)), () -> {});
        return decoding;
    }

    private static Decoding.Chunk draw(int[] prompt, DecodingSettings settings, Random random, int rows) {
        try (Decoding decoding = decoding(prompt, settings, rows)) {
            return decoding.next(1, uniforms(rows, random));
        }
    }

    private static void admit(Decoding decoding, List<int[]> contexts, int[] prompt, int rows) {
        decoding.admit(List.of(new Decoding.Prompt(prompt, rows)), () -> {});
        contexts.addAll(Collections.nCopies(rows, prompt));
    }

    /** Samples, checks every token's probability by the definition, and appends the tokens to the contexts. */
    private static void requireChunk(
            Decoding decoding, List<int[]> contexts, DecodingSettings settings, int steps, Random random) {
        Decoding.Chunk chunk = decoding.next(steps, uniforms(contexts.size() * steps, random));
        for (int row = 0; row < contexts.size(); row++) {
            for (int step = 0; step < steps; step++) {
                int id = chunk.ids()[row][step];
                double wanted = Math.log(distribution(contexts.get(row), settings)[id]);
                assertEquals(wanted, chunk.samplingLogProbs()[row][step], 1e-3, "row " + row + ", step " + step);
                double plain = Math.log(distribution(contexts.get(row), new DecodingSettings(1, 0, 1))[id]);
                assertEquals(plain, chunk.logProbs()[row][step], 1e-4, "row " + row + ", step " + step);
                int[] longer = Arrays.copyOf(contexts.get(row), contexts.get(row).length + 1);
                longer[longer.length - 1] = id;
                contexts.set(row, longer);
            }
        }
    }

    private static DecodingSettings settings(JsonObject fields) {
        return GenerationConfig.of(Fixtures.file(fields)).over(new DecodingSettings(1, 0, 1));
    }

    /**
     * The definition, spelled out: repetition penalty, temperature, top-k, the smallest set of mass top-p, then what is at
     * least min-p times the most probable, renormalised.
     */
    private static double[] distribution(int[] context, DecodingSettings settings) {
        float[][] all = model.logits(context);
        double[] logits = new double[VOCABULARY];
        for (int id = 0; id < VOCABULARY; id++) {
            double logit = all[context.length - 1][id];
            int token = id;
            boolean seen = IntStream.of(context).anyMatch(each -> each == token);
            double factor = logit < 0 ? settings.repetitionPenalty() : 1 / settings.repetitionPenalty();
            logits[id] = (seen ? logit * factor : logit) / settings.temperature();
        }
        int[] order = IntStream.range(0, VOCABULARY)
                .boxed()
                .sorted((a, b) -> Double.compare(logits[b], logits[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        int kept = settings.topK() == 0 ? VOCABULARY : settings.topK();
        double total = Arrays.stream(order)
                .limit(kept)
                .mapToDouble(id -> Math.exp(logits[id]))
                .sum();
        double[] probabilities = new double[VOCABULARY];
        double mass = 0;
        for (int i = 0; i < kept && mass < settings.topP(); i++) {
            double probability = Math.exp(logits[order[i]]) / total;
            mass += probability;
            boolean likely = probability >= settings.minP() * Math.exp(logits[order[0]]) / total;
            probabilities[order[i]] = likely ? probability : 0;
        }
        double sum = Arrays.stream(probabilities).sum();
        return Arrays.stream(probabilities).map(p -> p / sum).toArray();
    }

    /** Pearson's chi-square over tokens expected at least 5 times; its mean is the degrees of freedom. */
    private static void requireFit(double[] wanted, int[] counts, int draws) {
        double statistic = 0;
        int cells = 0;
        for (int i = 0; i < wanted.length; i++) {
            double expected = wanted[i] * draws;
            if (expected == 0) {
                assertEquals(0, counts[i], "token " + i + " cannot come");
            } else if (expected >= 5) {
                statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
                cells++;
            }
        }
        int degrees = Math.max(1, cells - 1);
        double limit = degrees + 4.5 * Math.sqrt(2.0 * degrees);
        assertTrue(statistic < limit, statistic + " over " + degrees + " degrees of freedom");
    }

    private static float[] spread(int count) {
        float[] spread = new float[count];
        for (int i = 0; i < count; i++) {
            spread[i] = (i + 0.5f) / count;
        }
        return spread;
    }

    private static float[] uniforms(int count, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
