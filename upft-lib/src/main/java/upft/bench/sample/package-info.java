/**
 * {@code upft bench sample}: how fast traces are sampled, beside other programs that sample from the same model. Each
 * measurement is a process of its own that is given one {@link upft.bench.sample.SampleJob} and answers with one
 * {@link upft.bench.sample.SampleResult}, ours as well as the rivals', whose programs lie among the resources.
 */
package upft.bench.sample;
