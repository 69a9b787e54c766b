package upft.kernel.magic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** The help of the magic that is called, or empty if there is none of this name. */
    public Optional<MimeBundle> inspect(MagicCall call) {
        return registry.has(call.name()) ? Optional.of(HelpView.of(registry.help(call.name()))) : Optional.empty();
    }

    /** Candidates at a cursor that {@linkplain MagicCall#touches touches} the call: names, options, or values. */
    public Completions complete(MagicCall call, int cursor) {
        if (cursor <= call.argumentsStart()) {
            int start = call.argumentsStart() - call.name().length();
            return new Completions(start, call.argumentsStart(), startingWith(call.name(), registry.names().stream()));
        }
        if (!registry.has(call.name())) {
            return new Completions(cursor, cursor, List.of());
        }
        return completeArguments(call, cursor);
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
        List<String> candidates = candidates(registry.syntax(call.name()), before, word.text());
        return new Completions(call.argumentsStart() + word.start(), cursor, candidates);
    }

    private List<String> candidates(CommandSpec syntax, List<String> before, String word) {
        Optional<OptionSpec> open = openOption(syntax, before);
        if (open.isPresent()) {
            return values(open.get(), word);
        }
        if (word.startsWith("-")) {
            return startingWith(word, syntax.options().stream().map(OptionSpec::longestName));
        }
        return Stream.concat(
                        positional(syntax, before).map(spec -> values(spec, word)).stream()
                                .flatMap(List::stream),
                        word.isEmpty() ? syntax.options().stream().map(OptionSpec::longestName) : Stream.empty())
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
        return ValueCandidates.of(argument.paramLabel(), word, session);
    }

    static List<String> startingWith(String prefix, Stream<String> names) {
        return names.filter(name -> name.startsWith(prefix)).sorted().toList();
    }
}
