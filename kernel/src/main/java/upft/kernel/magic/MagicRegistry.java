package upft.kernel.magic;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import upft.io.Suggestion;
import upft.io.UserException;
import upft.kernel.magic.syntax.Words;

/** The magics there are, by name. */
public final class MagicRegistry {
    private final Map<String, Supplier<? extends Magic<?>>> magics = new TreeMap<>();

    /**
     * A magic with its options set.
     *
     * @param usage the help text, if that is what was asked for; the magic is not run then
     */
    record Parsed(Magic<?> magic, Optional<String> usage) {}

    /** @param makers one a magic, each making a fresh instance; the name is that of its {@code @Command} */
    public MagicRegistry(List<Supplier<? extends Magic<?>>> makers) {
        for (Supplier<? extends Magic<?>> maker : makers) {
            magics.put(new CommandLine(maker.get()).getCommandName(), maker);
        }
    }

    /** Names without the percent sign, sorted. */
    public Collection<String> names() {
        return magics.keySet();
    }

    /** Whether there is a magic of this name. */
    public boolean has(String name) {
        return magics.containsKey(name);
    }

    /**
     * The type of the value of a call. Of one that is not well-formed, which {@link #check} refuses, the type without any
     * options.
     *
     * @throws UserException with the nearest known name if there is no such magic
     */
    public Class<?> resultType(String name, String arguments) {
        Magic<?> magic = create(name);
        try {
            commandLine(magic).parseArgs(Words.split(arguments).toArray(String[]::new));
        } catch (ParameterException | UserException e) {
            return create(name).resultType();
        }
        return magic.resultType();
    }

    /**
     * Whether a call is well-formed, as far as can be told without running it.
     *
     * @throws UserException naming what is wrong: the magic, the option or the value
     */
    public void check(String name, String arguments) {
        parse(name, arguments);
    }

    /** What {@code %name --help} shows. */
    public String help(String name) {
        return MagicHelp.of(commandLine(create(name)));
    }

    /** The first line of a magic's description. */
    public String summary(String name) {
        return commandLine(create(name)).getCommandSpec().usageMessage().description()[0];
    }

    /** The picocli model of a magic, for completion. */
    CommandLine.Model.CommandSpec syntax(String name) {
        return commandLine(create(name)).getCommandSpec();
    }

    Parsed parse(String name, String arguments) {
        Magic<?> magic = create(name);
        CommandLine line = commandLine(magic);
        try {
            line.parseArgs(Words.split(arguments).toArray(String[]::new));
        } catch (ParameterException e) {
            throw MagicErrors.explain(e);
        }
        boolean helpWanted = line.isUsageHelpRequested();
        return new Parsed(magic, helpWanted ? Optional.of(MagicHelp.of(line)) : Optional.empty());
    }

    private Magic<?> create(String name) {
        Supplier<? extends Magic<?>> maker = magics.get(name);
        if (maker == null) {
            throw unknown(name);
        }
        return maker.get();
    }

    private UserException unknown(String name) {
        if (name.isEmpty()) {
            return new UserException("A magic's name is missing after the %. %lsmagic lists all.");
        }
        String hint = Suggestion.nearest(name, names())
                .map(known -> " Did you mean %" + known + "?")
                .orElse("");
        return new UserException("Unknown magic %" + name + "." + hint + " %lsmagic lists all.");
    }

    private static CommandLine commandLine(Magic<?> magic) {
        CommandLine line = new CommandLine(magic);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        return line;
    }
}
