package upft.training;

import upft.io.UserException;
import upft.task.Bill;

/** A training whose losses or gradients were not finite for several steps in a row: its learning rate is too high. */
public final class DivergedException extends UserException {
    private static final long serialVersionUID = 1;

    private final transient Bill cost;

    DivergedException(String message, Bill cost) {
        super(message);
        this.cost = cost;
    }

    /** Of the training until then. */
    public Bill cost() {
        return cost;
    }
}
