package upft.training;

import upft.io.UserException;

/** A checkpoint or a line of the log could not be written; the checkpoints before it are as they were. */
final class CannotSaveException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotSaveException(UserException cause) {
        super(cause.getMessage(), cause);
    }
}
