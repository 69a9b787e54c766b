package upft.grading;

/** A number as it stood in a text, and its value. */
record Found(String text, Rational value) {}
