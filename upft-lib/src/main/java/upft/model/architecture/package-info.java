/**
 * What config.json files say, one class an architecture: the decoder's shape, its positions, the names of its weights.
 * CONTRIBUTING.md says how to add one.
 */
package upft.model.architecture;
