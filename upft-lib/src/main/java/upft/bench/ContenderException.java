package upft.bench;

/** A contender could not be installed or run; the message says why, in a line. The others are measured all the same. */
public final class ContenderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ContenderException(String why) {
        super(why);
    }

    public ContenderException(String why, Throwable cause) {
        super(why, cause);
    }
}
