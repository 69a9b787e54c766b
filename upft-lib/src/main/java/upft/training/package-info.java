/**
 * Learns a training set: order, batches, weights of the loss, schedule, log. The gradient and the optimiser are the
 * engine's. May use {@code recipe} and {@code model}.
 */
package upft.training;
