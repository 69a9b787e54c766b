package upft.io;

/**
 * The exception for what a user can put right: a bad option, a broken file, a question that does not fit.
 *
 * <p>The message says what is wrong, where (file, line or option) and what to do about it; it is shown as it is, without
 * a stack trace. Any other exception that reaches a user is a bug and is shown with its stack.
 */
public class UserException extends RuntimeException {
    public UserException(String message) {
        super(message);
    }

    public UserException(String message, Throwable cause) {
        super(message, cause);
    }
}
