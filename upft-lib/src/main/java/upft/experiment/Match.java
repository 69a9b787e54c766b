package upft.experiment;

import upft.io.UserException;
import upft.recipe.TrainingSet;
import upft.training.TrainingSettings;
import upft.training.Tuned;

/**
 * What a method's training has in common with that of a reference run, so that a difference between their models is none of
 * how long they were trained. Passes over the examples go on until there is as much of it; the last may break off, at a
 * whole optimiser step.
 */
public enum Match {
    /** As many optimiser steps; those that the reference left out, as not finite, count. */
    STEPS {
        @Override
        double steps(Training own, Training reference, Tuned tuned) {
            return reference.steps();
        }
    },
    /** As many tokens in the loss, to the nearest step of the mean number of tokens. */
    TOKENS {
        @Override
        double steps(Training own, Training reference, Tuned tuned) {
            double tokensAStep = (double) own.examples().responseTokens() / own.stepsAPass();
            return tuned.bill().tokensTrained() / tokensAStep;
        }
    },
    /** As many passes over the examples, whole or not. */
    EPOCHS {
        @Override
        double steps(Training own, Training reference, Tuned tuned) {
            return (double) reference.steps() / reference.stepsAPass() * own.stepsAPass();
        }
    };

    /** Examples with the settings of their training. */
    record Training(TrainingSettings settings, TrainingSet examples) {
        int steps() {
            return settings.stepCount(examples.size());
        }

        int stepsAPass() {
            return settings.stepsAPass(examples.size());
        }
    }

    abstract double steps(Training own, Training reference, Tuned tuned);

    /**
     * These settings with as many steps, one at least, as match the reference; as a number of epochs where these are whole.
     *
     * @param examples that will be trained on, one at least
     * @throws UserException if the reference found nothing to train on
     */
    public TrainingSettings settings(TrainingSettings own, TrainingSet examples, MethodRun reference) {
        Tuned tuned = reference
                .tuned()
                .orElseThrow(() -> new UserException("The run " + reference.method()
                        + " found nothing to train on, so there is nothing to match. Match another run."));
        Training mine = new Training(own, examples);
        Training other = new Training(tuned.log().settings(), reference.examples());
        int steps = (int) Math.max(1, Math.round(steps(mine, other, tuned)));
        return steps % mine.stepsAPass() == 0 ? own.withEpochs(steps / mine.stepsAPass()) : own.withSteps(steps);
    }
}
