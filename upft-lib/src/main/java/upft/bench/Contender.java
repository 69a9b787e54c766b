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

    /** One that could not be made ready: every run says why. */
    static <R> Contender<R> absent(String name, String why) {
        return new Contender<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public R run() {
                throw new ContenderException(why);
            }
        };
    }
}
