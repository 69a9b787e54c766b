/**
 * Requests in, traces out: batches, chunks, random numbers, and the use of traces at hand. May use {@code data} and
 * {@code model}.
 */
package upft.sampling;
