package upft.io;

/** There is not enough memory for what was asked; something smaller may fit. */
public final class MemoryShortException extends UserException {
    private static final long serialVersionUID = 1L;

    public MemoryShortException(String message) {
        super(message);
    }

    public MemoryShortException(String message, Throwable cause) {
        super(message, cause);
    }
}
