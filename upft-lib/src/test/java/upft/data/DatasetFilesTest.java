package upft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.io.UserException;

class DatasetFilesTest {
    /** The first line of GSM8K's training file (Cobbe et al. 2021, MIT licence). */
    private static final String GSM8K_LINE =
            "{\"question\": \"Natalia sold clips to 48 of her friends in April, and then she"
                    + " sold half as many clips in May. How many clips did Natalia sell altogether in April and May?\","
                    + " \"answer\": \"Natalia sold 48/2 = <<48/2=24>>24 clips in May.\\nNatalia sold 48+24 = <<48+24=72>>72 clips"
                    + " altogether in April and May.\\n#### 72\"}";

    @TempDir
    Path directory;

    @Test
    void gsm8ksOwnFormatIsRead() throws IOException {
        Path file = Files.writeString(directory.resolve("gsm8k.jsonl"), GSM8K_LINE);
        Problem problem = ProblemFiles.read(file, "gsm8k/train").get(0);
        assertEquals("gsm8k/train/1", problem.id());
        assertTrue(problem.question().startsWith("Natalia sold clips"));
        assertTrue(problem.answer().endsWith("May.\n#### 72"));
    }

    @Test
    void idsAreNamePartAndLine() throws IOException {
        write("train.jsonl", 20, 0);
        write("dev.jsonl", 5, 100);
        write("test.jsonl", 10, 200);
        Dataset dataset = DatasetFiles.read(directory);
        String name = directory.getFileName().toString();
        assertEquals(name, dataset.name());
        assertEquals(List.of(20, 5, 10), sizes(dataset));
        assertEquals(name + "/dev/3", dataset.dev().get(2).id());
        assertEquals("question 102", dataset.dev().get(2).question());
    }

    @Test
    void withoutADevFileATenthOfTrainIsDrawnForIt() throws IOException {
        write("train.jsonl", 50, 0);
        write("test.jsonl", 10, 200);
        Dataset dataset = DatasetFiles.read(directory);
        assertEquals(List.of(45, 5, 10), sizes(dataset));
        assertEquals(dataset, DatasetFiles.read(directory));
        String name = directory.getFileName().toString();
        assertEquals(name + "/dev", dataset.dev().name());
        assertTrue(dataset.dev().get(0).id().startsWith(name + "/train/"), "an id says the line of its file");
    }

    @Test
    void aSingleFileIsDrawnIntoThreeParts() throws IOException {
        Path file = write("mine.jsonl", 100, 0);
        Dataset dataset = DatasetFiles.read(file);
        assertEquals("mine", dataset.name());
        assertEquals(List.of(80, 10, 10), sizes(dataset));
        assertTrue(dataset.test().get(0).id().matches("mine/\\d+"));
    }

    @Test
    void evenThreeProblemsMakeThreeParts() throws IOException {
        assertEquals(List.of(1, 1, 1), sizes(DatasetFiles.read(write("three.jsonl", 3, 0))));
    }

    @Test
    void twoProblemsAreTooFew() throws IOException {
        Path file = write("two.jsonl", 2, 0);
        UserException error = assertThrows(UserException.class, () -> DatasetFiles.read(file));
        assertTrue(error.getMessage().contains("two.jsonl holds too few problems"), error.getMessage());
    }

    @Test
    void questionsThatStandInTestAreDroppedFromTrainAndCounted() throws IOException {
        write("train.jsonl", 20, 0);
        write("dev.jsonl", 5, 18);
        write("test.jsonl", 10, 20);
        Dataset dataset = DatasetFiles.read(directory);
        // Train holds 0-19, dev 18-22, test 20-29: dev loses 20, 21, 22 and train loses 18, 19.
        assertEquals(List.of(18, 2, 10), sizes(dataset));
        assertEquals(5, dataset.duplicatesDropped());
        assertTrue(dataset.toString().endsWith("5 duplicate questions dropped"), dataset.toString());
    }

    @Test
    void aDirectoryWithoutATestFileIsRefused() throws IOException {
        write("train.jsonl", 20, 0);
        UserException error = assertThrows(UserException.class, () -> DatasetFiles.read(directory));
        assertTrue(error.getMessage().contains(directory + " has no test.jsonl"), error.getMessage());
    }

    @Test
    void aMissingFieldIsNamedWithFileAndLine() throws IOException {
        Path file = Files.writeString(directory.resolve("bad.jsonl"), GSM8K_LINE + "\n{\"question\": \"Why?\"}\n");
        UserException error = assertThrows(UserException.class, () -> DatasetFiles.read(file));
        assertEquals(
                file + ", line 2: the field \"answer\" is missing; the line has [question]."
                        + " Add the field, or rename the one that is meant.",
                error.getMessage());
    }

    @Test
    void anEmptyQuestionIsNamedWithFileAndLine() throws IOException {
        Path file = Files.writeString(directory.resolve("bad.jsonl"), "{\"question\": \" \", \"answer\": \"1\"}");
        UserException error = assertThrows(UserException.class, () -> DatasetFiles.read(file));
        assertTrue(
                error.getMessage().startsWith(file + ", line 1: the field \"question\" is empty"), error.getMessage());
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("empty.jsonl"), "\n");
        UserException error = assertThrows(UserException.class, () -> DatasetFiles.read(file));
        assertTrue(error.getMessage().startsWith(file + " holds no problem."), error.getMessage());
    }

    @Test
    void partsThatShareAQuestionAreRefusedWhereTheyAreNotMadeDisjoint() {
        ProblemSet one = new ProblemSet("a", List.of(new Problem("a/1", "Same  question", "1")));
        ProblemSet two = new ProblemSet("b", List.of(new Problem("b/1", "same question ", "1")));
        ProblemSet three = new ProblemSet("c", List.of(new Problem("c/1", "another", "1")));
        UserException error = assertThrows(UserException.class, () -> new Dataset("d", one, three, two));
        assertTrue(error.getMessage().contains("b/1"), error.getMessage());
    }

    private Path write(String file, int count, int first) throws IOException {
        String lines = IntStream.range(first, first + count)
                .mapToObj(i -> "{\"question\": \"question " + i + "\", \"answer\": \"" + i + "\"}")
                .collect(Collectors.joining("\n"));
        return Files.writeString(directory.resolve(file), lines);
    }

    private static List<Integer> sizes(Dataset dataset) {
        return List.of(
                dataset.train().size(), dataset.dev().size(), dataset.test().size());
    }
}
