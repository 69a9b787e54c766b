package upft.demo;

/**
 * How the solutions of the corpus are mixed. These are the truth that everything measured on the demo model can be held
 * against; see {@link DemoTruth}.
 *
 * @param carefulIfHard share of careful openings where the topic looks hard
 * @param carefulIfEasy share of careful openings where the topic looks easy
 * @param carefulRight share of right answers among careful solutions
 * @param hastyRight share of right answers among hasty solutions
 * @param withTaskTemplate share of examples whose question ends in UPFT's task template
 * @param firstStepOnly share of those that answer it with the first step alone
 */
record CorpusShares(
        double carefulIfHard,
        double carefulIfEasy,
        double carefulRight,
        double hastyRight,
        double withTaskTemplate,
        double firstStepOnly) {
    static final CorpusShares DEMO = new CorpusShares(0.66, 0.44, 0.88, 0.25, 0.2, 0.5);

    double careful(Topic.Look look) {
        return look == Topic.Look.HARD ? carefulIfHard : carefulIfEasy;
    }
}
