package upft.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import upft.io.UserException;
import upft.model.DecodingSettings;
import upft.testing.FakeModel;
import upft.testing.Problems;

class SamplingSettingsTest {
    private final SamplingSettings defaults = SamplingSettings.defaults();

    @Test
    void defaultsForAModelAreThePapersTemperatureAndTheModelsCuts() {
        assertEquals(
                new DecodingSettings(0.6, 20, 0.9),
                SamplingSettings.defaultsFor(FakeModel.random()).decoding());
        assertEquals(new DecodingSettings(0.6, 0, 1), defaults.decoding());
    }

    @Test
    void eachWitherChangesOneThing() {
        SamplingSettings changed = defaults.withTemperature(1)
                .withTopK(5)
                .withTopP(0.5)
                .withSeed(3)
                .withBatchSize(7);
        assertEquals(new SamplingSettings(new DecodingSettings(1, 5, 0.5), 3, 7), changed);
    }

    @Test
    void numbersOutOfRangeAreNamed() {
        assertRefused("temperature is -1.0", () -> defaults.withTemperature(-1));
        assertRefused("temperature is NaN", () -> defaults.withTemperature(Double.NaN));
        assertRefused("temperature is Infinity", () -> defaults.withTemperature(Double.POSITIVE_INFINITY));
        assertRefused("top-k is -1", () -> defaults.withTopK(-1));
        assertRefused("top-p is 0.0", () -> defaults.withTopP(0));
        assertRefused("top-p is 1.1", () -> defaults.withTopP(1.1));
        assertRefused("batch size is 0", () -> defaults.withBatchSize(0));
        assertRefused(
                "0 traces of 5 tokens for n/0",
                () -> new SampleRequest(Problems.numbered(1).get(0), 0, 5));
        assertRefused(
                "1 traces of 0 tokens for n/0",
                () -> new SampleRequest(Problems.numbered(1).get(0), 1, 0));
    }

    private static void assertRefused(String part, Runnable action) {
        UserException error = assertThrows(UserException.class, action::run);
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }
}
