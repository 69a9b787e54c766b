package upft.kernel.magic;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes a magic's help from its syntax. */
final class MagicHelp {
    private static final int WIDTH = 100;

    private MagicHelp() {}

    /** @param prefix percent signs before the name */
    static String of(CommandLine line, String prefix) {
        line.setUsageHelpWidth(WIDTH);
        line.setUsageHelpLongOptionsMaxWidth(28);
        MagicCommand magic = line.getCommand();
        if (magic instanceof JavaMagic && prefix.equals("%")) {
            line.getCommandSpec().usageMessage().customSynopsis(line.getCommandName() + " STATEMENT");
        }
        String usage = line.getUsageMessage(Ansi.OFF).stripTrailing().replaceFirst("^Usage: ", "Usage: " + prefix);
        return usage + examples(magic.examples());
    }

    /** The lines of the help that are about one option; empty if there is none of this name. */
    static Optional<String> ofOption(CommandSpec syntax, String name) {
        OptionSpec option = syntax.findOption(name);
        if (option == null) {
            return Optional.empty();
        }
        syntax.usageMessage().width(WIDTH).longOptionsMaxWidth(28);
        Help help = new Help(syntax, Help.defaultColorScheme(Ansi.OFF));
        TextTable table = TextTable.forDefaultColumns(help.colorScheme(), 32, WIDTH);
        Help.Layout layout = new Help.Layout(help.colorScheme(), table);
        layout.addOption(option, help.createDefaultParamLabelRenderer());
        return Optional.of(layout.toString().stripTrailing());
    }

    private static String examples(List<String> examples) {
        StringBuilder text = new StringBuilder("\nExamples:");
        for (String example : examples) {
            text.append("\n  ").append(example.replace("\n", "\n  "));
        }
        return text.toString();
    }
}
