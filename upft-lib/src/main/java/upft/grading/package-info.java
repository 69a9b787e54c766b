/**
 * Finds the answer in a response and compares it with the reference. May use {@code data} and {@code io}.
 */
package upft.grading;
