package upft.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.kernel.cell.Interpreter.Completions;
import upft.kernel.magic.commands.StandardMagics;
import upft.kernel.magic.session.Session;
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
    void inspectionOfAMagicIsItsHelp() {
        assertTrue(assistant
                .inspect(MagicParser.parse("%train upft").get(0))
                .orElseThrow()
                .data()
                .get("text/plain")
                .startsWith("Usage: %train"));
        assertTrue(assistant.inspect(MagicParser.parse("%trian").get(0)).isEmpty());
    }

    private List<String> candidates(String codeWithCursor) {
        return complete(codeWithCursor).candidates();
    }

    private Completions complete(String codeWithCursor) {
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
