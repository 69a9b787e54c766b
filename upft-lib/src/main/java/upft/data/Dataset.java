package upft.data;

/**
 * A named data set in three parts that share no question. Methods are tuned on {@code dev}; {@code test} is for the last
 * figure.
 */
public record Dataset(String name, ProblemSet train, ProblemSet dev, ProblemSet test) {}
