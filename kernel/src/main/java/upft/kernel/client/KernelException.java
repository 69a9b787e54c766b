package upft.kernel.client;

/** A kernel could not be started or did not do what the protocol says; the message says what, in a line. */
public final class KernelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KernelException(String what) {
        super(what);
    }

    public KernelException(String what, Throwable cause) {
        super(what, cause);
    }
}
