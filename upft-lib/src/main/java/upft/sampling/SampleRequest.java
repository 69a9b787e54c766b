package upft.sampling;

import upft.data.Problem;

/**
 * What is to be sampled for one problem.
 *
 * @param samples how many traces
 * @param maxTokens tokens a trace at most; a trace may end sooner
 */
public record SampleRequest(Problem problem, int samples, int maxTokens) {}
