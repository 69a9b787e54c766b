package upft.demo;

/**
 * What the demo model would do if it had learned its corpus perfectly, in closed form from the corpus's own shares. Held
 * beside measured figures it tests the whole pipeline, since here the truth is known.
 *
 * <p>Sampling at temperature T draws an alternative of probability p as if it had {@link #sharpened} probability s(p).
 * One round of training on unverified samples, learned fully, moves p to s(p), and sampling at T again gives s(s(p)).
 * The model's slips in arithmetic, which the corpus does not have, come on top: measured accuracies lie below these.
 *
 * @param careful probability, at temperature 1, of a careful opening on topics that look hard and on those that look easy
 * @param carefulRight probability, at temperature 1, that a careful solution ends in the right answer
 * @param hastyRight probability, at temperature 1, that a hasty one does
 */
public record DemoTruth(ByLook careful, double carefulRight, double hastyRight) {
    /** A figure for topics that look hard and one for those that look easy. */
    public record ByLook(double hard, double easy) {
        ByLook sharpened(double temperature) {
            return new ByLook(DemoTruth.sharpened(hard, temperature), DemoTruth.sharpened(easy, temperature));
        }

        /** The mean over questions, topics being equally frequent. */
        public double mean() {
            long hardTopics = Topics.ALL.stream()
                    .filter(topic -> topic.look() == Topic.Look.HARD)
                    .count();
            return (hardTopics * hard + (Topics.ALL.size() - hardTopics) * easy) / Topics.ALL.size();
        }
    }

    /** The base model. */
    public static DemoTruth base() {
        CorpusShares shares = CorpusShares.DEMO;
        return new DemoTruth(
                new ByLook(shares.carefulIfHard(), shares.carefulIfEasy()), shares.carefulRight(), shares.hastyRight());
    }

    /** s(p) = p^(1/T) / (p^(1/T) + (1-p)^(1/T)), the share of draws at temperature T of an alternative of probability p. */
    public static double sharpened(double p, double temperature) {
        double yes = Math.pow(p, 1 / temperature);
        double no = Math.pow(1 - p, 1 / temperature);
        return yes / (yes + no);
    }

    /** Shares of careful openings among samples at a temperature. */
    public ByLook carefulAt(double temperature) {
        return careful.sharpened(temperature);
    }

    /** Accuracy of samples at a temperature: b + (a - b) s(p), with a and b sharpened too, in the mean over questions. */
    public double accuracyAt(double temperature) {
        double a = sharpened(carefulRight, temperature);
        double b = sharpened(hastyRight, temperature);
        return b + (a - b) * carefulAt(temperature).mean();
    }

    /** Accuracy of greedy decoding: the limit of temperature 0. */
    public double greedyAccuracy() {
        return accuracyAt(0.01);
    }

    /** After one round of UPFT on samples at a temperature: the opening is sharpened, what follows is as it was. */
    public DemoTruth afterPrefixes(double temperature) {
        return new DemoTruth(careful.sharpened(temperature), carefulRight, hastyRight);
    }

    /** After one round of SFT on unverified samples at a temperature: every choice is sharpened. */
    public DemoTruth afterFullTraces(double temperature) {
        return new DemoTruth(
                careful.sharpened(temperature),
                sharpened(carefulRight, temperature),
                sharpened(hastyRight, temperature));
    }

    /** After one round of RFT: right traces alone are left, and careful ones weigh more as they are right more often. */
    public DemoTruth afterRightTraces(double temperature) {
        double a = sharpened(carefulRight, temperature);
        double b = sharpened(hastyRight, temperature);
        ByLook drawn = carefulAt(temperature);
        return new DemoTruth(new ByLook(given(drawn.hard(), a, b), given(drawn.easy(), a, b)), 1, 1);
    }

    /** Bayes: the share of careful traces among the right ones. */
    private static double given(double drawn, double a, double b) {
        return drawn * a / (drawn * a + (1 - drawn) * b);
    }
}
