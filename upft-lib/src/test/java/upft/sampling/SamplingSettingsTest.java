package upft.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import upft.io.UserException;
import upft.model.DecodingSettings;
import upft.model.GenerationConfig;
import upft.testing.FakeModel;
import upft.testing.Problems;

class SamplingSettingsTest {
    private final SamplingSettings defaults = SamplingSettings.defaults();

    @Test
    void theModelsGenerationConfigComesBeforeThePapersTemperature() {
        FakeModel model = FakeModel.random();
        SamplingSettings own = SamplingSettings.defaultsFor(model);
        assertEquals(new DecodingSettings(0.6, 20, 0.9), own.decoding());
        assertEquals(List.of(FakeModel.END), own.endTokens());
        assertEquals(List.of(), own.stopStrings());
        model.generationConfig = new GenerationConfig(
                Optional.of(0.8),
                Optional.empty(),
                Optional.empty(),
                Optional.of(0.05),
                Optional.of(1.1),
                Optional.of(99),
                List.of("###"),
                List.of());
        own = SamplingSettings.defaultsFor(model);
        assertEquals(new DecodingSettings(0.8, 0, 1, 0.05, 1.1), own.decoding());
        assertEquals(List.of("###"), own.stopStrings());
        assertEquals(new DecodingSettings(0.6, 0, 1), defaults.decoding());
    }

    @Test
    void eachWitherChangesOneThing() {
        SamplingSettings changed = defaults.withTemperature(1)
                .withTopK(5)
                .withTopP(0.5)
                .withMinP(0.1)
                .withRepetitionPenalty(1.3)
                .withEndTokens(List.of(9, 4, 9))
                .withStopStrings(List.of("b", "a"))
                .withSeed(3)
                .withBatchSize(7);
        assertEquals(
                new SamplingSettings(new DecodingSettings(1, 5, 0.5, 0.1, 1.3), List.of(4, 9), List.of("b", "a"), 3, 7),
                changed);
    }

    @Test
    void whatIsOutOfRangeIsNamed() {
        assertRefused("batch size is 0", () -> defaults.withBatchSize(0));
        assertRefused("stop string is empty", () -> defaults.withStopStrings(List.of("a", "")));
        assertRefused(
                "0 traces of 5 tokens for n/0",
                () -> new SampleRequest(Problems.numbered(1).get(0), 0, 5));
        assertRefused(
                "1 traces of 0 tokens for n/0",
                () -> new SampleRequest(Problems.numbered(1).get(0), 1, 0));
        assertRefused(
                "The end token 500 is no token of fake, which has 0 to 127",
                () -> new Sampler(FakeModel.random(), defaults.withEndTokens(List.of(500))));
    }

    private static void assertRefused(String part, Runnable action) {
        UserException error = assertThrows(UserException.class, action::run);
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }
}
