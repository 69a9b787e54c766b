package upft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;
import upft.evaluation.Estimate;
import upft.evaluation.Score;
import upft.task.Bill;
import upft.training.TrainingLog;
import upft.training.TrainingSettings;
import upft.training.TrainingStep;

class ComparisonTest {
    private static final TrainingLog LOG = new TrainingLog(
            "upft",
            TrainingSettings.defaults().withLearningRate(2e-5),
            List.of(new TrainingStep(1, 1, 0.5, 1, 2e-5, 567, 100)));

    private final Comparison comparison = Comparison.of(
            result("base", new Estimate(0.5, 0.0125), new Estimate(0.45, 0.01), Bill.NOTHING),
            result("upft", new Estimate(0.625, Double.NaN), Estimate.UNKNOWN, new Bill(1234, 34, 567, 1.5, 2.25)));

    @Test
    void aResultTakesThePlaceOfTheOneOfItsMethod() {
        MethodResult again = result("base", Estimate.UNKNOWN, Estimate.UNKNOWN, Bill.NOTHING);
        Comparison changed =
                comparison.with(again).with(result("sft", Estimate.UNKNOWN, Estimate.UNKNOWN, Bill.NOTHING));
        assertEquals(
                List.of("base", "upft", "sft"),
                changed.results().stream().map(MethodResult::method).toList());
        assertEquals(again, changed.results().get(0));
        assertEquals(2, comparison.results().size());
    }

    @Test
    void theCsvHasTheDocumentedColumnsAndEmptyCellsForWhatWasNotMeasured(@TempDir Path directory) throws IOException {
        Path csv = directory.resolve("results.csv");
        comparison.save(csv);
        assertEquals("""
                method,greedy,greedy_se,avg_at_k,avg_at_k_se,tokens_sampled,tokens_trained,steps,learning_rate,seconds_sampling,seconds_training
                base,0.5,0.0125,0.45,0.01,0,0,0,,0.0,0.0
                upft,0.625,,,,1234,567,1,2.0E-5,1.5,2.25
                """, Files.readString(csv));
        Table back = Table.read().csv(csv.toFile());
        assertEquals(2, back.rowCount());
    }

    @Test
    void theTableHasOneRowAMethod() {
        Table table = comparison.toTable();
        assertEquals(
                List.of(
                        "method",
                        "greedy",
                        "greedy_se",
                        "avg_at_k",
                        "avg_at_k_se",
                        "tokens_sampled",
                        "tokens_trained",
                        "steps",
                        "learning_rate",
                        "seconds_sampling",
                        "seconds_training"),
                table.columnNames());
        assertEquals("upft", table.stringColumn("method").get(1));
        assertEquals(0.625, table.doubleColumn("greedy").get(1));
        assertTrue(table.doubleColumn("avg_at_k").isMissing(1));
        assertEquals(0, Comparison.empty().toTable().rowCount());
    }

    @Test
    void itPrintsAsATable() {
        assertEquals("""
                method             greedy          avg@k tokens sampled tokens trained    steps  learning rate   s sampling   s training
                base          50.0% ± 1.3    45.0% ± 1.0              0              0        0              –          0.0          0.0
                upft            62.5% ± ?              –          1,234            567        1         2.0E-5          1.5          2.3""", comparison.toString());
    }

    private static MethodResult result(String method, Estimate greedy, Estimate average, Bill bill) {
        Score score = new Score(method, "problems", 10, greedy, average, 4, 1, 0, Bill.NOTHING);
        return new MethodResult(method, score, bill, bill.tokensTrained() == 0 ? Optional.empty() : Optional.of(LOG));
    }
}
