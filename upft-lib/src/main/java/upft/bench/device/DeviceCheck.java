package upft.bench.device;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import upft.model.DecodingSettings;
import upft.model.LanguageModel;

/**
 * The same model on two devices, one of which is trusted: logits, decoding from the same random numbers, and training.
 *
 * @param reference the trusted device, as a table names it
 * @param candidate the one that is checked
 * @param comparisons what was compared
 */
public record DeviceCheck(String reference, String candidate, List<Comparison> comparisons) {
    private static final long SEED = 20250304;

    /** Two float32 sums of the same few hundred numbers differ by less. */
    private static final double LOGITS_LIMIT = 1e-4;

    /** The tokens that a check of speed should not be about: what the first call alone has to do. */
    private static final int[] WARM_UP = {1, 2, 3};

    public DeviceCheck {
        comparisons = List.copyOf(comparisons);
    }

    /**
     * Takes some seconds for a small model.
     *
     * @param reference on the device that is trusted
     * @param candidate the same model on another one
     * @param questions asked of both; at least one
     */
    public static DeviceCheck of(LanguageModel reference, LanguageModel candidate, List<String> questions) {
        List<int[]> prompts = questions.stream().map(reference::promptIds).toList();
        Stream.of(reference, candidate).forEach(model -> model.logits(WARM_UP));
        List<Comparison> comparisons = new ArrayList<>();
        comparisons.add(LogitsCheck.of("logits", reference, candidate, prompts, LOGITS_LIMIT));
        for (DecodingSettings settings : List.of(DecodingSettings.GREEDY, new DecodingSettings(0.7, 0, 1))) {
            comparisons.add(new SamplingCheck(reference, candidate, prompts, settings, SEED).run());
        }
        comparisons.addAll(new TrainingCheck(reference, candidate, prompts, SEED).run());
        return new DeviceCheck(reference.device().toString(), candidate.device().toString(), comparisons);
    }

    /** Whether everything agrees. */
    public boolean agrees() {
        return comparisons.stream().allMatch(Comparison::agrees);
    }

    /** A line for each comparison: the largest difference, its limit, and the speed on either device. */
    public String table() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("", "difference", "limit", "", reference, candidate, "", ""));
        comparisons.forEach(each -> lines.add(List.of(
                each.name(),
                Comparison.number(each.difference()),
                Comparison.number(each.limit()),
                each.verdict(),
                Comparison.rate(each.reference()),
                Comparison.rate(each.candidate()),
                each.unit(),
                each.remark())));
        return lines.stream().map(line -> line(line, lines)).collect(Collectors.joining(System.lineSeparator()));
    }

    private static String line(List<String> cells, List<List<String>> lines) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> {
                    int width = lines.stream()
                            .mapToInt(line -> line.get(column).length())
                            .max()
                            .orElseThrow();
                    String padding = " ".repeat(width - cells.get(column).length());
                    boolean number = column == 1 || column == 2 || column == 4 || column == 5;
                    return number ? padding + cells.get(column) : cells.get(column) + padding;
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
