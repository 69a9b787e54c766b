package upft.bench.claim;

import java.util.List;
import upft.data.Problem;

/**
 * What a process is to do.
 *
 * @param model a Hugging Face directory
 * @param problems with their reference answers, which RFT alone looks at
 * @param contestant the method
 * @param maxTokens of a whole trace
 */
record ClaimJob(String model, List<Problem> problems, Contestant contestant, int maxTokens) {}
