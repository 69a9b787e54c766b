/**
 * The methods, each in a class of its own: {@link upft.recipe.Upft}, {@link upft.recipe.Sft}, {@link upft.recipe.Rft}. A
 * recipe is two pure functions, from problems to what is to be sampled and from traces to training examples; it touches no
 * model, and knows of it its token ids alone ({@link upft.recipe.Encoding}). May use {@code sampling}, {@code grading} and
 * {@code data}.
 */
package upft.recipe;
