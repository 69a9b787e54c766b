package upft.bench;

/**
 * Someone who can be measured.
 *
 * @param <R> what one measurement gives
 */
public interface Contender<R> {
    /** As rows name it. */
    String name();

    /** What a reader has to know of how it is run, or an empty text. */
    default String note() {
        return "";
    }

    /** @throws ContenderException saying why it cannot be measured */
    R run();
}
