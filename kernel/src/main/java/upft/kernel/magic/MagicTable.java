package upft.kernel.magic;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import upft.io.Suggestion;
import upft.io.UserException;
import upft.kernel.magic.syntax.Words;

/** The magics that are written in one way, by name: {@code %name} on a line, or {@code %%name} before a cell. */
public final class MagicTable {
    private final String prefix;
    private final Map<String, Supplier<? extends MagicCommand>> makers = new ConcurrentSkipListMap<>();

    /**
     * A magic with its options set.
     *
     * @param usage the help text, if that is what was asked for; the magic is not run then
     */
    record Parsed(MagicCommand magic, Optional<String> usage) {}

    MagicTable(String prefix) {
        this.prefix = prefix;
    }

    void put(String name, Supplier<? extends MagicCommand> maker) {
        makers.put(name, maker);
    }

    /** Names without percent signs, sorted. */
    public Collection<String> names() {
        return makers.keySet();
    }

    /** Whether there is a magic of this name. */
    public boolean has(String name) {
        return makers.containsKey(name);
    }

    /** What {@code --help} of a magic shows. */
    public String help(String name) {
        return MagicHelp.of(commandLine(create(name)), prefix);
    }

    /** The first line of a magic's description. */
    public String summary(String name) {
        return syntax(name).usageMessage().description()[0];
    }

    /**
     * The type of the value of a call. Of one that is not well-formed, which {@link #check} refuses, the type without any
     * options.
     */
    public Class<?> resultType(String name, String arguments) {
        if (!(create(name) instanceof Magic<?> magic)) {
            return Object.class;
        }
        try {
            commandLine(magic).parseArgs(Words.split(arguments).toArray(String[]::new));
        } catch (ParameterException | UserException e) {
            return ((Magic<?>) create(name)).resultType();
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

    /** The name as it is written. */
    String shown(String name) {
        return prefix + name;
    }

    /** The picocli model of a magic, for completion. */
    CommandSpec syntax(String name) {
        return commandLine(create(name)).getCommandSpec();
    }

    Parsed parse(String name, String arguments) {
        MagicCommand magic = create(name);
        CommandLine line = commandLine(magic);
        try {
            line.parseArgs(Words.split(arguments).toArray(String[]::new));
        } catch (ParameterException e) {
            throw MagicErrors.explain(e, prefix);
        }
        boolean helpWanted = line.isUsageHelpRequested();
        return new Parsed(magic, helpWanted ? Optional.of(MagicHelp.of(line, prefix)) : Optional.empty());
    }

    /** A fresh instance of a magic that there is. */
    MagicCommand create(String name) {
        return makers.get(name).get();
    }

    /** " Did you mean %name?", if there is one of nearly this name. */
    String didYouMean(String name) {
        return Suggestion.nearest(name, names())
                .map(known -> " Did you mean " + prefix + known + "?")
                .orElse("");
    }

    private static CommandLine commandLine(MagicCommand magic) {
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
