package upft.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.kernel.cell.Interpreter.Completions;
import upft.kernel.magic.commands.StandardMagics;
import upft.kernel.magic.session.Session;
import upft.kernel.magic.syntax.MagicCall;
import upft.kernel.magic.syntax.MagicParser;

class MagicAssistantTest {
    private final MagicAssistant assistant =
            new MagicAssistant(StandardMagics.registry(), new Session(Path.of(""), Path.of("")));

    @Test
    void namesAreCompleted() {
        assertEquals(List.of("model", "models"), candidates("%mo|"));
        assertEquals(List.of("sample"), candidates("var t = %sa|"));
        assertTrue(candidates("%|").containsAll(List.of("model", "train", "lsmagic")));
    }

    @Test
    void whatIsReplacedIsTheWordAtTheCursor() {
        assertEquals(new Completions(12, 14, List.of("model", "models")), complete("int a = 1;\n%mo|"));
        assertEquals(new Completions(12, 16, List.of("--lr")), complete("%train upft --lr|"));
    }

    @Test
    void optionsAreCompletedByTheirLongNames() {
        assertEquals(List.of("--max-tokens"), candidates("%train upft --max-t|"));
        assertTrue(candidates("%eval --|").contains("--split"));
    }

    @Test
    void valuesOfARecipeOrASplitAreOffered() {
        assertEquals(List.of("rft"), candidates("%train r|"));
        assertEquals(List.of("dev", "test"), candidates("%eval --split |"));
        assertEquals(List.of("cost"), candidates("%chart c|"));
        assertEquals(List.of("demo"), candidates("%model de|"));
    }

    @Test
    void anOptionsValueIsNoPositionalArgument() {
        assertEquals(List.of("upft"), candidates("%train --lr 1e-4 u|"));
        assertEquals(List.of(), candidates("%train upft --lr |"));
    }

    @Test
    void pathsAreCompleted(@TempDir Path directory) throws IOException {
        Files.createDirectories(directory.resolve("my model"));
        Files.createDirectories(directory.resolve("other"));
        Files.createFile(directory.resolve(".hidden"));
        assertEquals(
                List.of("\"" + directory + "/my model/\"", directory + "/other/"),
                candidates("%model " + directory + "/|"));
        assertEquals(List.of(directory + "/other/"), candidates("%model " + directory + "/o|"));
        assertEquals(List.of(), candidates("%model " + directory + "/nothing/x|"));
    }

    @Test
    void pathsAreLookedForWhereMagicsReadAndWrite(@TempDir Path directory) throws IOException {
        Path source = Files.createDirectories(directory.resolve("source"));
        Path written = Files.createDirectories(directory.resolve("written"));
        Files.createFile(source.resolve("notes.jsonl"));
        Files.createFile(written.resolve("note's.jsonl"));
        Files.createFile(written.resolve("note.java"));
        Session session = new Session(source, written);
        session.environment().set("UPFT_TEST_PLACE", written.toString());
        MagicAssistant own = new MagicAssistant(StandardMagics.registry(), session);
        assertEquals(
                List.of("\"note's.jsonl\"", "note.java", "notes.jsonl"),
                complete(own, "%traces note|").candidates());
        assertEquals(
                List.of("$UPFT_TEST_PLACE/note.java"),
                complete(own, "%load $UPFT_TEST_PLACE/no|").candidates());
        assertEquals(
                List.of("UPFT_TEST_PLACE"), complete(own, "%env UPFT_TEST_PL|").candidates());
        assertEquals(List.of("cpu"), complete(own, "%model demo --device cp|").candidates());
    }

    @Test
    void inspectionOfAMagicIsItsHelp() {
        assertTrue(inspected("%tra|in upft").orElseThrow().startsWith("Usage: %train"));
        assertTrue(inspected("%train upft|").orElseThrow().startsWith("Usage: %train"));
        assertTrue(inspected("%trian|").isEmpty());
        assertTrue(inspected("%%ba|sh").orElseThrow().startsWith("Usage: %%bash"));
    }

    @Test
    void inspectionOfAnOptionBeginsWithItsOwnLines() {
        for (String place : List.of("%train upft --l|r 1e-4", "%train upft |--lr", "%train upft --lr=1e|-4")) {
            String help = inspected(place).orElseThrow();
            assertTrue(help.stripLeading().startsWith("--lr="), help);
            assertTrue(help.contains("\n\nUsage: %train"), help);
        }
        assertTrue(inspected("%train upft --nothing|").orElseThrow().startsWith("Usage: %train"));
        assertTrue(inspected("%%file x -|a").orElseThrow().stripLeading().startsWith("-a, --append"));
    }

    @Test
    void valuesBehindAnEqualsSignAreCompleted() {
        assertEquals(List.of("--split=dev", "--split=test"), candidates("%eval --split=|"));
    }

    @Test
    void cellMagicsAreCompletedOnTheirFirstLine() {
        assertEquals(List.of("bash"), candidates("%%b|"));
        assertEquals(List.of("--append"), candidates("%%file x --a|\nint n;"));
    }

    private List<String> candidates(String codeWithCursor) {
        return complete(codeWithCursor).candidates();
    }

    private Optional<String> inspected(String codeWithCursor) {
        int cursor = codeWithCursor.indexOf('|');
        MagicCall call = MagicParser.parse(codeWithCursor.replace("|", "")).get(0);
        return assistant.inspect(call, cursor).map(bundle -> bundle.data().get("text/plain"));
    }

    private Completions complete(String codeWithCursor) {
        return complete(assistant, codeWithCursor);
    }

    private static Completions complete(MagicAssistant assistant, String codeWithCursor) {
        int cursor = codeWithCursor.indexOf('|');
        String code = codeWithCursor.replace("|", "");
        return assistant.complete(
                MagicParser.parse(code).stream()
                        .filter(call -> call.touches(cursor))
                        .findFirst()
                        .orElseThrow(),
                cursor);
    }
}
