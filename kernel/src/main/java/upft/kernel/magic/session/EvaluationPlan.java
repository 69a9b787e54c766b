package upft.kernel.magic.session;

import upft.data.ProblemSet;
import upft.evaluation.EvaluationSettings;

/** On what and how models are scored. Only scores of one plan are compared with each other. */
public record EvaluationPlan(ProblemSet problems, EvaluationSettings settings) {}
