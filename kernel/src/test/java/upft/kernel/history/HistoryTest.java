package upft.kernel.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import upft.kernel.history.History.Repeats;

@Timeout(60)
class HistoryTest {
    private final List<String> log = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void cellsOfEarlierSessionsAreThereWithTheirNumbersAndResults() {
        session("int a = 1;", "a + 1").ended(2, "2");
        session("😀 größer\n\"two\" lines");
        History now = session("now");

        assertEquals(3, now.session());
        assertEquals(
                List.of(
                        new HistoryEntry(1, 1, "int a = 1;", Optional.empty()),
                        new HistoryEntry(1, 2, "a + 1", Optional.of("2")),
                        new HistoryEntry(2, 1, "😀 größer\n\"two\" lines", Optional.empty()),
                        new HistoryEntry(3, 1, "now", Optional.empty())),
                now.tail(9));
        assertEquals(List.of("😀 größer\n\"two\" lines", "now"), sources(now.tail(2)));
        assertEquals(List.of(), now.tail(0));
        assertEquals(List.of(), log);
    }

    @Test
    void sessionsAreNumberedFromTheFirstAndBackFromThisOne() {
        session("a");
        session("b1", "b2", "b3");
        History now = session("c1", "c2");

        assertEquals(List.of("b2"), sources(now.range(2, 2, 3)));
        assertEquals(List.of("b1", "b2", "b3"), sources(now.range(-1, 0, 99)));
        assertEquals(List.of("a"), sources(now.range(-2, 1, 99)));
        assertEquals(List.of(), now.range(-3, 1, 99));
        assertEquals(List.of("c2"), sources(now.range(0, 2, 99)));
    }

    @Test
    void aSessionHasItsNumberFromItsFirstCellOn() {
        History early = open();
        History late = session("late");
        assertEquals(1, late.session());
        assertEquals(2, early.session());
        assertEquals(List.of("late"), sources(early.range(-1, 1, 9)));
        early.began(1, "early");
        assertEquals(List.of("early"), sources(early.range(0, 1, 9)));
        assertEquals(List.of("late", "early"), sources(late.tail(9)));
    }

    @Test
    void searchTakesPatternsOverTheWholeSourceAndLeavesRepeatsOut() {
        session("int a;", "a + 1", "int b;", "a + 1");
        History now = session("int a;", "a+*");

        assertEquals(List.of("int a;", "int b;", "int a;"), sources(now.search("int *", 9, Repeats.ALL)));
        assertEquals(List.of("int b;", "int a;"), sources(now.search("int ?;", 9, Repeats.LATEST)));
        assertEquals(List.of("int b;", "int a;"), sources(now.search("int*", 2, Repeats.ALL)));
        assertEquals(List.of("a + 1", "a+*"), sources(now.search("a*+*", 9, Repeats.LATEST)));
        assertEquals(List.of(), now.search("int", 9, Repeats.ALL));
    }

    @Test
    void aPatternOfManyStarsTakesNoTimeToSpeakOf() {
        assertFalse(Glob.fits("a".repeat(20_000), "*a".repeat(50) + "b"));
        assertTrue(Glob.fits("a".repeat(20_000) + "b", "*a".repeat(50) + "*b*"));
    }

    @Test
    void aLineThatWasCutShortIsPassedOverAndTheNextOneIsWhole() throws IOException {
        session("first", "cut");
        String text = Files.readString(file());
        Files.writeString(file(), text.substring(0, text.length() - 5));

        assertEquals(List.of("first"), sources(open().tail(9)));
        History next = session("next");
        assertEquals(List.of("first", "next"), sources(next.tail(9)));
        assertEquals(2, next.session());
    }

    @Test
    void whatIsNoLineOfAHistoryIsPassedOver() throws IOException {
        session("first");
        Files.writeString(
                file(),
                "[]\nnull\n\n{\"session\":7,\"line\":1,\"source\":\"x\"}\n{\"session\":\"k\",\"line\":1,\"source\":2}\n"
                        + "{\"numbers\":[]}\n\u0000\n",
                StandardOpenOption.APPEND);
        assertEquals(List.of("first", "second"), sources(session("second").tail(9)));
    }

    @Test
    void kernelsThatWriteAtOnceDoNotDamageIt() throws IOException {
        // Long sources, so that the older half is dropped several times meanwhile.
        List<CompletableFuture<History>> kernels = IntStream.range(0, 4)
                .mapToObj(k -> CompletableFuture.supplyAsync(() -> {
                    History own = open();
                    for (int line = 1; line <= 150; line++) {
                        own.began(line, k + "/" + line + " " + "x".repeat(20_000));
                    }
                    return own;
                }))
                .toList();
        kernels.forEach(CompletableFuture::join);

        for (String line : Files.readString(file()).lines().toList()) {
            assertTrue(JsonParser.parseString(line).isJsonObject(), line);
        }
        List<String> kept = sources(open().tail(9999)).stream()
                .map(source -> source.substring(0, source.indexOf(' ')))
                .toList();
        assertEquals(kept.stream().distinct().toList(), kept);
        assertTrue(kept.size() >= 80 && kept.stream().anyMatch(each -> each.endsWith("/150")), kept.toString());
        assertEquals(List.of(), log);
    }

    @Test
    void theFileStaysBoundedTheNewestAreKeptAndSessionsKeepTheirNumbers() throws IOException {
        session("dropped");
        History now = session("first");
        for (int line = 2; line <= 60; line++) {
            now.began(line, line + " " + "y".repeat(90_000));
        }

        assertTrue(Files.size(file()) <= HistoryFile.MOST_BYTES, Files.size(file()) + " bytes");
        History next = session("next");
        assertEquals(3, next.session());
        List<HistoryEntry> kept = next.range(2, 1, 99);
        assertTrue(kept.size() > 20 && kept.get(kept.size() - 1).source().startsWith("60 "), kept.size() + " kept");
        assertEquals(List.of(), next.range(1, 1, 99));
    }

    @Test
    void longResultsAreCutAndImmenseSourcesLeftOut() {
        History now = session("long");
        now.ended(1, "r".repeat(History.MOST_RESULT + 1));
        now.began(2, "s".repeat(History.MOST_SOURCE + 1));
        now.ended(2, "forgotten too");
        assertEquals(
                Optional.of("r".repeat(History.MOST_RESULT) + "…"),
                now.tail(1).get(0).result());
        assertEquals(1, open().tail(9).size());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyItsOwnerMayReadTheFile() throws IOException {
        History now = session("secret");
        assertEquals("rw-------", permissions());
        for (int line = 2; line <= 60; line++) {
            now.began(line, "z".repeat(90_000));
        }
        assertEquals("rw-------", permissions());
    }

    @Test
    void aFileThatCannotBeWrittenIsComplainedOfOnceAndThisSessionIsRememberedAllTheSame() throws IOException {
        Path inTheWay = Files.writeString(directory.resolve("file"), "");
        History now = History.at(inTheWay.resolve("history.jsonl"), log::add);
        now.began(1, "a");
        now.ended(1, "1");
        now.began(2, "b");
        assertEquals(List.of("a", "b"), sources(now.tail(9)));
        assertEquals(Optional.of("1"), now.range(0, 1, 2).get(0).result());
        assertEquals(1, log.size());
        assertTrue(log.get(0).startsWith("Cells are not kept for later sessions: Cannot write "), log.get(0));
        assertTrue(log.get(0).contains("UPFT_HISTORY"), log.get(0));
    }

    @Test
    void memoryOfALongSessionIsBounded() {
        History now = History.ofThisSession();
        for (int line = 1; line <= 50; line++) {
            now.began(line, "m".repeat(90_000));
        }
        assertEquals(History.MOST_CHARACTERS / 90_000, now.tail(99).size(), 1);
        assertEquals(50, now.tail(1).get(0).line());
    }

    private History open() {
        return History.at(file(), log::add);
    }

    private History session(String... sources) {
        History history = open();
        for (int line = 1; line <= sources.length; line++) {
            history.began(line, sources[line - 1]);
        }
        return history;
    }

    private Path file() {
        return directory.resolve("deep/history.jsonl");
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
    }

    private static List<String> sources(List<HistoryEntry> entries) {
        return entries.stream().map(HistoryEntry::source).toList();
    }
}
