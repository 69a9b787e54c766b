package upft.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformTest {
    @Test
    void theHistoryIsAmongTheUsersDataUnlessTheEnvironmentSaysOtherwise() {
        assertEquals(Optional.of(Path.of("home/.local/share/upft/history.jsonl")), history(Map.of()));
        assertEquals(Optional.of(Path.of("data/upft/history.jsonl")), history(Map.of("XDG_DATA_HOME", "data")));
        assertEquals(Optional.of(Path.of("mine.jsonl")), history(Map.of("UPFT_HISTORY", "mine.jsonl")));
        assertEquals(Optional.empty(), history(Map.of("UPFT_HISTORY", "off")));
        assertEquals(Optional.empty(), history(Map.of("UPFT_HISTORY", "OFF", "XDG_DATA_HOME", "data")));
    }

    @Test
    void homeIsWhereTheEnvironmentHasItAsItIsForJupyter() {
        Path account = Path.of("account");
        Map<String, String> named = Map.of("HOME", "named");
        assertEquals(
                Path.of("named"),
                Platform.of(Platform.System.UNIX, named, account).home());
        assertEquals(
                account, Platform.of(Platform.System.UNIX, Map.of(), account).home());
        assertEquals(
                account, Platform.of(Platform.System.WINDOWS, named, account).home());
    }

    private static Optional<Path> history(Map<String, String> environment) {
        return new Platform(Platform.System.UNIX, environment, Path.of("home")).history();
    }
}
