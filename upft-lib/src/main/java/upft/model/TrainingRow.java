package upft.model;

/**
 * One row of a training batch.
 *
 * @param ids prompt and response tokens
 * @param weights one weight a token, same length as {@code ids}: the loss is the sum over i of
 *     {@code -weights[i] * log p(ids[i] | ids[0..i-1])}. Zero masks a token out; {@code weights[0]} must be zero. How a
 *     loss is averaged (over tokens, over examples) is said by the weights alone, which makes gradient accumulation exact
 */
public record TrainingRow(int[] ids, float[] weights) {}
