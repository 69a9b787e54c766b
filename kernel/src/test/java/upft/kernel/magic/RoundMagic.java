package upft.kernel.magic;

import java.util.List;
import picocli.CommandLine.Command;

/** A magic for tests that is put round Java. */
@Command(name = "round", description = "Go round.")
public final class RoundMagic implements JavaMagic {
    @Override
    public List<String> examples() {
        return List.of("%round f()");
    }

    @Override
    public Ending begin(MagicRun run) {
        return compiling -> Outcome.of(null, "round");
    }
}
