package upft.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures contenders in turns: each once, then each once more, so that what changes on the machine meanwhile meets all of
 * them. One that fails is left out from then on; what it had given is kept.
 */
public final class Turns {
    private Turns() {}

    /**
     * @param log hears of each turn, in a line
     * @return the results in the order of the contenders
     */
    public static <R> List<Results<R>> take(
            List<? extends Contender<R>> contenders, int repeats, Consumer<String> log) {
        List<Results<R>> all = new ArrayList<>();
        contenders.forEach(contender -> all.add(Results.none(contender.name(), contender.note())));
        for (int repeat = 1; repeat <= repeats; repeat++) {
            for (int i = 0; i < contenders.size(); i++) {
                if (all.get(i).missing().isEmpty()) {
                    log.accept("run " + repeat + " of " + repeats + ": "
                            + contenders.get(i).name());
                    all.set(i, next(all.get(i), contenders.get(i)));
                }
            }
        }
        return all;
    }

    private static <R> Results<R> next(Results<R> soFar, Contender<R> contender) {
        try {
            return soFar.with(contender.run());
        } catch (ContenderException e) {
            return soFar.missing(e.getMessage());
        }
    }
}
