package upft.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.io.UserException;
import upft.recipe.TrainingExample.Kind;
import upft.task.Bill;

class TrainingSetTest {
    private final TrainingSet set = new TrainingSet(
            "rft",
            List.of(
                    new TrainingExample("n/0", Kind.PREFIX, new int[] {1, 2}, new int[] {3, 4, 5}),
                    new TrainingExample("n/1", Kind.FULL_TRACE, new int[] {1}, new int[] {6})),
            3,
            Map.of(LeftOut.WRONG_ANSWER, 1200, LeftOut.NOT_ENDED, 2),
            new Bill(70, 20, 0, 1.5, 0),
            "abc123");

    @Test
    void savedSetsLoadEqual(@TempDir Path directory) {
        Path file = directory.resolve("set.jsonl");
        set.save(file);
        assertEquals(set, TrainingSet.load(file));
    }

    @Test
    void anExampleWithoutTokensIsNamedByItsLine(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("set.jsonl");
        set.save(file);
        Files.writeString(file, Files.readString(file).replace("\"responseIds\":[6]", "\"responseIds\":[]"));
        UserException error = assertThrows(UserException.class, () -> TrainingSet.load(file));
        assertTrue(
                error.getMessage().contains("line 3")
                        && error.getMessage().contains("example of n/1 has 1 prompt and 0"),
                error.getMessage());
    }

    @Test
    void anUnknownReasonIsNamed(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("set.jsonl");
        set.save(file);
        Files.writeString(file, Files.readString(file).replace("NOT_ENDED", "BORING"));
        UserException error = assertThrows(UserException.class, () -> TrainingSet.load(file));
        assertTrue(error.getMessage().contains("line 1: the reason \"BORING\" is not known"), error.getMessage());
    }

    @Test
    void itPrintsWhatItHoldsAndWhatItLeftOut() {
        assertEquals(
                "rft: 2 examples (1 prefixes, 1 full traces) from 3 problems, 4 tokens to learn; left out: 2 traces did not"
                        + " end, 1,200 traces had a wrong answer; 70 tokens sampled (20 reused) in 1.5 s",
                set.toString());
    }
}
