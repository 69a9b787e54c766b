package upft.bench.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import upft.bench.Measured;
import upft.bench.Results;
import upft.bench.Row;
import upft.bench.Series;
import upft.task.Bill;

class ClaimRowsTest {
    /** 32 questions of 16 samples, 180 tokens in the mean; three in four ended, with 160 tokens in the mean. */
    private static final ClaimResult RFT =
            new ClaimResult(5, new Bill(512 * 180, 790, 400, 20), 512, 384, 384 * 160, "507 traces had a wrong answer");

    private static final Expectation EXPECTATION = new Expectation(32, RFT);

    @Test
    void theFormulaGivesTheTokensOfEachMethodByHand() {
        assertEquals(32 * 180, EXPECTATION.sampled(Contestant.SFT));
        assertEquals(512 * 180, EXPECTATION.sampled(Contestant.RFT));
        // A tenth of 32 questions is three.
        assertEquals(29 * 8 + 3 * 180, EXPECTATION.sampled(Contestant.upft(8)));
        assertEquals(29 * 64 + 3 * 180, EXPECTATION.sampled(Contestant.upft(64)));

        assertEquals(32 * 120, EXPECTATION.trained(Contestant.SFT, 24));
        assertEquals(5 * 160, EXPECTATION.trained(Contestant.RFT, 5));
        assertEquals(29 * 8 + 3 * 120, EXPECTATION.trained(Contestant.upft(8), 32));
    }

    @Test
    void nothingKeptIsNothingTrainedAndDividesByNothing() {
        ClaimResult none = new ClaimResult(0, new Bill(512 * 256, 0, 400, 0), 512, 0, 0, "512 traces did not end");
        Expectation expectation = new Expectation(32, none);
        List<ClaimRows.Entry> methods = List.of(entry(Contestant.RFT, none));

        assertEquals(0, expectation.trained(Contestant.RFT, 0));
        assertEquals("""
                                 examples  tokens sampled  expected  tokens trained  expected  s sampling  s tuning  s in all
                RFT, 16 samples         0         131,072   131,072               0         0       400.0       0.0     400.0
                    RFT, 16 samples: of 512 traces 0 kept; 512 traces did not end""", ClaimTable.of(methods, Optional.of(expectation)));
    }

    @Test
    void whatUpftCostsIsAShareOfRftsAndHeldAgainstTheClaim() {
        ClaimRows rows = rows(entry(Contestant.RFT, RFT), entry(Contestant.upft(8), upft()));

        Map<String, Row> shares = byName(rows.shares(true));

        Row time = shares.get("UPFT, t = 8: time in all, of RFT's");
        assertEquals(5, value(time), 1e-9);
        assertTrue(time.goalReached().orElseThrow());
        Row sampled = shares.get("UPFT, t = 8: tokens sampled, of RFT's");
        assertEquals(100.0 * 772 / (512 * 180), value(sampled), 1e-9);
        assertTrue(sampled.goalReached().orElseThrow());
        assertTrue(rows.shares(false).stream().allMatch(row -> row.goal().isEmpty()));
    }

    @Test
    void theShareOfSampledTokensIsClaimedOfTheShortestPrefixAlone() {
        ClaimRows rows = rows(entry(Contestant.RFT, RFT), entry(Contestant.upft(64), upft()));

        Map<String, Row> shares = byName(rows.shares(true));

        assertTrue(shares.get("UPFT, t = 64: time in all, of RFT's").goal().isPresent());
        assertTrue(shares.get("UPFT, t = 64: tokens sampled, of RFT's").goal().isEmpty());
    }

    @Test
    void expectedTokensStandBesideTheMeasuredOnes() {
        Map<String, Row> costs = byName(rows(entry(Contestant.RFT, RFT), entry(Contestant.upft(8), upft()))
                .costs());

        Row sampled = costs.get("UPFT, t = 8: tokens sampled");
        assertEquals(772, value(sampled));
        assertEquals(29 * 8 + 3 * 180, median(sampled.rival().orElseThrow()));
        assertEquals(21, value(costs.get("UPFT, t = 8: in all")));
        assertEquals(5, value(costs.get("RFT, 16 samples: examples")));
    }

    @Test
    void withoutRftTheOthersAreShownWithNothingToHoldThemAgainst() {
        ClaimRows.Entry missing = new ClaimRows.Entry(
                Contestant.RFT, new Results<>("RFT, 16 samples", List.of(), "did not end within 60 minutes", ""));
        List<ClaimRows.Entry> methods = List.of(missing, entry(Contestant.upft(8), upft()));
        ClaimRows rows = new ClaimRows(methods, Optional.empty());

        assertEquals(List.of(), rows.shares(true));
        assertTrue(
                byName(rows.costs()).get("UPFT, t = 8: tokens sampled").rival().isEmpty());
        String table = ClaimTable.of(methods, Optional.empty());
        assertTrue(table.contains("RFT, 16 samples: did not end within 60 minutes"), table);
    }

    private static ClaimResult upft() {
        return new ClaimResult(32, new Bill(772, 600, 6, 15), 32, 3, 540, "");
    }

    private static ClaimRows.Entry entry(Contestant contestant, ClaimResult result) {
        return new ClaimRows.Entry(contestant, new Results<>(contestant.title(), List.of(result), "", ""));
    }

    private static ClaimRows rows(ClaimRows.Entry... methods) {
        return new ClaimRows(List.of(methods), Optional.of(EXPECTATION));
    }

    private static Map<String, Row> byName(List<Row> rows) {
        return rows.stream().collect(Collectors.toMap(Row::name, Function.identity()));
    }

    private static double value(Row row) {
        return median(row.ours());
    }

    private static double median(Measured measured) {
        return measured.series().map(Series::median).orElseThrow();
    }
}
