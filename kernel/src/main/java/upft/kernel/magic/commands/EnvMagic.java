package upft.kernel.magic.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import upft.io.Suggestion;
import upft.io.UserException;
import upft.kernel.cell.MimeBundle;
import upft.kernel.display.HtmlTable;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Environment;
import upft.kernel.magic.session.Places;
import upft.kernel.magic.session.Session;

/** {@code %env}: environment variables. */
@Command(
        name = "env",
        description = {
            "List the environment variables, look one up, or set one.",
            "They are for the programs that this session starts (%%%%bash) and for $NAME in paths. Java cannot change its own"
                    + " environment: System.getenv() and libraries see what the kernel was started with. Values of variables"
                    + " whose names speak of secrets are not shown, as a notebook keeps what it shows."
        })
final class EnvMagic implements Magic<Object> {
    private static final String HIDDEN = "(not shown)";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "VARIABLE",
            description = "NAME to look it up, NAME=VALUE to set it ($NAME and ~ work in the value).")
    private String assignment;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VALUE",
            description = "The value, if there is no = before it.")
    private String value;

    @Option(names = "--literal", description = "Take the value as it is written, with its $ and ~.")
    private boolean literal;

    @Option(names = "--unset", paramLabel = "VARIABLE", description = "Take a variable away.")
    private String unset;

    @Override
    public Class<?> resultType() {
        return assignment == null && unset == null ? Map.class : String.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%env", "%env HOME", "%env OMP_NUM_THREADS=2", "%env PATH=$HOME/bin:$PATH", "%env --unset LANG");
    }

    @Override
    public Outcome<Object> run(MagicRun run) {
        Session session = run.session();
        if (unset != null) {
            return unset(session);
        }
        if (assignment == null) {
            return list(session.environment().all());
        }
        int equals = assignment.indexOf('=');
        if (equals >= 0 && value != null) {
            throw new UserException("%env: there is no place for \"" + value
                    + "\". Put a value with blanks between quotes: %env NAME=\"two words\".");
        }
        if (equals < 0) {
            return value == null ? lookUp(assignment, session.environment()) : set(assignment, value, session);
        }
        return set(assignment.substring(0, equals), assignment.substring(equals + 1), session);
    }

    private static Outcome<Object> list(Map<String, String> all) {
        Map<String, String> shown = new LinkedHashMap<>();
        all.forEach((name, each) -> shown.put(name, shown(name, each)));
        String text = shown.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
        return Outcome.<Object>silent(all)
                .showing(MimeBundle.html(HtmlTable.pairs("", shown).html(), text));
    }

    private static Outcome<Object> lookUp(String name, Environment environment) {
        String found = environment
                .get(name)
                .orElseThrow(() -> new UserException("The environment variable " + name + " is not set."
                        + Suggestion.didYouMean(name, environment.all().keySet()) + " %env " + name
                        + "=VALUE sets it."));
        return Outcome.<Object>of(found, name + "=" + shown(name, found))
                .twin("session.environment().get(" + Code.string(name) + ").get();");
    }

    private Outcome<Object> set(String name, String written, Session session) {
        String wanted = literal ? written : Places.expand(written, session);
        session.environment().set(name, wanted);
        Outcome<Object> outcome = Outcome.of(wanted, name + "=" + shown(name, wanted));
        return Environment.looksSecret(name)
                ? outcome
                : outcome.twin("session.environment().set(" + Code.string(name) + ", " + Code.string(wanted) + ");");
    }

    private Outcome<Object> unset(Session session) {
        if (assignment != null) {
            throw new UserException(
                    "%env: --unset " + unset + " and " + assignment + " cannot be done at once. Use a line for each.");
        }
        Optional<String> before = session.environment().get(unset);
        session.environment().unset(unset);
        return Outcome.<Object>of(
                        before.orElse(null), unset + (before.isPresent() ? " is no longer set." : " was not set."))
                .twin("session.environment().unset(" + Code.string(unset) + ");");
    }

    private static String shown(String name, String value) {
        return Environment.looksSecret(name) ? HIDDEN : value;
    }
}
