/**
 * {@code upft bench claim}: the paper's claim about cost, measured on this machine. Each method samples its own plan and
 * trains on what it keeps, with the library's defaults, in a process of its own that is given one
 * {@link upft.bench.claim.ClaimJob} and answers with one {@link upft.bench.claim.ClaimResult}.
 */
package upft.bench.claim;
