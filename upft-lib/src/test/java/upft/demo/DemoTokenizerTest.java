package upft.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import upft.data.Problem;
import upft.model.LanguageModel;
import upft.recipe.Upft;

/** The tokenizer as the tokenizers library reads it, and the chat template as it is rendered. */
class DemoTokenizerTest {
    private static LanguageModel model;

    @BeforeAll
    static void loadAModelThatHasLearnedNothing(@TempDir Path scratch) {
        DemoFiles.writeFresh(scratch.resolve("fresh"), 1);
        model = LanguageModel.load(scratch.resolve("fresh"));
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "  two  spaces\tand a tab\r\n\n",
                "Grüße, 你好, 🎉🏽, e\u0301, \u200b, \uFFFD",
                "don't ___ (1,234.5) ####12",
                "Ada has 12 pens.",
                "<|end|"
            })
    void textsComeBackAsTheyWere(String text) {
        assertEquals(text, model.tokenizer().decode(model.tokenizer().encode(text)));
    }

    @Test
    void anyUnicodeTextComesBackAsItWas() {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            int[] characters = IntStream.generate(() -> character(random))
                    .limit(1 + random.nextInt(20))
                    .toArray();
            textsComeBackAsTheyWere(new String(characters, 0, characters.length));
        }
    }

    /** Any code point but the halves of surrogate pairs; half of them Latin. */
    private static int character(Random random) {
        int point = random.nextInt(random.nextBoolean() ? 0x100 : 0x110000);
        return point >= 0xd800 && point < 0xe000 ? 'x' : point;
    }

    @Test
    void wordsAndDigitsOfTheDemoAreSingleTokens() {
        assertArrayEquals(
                new String[] {
                    "Step", " by", " step", ":", " the", " boxes", " hold", " 3", " *", " 1", "2", " =", " 3", "6",
                    " pens", ".", "\n", "####", " 3", "6"
                },
                pieces("Step by step: the boxes hold 3 * 12 = 36 pens.\n#### 36"));
    }

    @Test
    void noWordOfTheDemoFallsApart() {
        Stream<String> questions = DemoProblems.dataset().test().problems().stream()
                .flatMap(problem ->
                        Stream.of(DemoText.prompt(problem.question() + Upft.TASK_TEMPLATE), problem.answer()));
        DemoCorpus corpus = new DemoCorpus(CorpusShares.DEMO, Upft.TASK_TEMPLATE, new Random(9));
        Stream<String> responses = Stream.generate(corpus::next).limit(2000).map(DemoCorpus.Example::response);
        Stream.concat(questions, responses).forEach(text -> {
            // A word cut into bytes shows as a piece of one letter.
            for (String piece : pieces(text)) {
                assertTrue(piece.equalsIgnoreCase(" a") || !piece.matches(" ?\\p{L}"), () -> piece + " in " + text);
            }
        });
    }

    @Test
    void promptsAreTheTemplateAroundTheQuestion() {
        Problem problem = DemoProblems.dataset().train().get(0);
        int[] prompt = model.promptIds(problem.question());
        assertEquals(DemoText.prompt(problem.question()), model.tokenizer().decode(prompt));
        assertTrue(prompt.length <= 60, () -> "tokens: " + prompt.length);
    }

    @Test
    void theEndTokenEndsResponsesAndIsNotShown() {
        assertEquals(Set.of(DemoTokenizer.END_ID), model.endTokens());
        assertArrayEquals(new int[] {DemoTokenizer.END_ID}, model.tokenizer().encode(DemoTokenizer.END));
        assertEquals("", model.tokenizer().decode(new int[] {DemoTokenizer.END_ID}));
    }

    @Test
    void theVocabularyIsAFewHundredDistinctTokens() {
        List<String> vocabulary = DemoTokenizer.vocabulary(DemoText.words(Upft.TASK_TEMPLATE));
        assertEquals(vocabulary.size(), vocabulary.stream().distinct().count());
        assertEquals(vocabulary.size(), model.tokenizer().vocabularySize());
        assertTrue(vocabulary.size() < 512, () -> "tokens: " + vocabulary.size());
    }

    private static String[] pieces(String text) {
        return Arrays.stream(model.tokenizer().encode(text))
                .mapToObj(id -> model.tokenizer().decode(new int[] {id}))
                .toArray(String[]::new);
    }
}
