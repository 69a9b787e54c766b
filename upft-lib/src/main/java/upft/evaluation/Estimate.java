package upft.evaluation;

/** A mean with its standard error. */
public record Estimate(double mean, double standardError) {}
