package upft.kernel.history;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import upft.io.FileErrors;
import upft.io.UserException;

/**
 * The cells that were run, in this session and, where there is a file, in those before it and beside it. Safe for use by
 * several threads; a file is shared by any number of kernels.
 *
 * <p>Of this session the last {@value #MOST_CHARACTERS} characters of source and results are also in memory, so that a file
 * that cannot be written costs nothing but what later sessions would find there. Results are kept to
 * {@value #MOST_RESULT} characters each; a source longer than {@value #MOST_SOURCE} is not kept.
 */
public final class History {
    static final int MOST_SOURCE = 100_000;
    static final int MOST_RESULT = 4_000;
    static final int MOST_CHARACTERS = 1_000_000;

    /** What is found of cells with the same source. */
    public enum Repeats {
        ALL,
        LATEST
    }

    /** Of this session. Not drawn before there is a cell: the random numbers take a kernel's start a while. */
    private String key = "";

    private final Optional<HistoryFile> file;
    private final Consumer<String> log;
    /** Of this session, by line. */
    private final Map<Integer, String> sources = new LinkedHashMap<>();

    private final Map<Integer, String> results = new LinkedHashMap<>();
    private int characters;
    private boolean complained;

    private History(Optional<HistoryFile> file, Consumer<String> log) {
        this.file = file;
        this.log = log;
    }

    /** The cells of this session alone, which are forgotten with it. */
    public static History ofThisSession() {
        return new History(Optional.empty(), message -> {});
    }

    /**
     * The cells of all sessions that were given this file.
     *
     * @param log is told, once, if the file cannot be read or written; the cells run on
     */
    public static History at(Path file, Consumer<String> log) {
        return new History(Optional.of(new HistoryFile(file)), log);
    }

    /** A cell of this session begins. */
    public synchronized void began(int line, String source) {
        if (key.isEmpty()) {
            key = UUID.randomUUID().toString();
        }
        if (source.length() <= MOST_SOURCE) {
            remember(sources, line, source);
            file.ifPresent(kept -> append(kept, Line.ofSource(key, line, source)));
        }
    }

    /** A cell of this session has ended with a value. */
    public synchronized void ended(int line, String result) {
        String text = result.length() <= MOST_RESULT ? result : result.substring(0, MOST_RESULT) + "…";
        if (sources.containsKey(line)) {
            remember(results, line, text);
            file.ifPresent(kept -> append(kept, Line.ofResult(key, line, text)));
        }
    }

    /** The number of this session; before its first cell, the number that it would get now. */
    public synchronized int session() {
        return SessionNumbers.of(lines()).of(key);
    }

    /** The last cells of all sessions, the latest at the end. */
    public synchronized List<HistoryEntry> tail(int count) {
        return last(entries(), count);
    }

    /**
     * Cells of one session.
     *
     * @param session its number; 0 is this one, -1 the one before it, and so on
     * @param start number of the first cell
     * @param stop number of the cell behind the last
     */
    public synchronized List<HistoryEntry> range(int session, int start, int stop) {
        int wanted = session > 0 ? session : session() + session;
        return entries().stream()
                .filter(entry -> entry.session() == wanted && entry.line() >= start && entry.line() < stop)
                .toList();
    }

    /**
     * The last cells, of all sessions, whose whole source fits a pattern, in which * stands for any text and ? for any
     * character.
     */
    public synchronized List<HistoryEntry> search(String pattern, int most, Repeats repeats) {
        List<HistoryEntry> found = Glob.filter(entries(), pattern);
        return last(repeats == Repeats.LATEST ? latestOfEach(found) : found, most);
    }

    private static List<HistoryEntry> last(List<HistoryEntry> all, int count) {
        return List.copyOf(all.subList(Math.max(0, all.size() - Math.max(0, count)), all.size()));
    }

    private static List<HistoryEntry> latestOfEach(List<HistoryEntry> found) {
        Map<String, HistoryEntry> bySource = new LinkedHashMap<>();
        for (HistoryEntry entry : found) {
            bySource.remove(entry.source());
            bySource.put(entry.source(), entry);
        }
        return List.copyOf(bySource.values());
    }

    private void remember(Map<Integer, String> own, int line, String text) {
        own.put(line, text);
        characters += text.length();
        while (characters > MOST_CHARACTERS && sources.size() > 1) {
            int oldest = sources.keySet().iterator().next();
            characters -= length(sources.remove(oldest)) + length(results.remove(oldest));
        }
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }

    private void append(HistoryFile kept, JsonObject entry) {
        try {
            kept.append(entry);
        } catch (IOException e) {
            complain(FileErrors.cannotWrite(kept.path().toString(), e).getMessage());
        } catch (UserException e) {
            complain(e.getMessage());
        }
    }

    private List<JsonObject> fileLines() {
        if (file.isEmpty()) {
            return List.of();
        }
        try {
            return file.get().read();
        } catch (IOException e) {
            complain("Cannot read " + file.get().path() + ": " + FileErrors.reason(e) + ".");
            return List.of();
        }
    }

    private void complain(String problem) {
        if (!complained) {
            complained = true;
            log.accept("Cells are not kept for later sessions: " + problem
                    + " UPFT_HISTORY names another file, or is set to off.");
        }
    }

    /** Those of the file, then those of this session; the same line may be among both. */
    private List<JsonObject> lines() {
        List<JsonObject> lines = new ArrayList<>(fileLines());
        sources.forEach((line, source) -> lines.add(Line.ofSource(key, line, source)));
        results.forEach((line, result) -> lines.add(Line.ofResult(key, line, result)));
        return lines;
    }

    private List<HistoryEntry> entries() {
        record Place(String session, int line) {}
        List<JsonObject> lines = lines();
        SessionNumbers numbers = SessionNumbers.of(lines);
        Map<Place, HistoryEntry> entries = new LinkedHashMap<>();
        for (JsonObject line : lines) {
            if (Line.isOne(line)) {
                Place place = new Place(Line.session(line), Line.number(line));
                Line.source(line)
                        .ifPresent(source -> entries.putIfAbsent(
                                place,
                                new HistoryEntry(numbers.of(place.session()), place.line(), source, Optional.empty())));
                Line.result(line)
                        .ifPresent(result -> entries.computeIfPresent(place, (p, entry) -> entry.withResult(result)));
            }
        }
        return entries.values().stream()
                .sorted(Comparator.comparingInt(HistoryEntry::session).thenComparingInt(HistoryEntry::line))
                .toList();
    }
}
