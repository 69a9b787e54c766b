package upft.kernel.magic.commands;

import java.util.List;
import picocli.CommandLine.Command;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Session;

/** {@code %reset}: the session as it began. */
@Command(
        name = "reset",
        description = {
            "Free all models and forget data set, settings, traces, runs and scores, the values in Out, and what %%env has"
                    + " set.",
            "Java variables keep their values; a model that one still holds can no longer be used."
        })
final class ResetMagic implements Magic<Session> {
    @Override
    public Class<Session> resultType() {
        return Session.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%reset");
    }

    @Override
    public Outcome<Session> run(MagicRun run) {
        Session session = run.session();
        int models = session.names().size();
        session.reset();
        return Outcome.of(session, "Freed " + models + (models == 1 ? " model." : " models."))
                .twin("session.reset();");
    }
}
