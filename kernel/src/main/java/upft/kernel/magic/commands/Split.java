package upft.kernel.magic.commands;

import upft.data.Dataset;
import upft.data.ProblemSet;

/** The parts of a data set that models are measured on. */
enum Split {
    DEV,
    TEST;

    ProblemSet of(Dataset dataset) {
        return this == DEV ? dataset.dev() : dataset.test();
    }
}
