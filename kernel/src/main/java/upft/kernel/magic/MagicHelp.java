package upft.kernel.magic;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Makes a magic's help from its syntax. */
final class MagicHelp {
    private static final int WIDTH = 100;

    private MagicHelp() {}

    static String of(CommandLine line) {
        line.setUsageHelpWidth(WIDTH);
        line.setUsageHelpLongOptionsMaxWidth(28);
        String usage = line.getUsageMessage(Ansi.OFF).stripTrailing().replaceFirst("^Usage: ", "Usage: %");
        Magic<?> magic = line.getCommand();
        return usage + examples(magic.examples());
    }

    private static String examples(List<String> examples) {
        StringBuilder text = new StringBuilder("\nExamples:");
        examples.forEach(example -> text.append("\n  ").append(example));
        return text.toString();
    }
}
