package upft.kernel.history;

import java.util.Optional;

/**
 * A cell that was run.
 *
 * @param session number of the session that it was run in, from 1
 * @param line number of the cell in its session
 * @param result text of its value; empty if it had none, failed, or has not ended
 */
public record HistoryEntry(int session, int line, String source, Optional<String> result) {
    HistoryEntry withResult(String text) {
        return new HistoryEntry(session, line, source, Optional.of(text));
    }
}
