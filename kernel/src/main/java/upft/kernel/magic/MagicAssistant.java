package upft.kernel.magic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import upft.kernel.cell.Interpreter.Completions;
import upft.kernel.cell.MimeBundle;
import upft.kernel.magic.session.Session;
import upft.kernel.magic.syntax.MagicCall;
import upft.kernel.magic.syntax.Words;
import upft.kernel.magic.syntax.Words.Word;

/** Completes and explains magics while they are typed. */
public final class MagicAssistant {
    private final MagicRegistry registry;
    private final Session session;

    public MagicAssistant(MagicRegistry registry, Session session) {
        this.registry = registry;
        this.session = session;
    }

    /**
     * The help of the magic that is called, or empty if there is none of this name. At one of its options, what it says of
     * that comes first.
     */
    public Optional<MimeBundle> inspect(MagicCall call, int cursor) {
        MagicTable table = table(call);
        if (!table.has(call.name())) {
            return Optional.empty();
        }
        String option = optionAt(call, cursor)
                .flatMap(name -> MagicHelp.ofOption(table.syntax(call.name()), name))
                .map(help -> help + "\n\n")
                .orElse("");
        return Optional.of(HelpView.of(option + table.help(call.name())));
    }

    /** Candidates at a cursor that {@linkplain MagicCall#touches touches} the call: names, options, or values. */
    public Completions complete(MagicCall call, int cursor) {
        if (cursor <= call.argumentsStart()) {
            return completeName(call);
        }
        if (!table(call).has(call.name())) {
            return new Completions(cursor, cursor, List.of());
        }
        return completeArguments(call, cursor);
    }

    private MagicTable table(MagicCall call) {
        return call.form() == MagicCall.Form.CELL ? registry.cells() : registry.lines();
    }

    private Completions completeName(MagicCall call) {
        int start = call.argumentsStart() - call.name().length();
        return new Completions(start, call.argumentsStart(), startingWith(call.name(), table(call).names().stream()));
    }

    private static Optional<String> optionAt(MagicCall call, int cursor) {
        int typed = cursor - call.argumentsStart();
        return Words.upTo(call.arguments(), call.arguments().length()).stream()
                .filter(word -> word.start() <= typed && typed <= word.end())
                .map(word -> word.text().replaceFirst("=.*", ""))
                .filter(word -> word.startsWith("-"))
                .findFirst();
    }

    private Completions completeArguments(MagicCall call, int cursor) {
        int typed = cursor - call.argumentsStart();
        List<Word> words = Words.upTo(call.arguments(), typed);
        boolean growing = !words.isEmpty() && words.get(words.size() - 1).end() == typed;
        Word word = growing ? words.get(words.size() - 1) : new Word("", typed, typed);
        List<String> before = words.stream()
                .limit(growing ? words.size() - 1L : words.size())
                .map(Word::text)
                .toList();
        List<String> candidates = candidates(table(call).syntax(call.name()), before, word.text());
        return new Completions(call.argumentsStart() + word.start(), cursor, candidates);
    }

    private List<String> candidates(CommandSpec syntax, List<String> before, String word) {
        Optional<OptionSpec> open = openOption(syntax, before);
        if (open.isPresent()) {
            return values(open.get(), word);
        }
        if (word.startsWith("-")) {
            return options(syntax, word);
        }
        return Stream.concat(
                        positional(syntax, before).map(spec -> values(spec, word)).stream()
                                .flatMap(List::stream),
                        word.isEmpty() ? syntax.options().stream().map(OptionSpec::longestName) : Stream.empty())
                .toList();
    }

    /** Names of options; behind {@code --name=} the values of that one. */
    private List<String> options(CommandSpec syntax, String word) {
        int equals = word.indexOf('=');
        OptionSpec named = equals < 0 ? null : syntax.findOption(word.substring(0, equals));
        if (named == null) {
            return startingWith(word, syntax.options().stream().map(OptionSpec::longestName));
        }
        return values(named, word.substring(equals + 1)).stream()
                .map(value -> word.substring(0, equals + 1) + value)
                .toList();
    }

    /** The option before the cursor that still waits for its value. */
    private static Optional<OptionSpec> openOption(CommandSpec syntax, List<String> before) {
        String last = before.isEmpty() ? "" : before.get(before.size() - 1);
        return Optional.ofNullable(syntax.findOption(last.startsWith("-") ? last : ""))
                .filter(option -> option.arity().max() > 0);
    }

    /** The positional parameter whose turn it is. */
    private static Optional<PositionalParamSpec> positional(CommandSpec syntax, List<String> before) {
        int taken = 0;
        for (int i = 0; i < before.size(); i++) {
            boolean option = before.get(i).startsWith("-");
            boolean value = i > 0 && openOption(syntax, before.subList(0, i)).isPresent();
            taken += option || value ? 0 : 1;
        }
        int index = taken;
        return syntax.positionalParameters().stream()
                .filter(spec -> spec.index().contains(index))
                .findFirst();
    }

    private List<String> values(ArgSpec argument, String word) {
        if (argument.type().isEnum()) {
            Stream<String> names = Stream.of(argument.type().getEnumConstants())
                    .map(c -> c.toString().toLowerCase(Locale.ROOT));
            return startingWith(word, names);
        }
        if (argument.completionCandidates() != null) {
            return startingWith(
                    word, StreamSupport.stream(argument.completionCandidates().spliterator(), false));
        }
        return ValueCandidates.of(argument.paramLabel(), word, session);
    }

    static List<String> startingWith(String prefix, Stream<String> names) {
        return names.filter(name -> name.startsWith(prefix)).sorted().toList();
    }
}
