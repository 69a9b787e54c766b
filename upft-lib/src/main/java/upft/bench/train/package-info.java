/**
 * {@code upft bench train}: how fast a model is fine-tuned, beside TRL's trainer. Each measurement is a process of its own
 * that is given one {@link upft.bench.train.TrainJob} and answers with one {@link upft.bench.train.TrainResult}, ours as
 * well as the rival's, whose program lies among the resources. All train on the same token ids in the same batches, so
 * that their losses can be compared step by step.
 */
package upft.bench.train;
