/**
 * Measures models: accuracies with standard errors, and differences of two on the same questions. May use {@code sampling}
 * and {@code grading}.
 */
package upft.evaluation;
