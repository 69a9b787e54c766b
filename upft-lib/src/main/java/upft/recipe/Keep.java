package upft.recipe;

import java.util.List;
import upft.task.CounterRandom;

/** Which of a problem's right traces are trained on. */
public enum Keep {
    /** One, chosen uniformly: the paper's equation 1. */
    ONE(LeftOut.NOT_CHOSEN) {
        @Override
        List<TrainingExample> of(List<TrainingExample> right, CounterRandom random) {
            return List.of(right.get(random.below(right.size(), 0)));
        }
    },
    /** All that are distinct: of those with the same token ids, one. */
    ALL(LeftOut.REPEATED) {
        @Override
        List<TrainingExample> of(List<TrainingExample> right, CounterRandom random) {
            return right.stream().distinct().toList();
        }
    };

    private final LeftOut otherwise;

    Keep(LeftOut otherwise) {
        this.otherwise = otherwise;
    }

    /** What became of those that are not kept. */
    LeftOut otherwise() {
        return otherwise;
    }

    /** The examples to keep of one problem's, of which there are some; in their order. */
    abstract List<TrainingExample> of(List<TrainingExample> right, CounterRandom random);
}
