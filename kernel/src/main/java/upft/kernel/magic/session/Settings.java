package upft.kernel.magic.session;

import upft.demo.DemoModel;
import upft.demo.DemoSettings;
import upft.evaluation.EvaluationSettings;
import upft.model.LanguageModel;
import upft.recipe.Recipe;
import upft.recipe.Rft;
import upft.recipe.Upft;
import upft.sampling.SamplingSettings;
import upft.training.TrainingSettings;

/**
 * What magics use where their options say nothing.
 *
 * @param prefix t of UPFT, in tokens
 * @param structure p of UPFT, from 0 to 1
 * @param maxTokens tokens of a full trace at most
 * @param rftSamples K of RFT
 */
public record Settings(
        int prefix,
        double structure,
        int maxTokens,
        int rftSamples,
        SamplingSettings sampling,
        TrainingSettings training,
        EvaluationSettings evaluation) {
    /** t of the paper's Llama-3.1-8B-Instruct. */
    private static final int PAPER_PREFIX = 8;

    /** The paper's settings, before there is a model. */
    public static Settings paper() {
        return new Settings(
                PAPER_PREFIX,
                Upft.PAPER_STRUCTURE,
                Recipe.DEFAULT_MAX_TOKENS,
                Rft.PAPER_SAMPLES,
                SamplingSettings.defaults(),
                TrainingSettings.defaults(),
                EvaluationSettings.defaults());
    }

    /**
     * What suits a model: what its generation_config.json says of sampling and of the tokens of a response, else the paper's
     * settings, and no more tokens than its context. Evaluation samples at the same temperature.
     * For the demo model what was found on its development set.
     */
    public static Settings defaultsFor(LanguageModel model) {
        return model.name().equals(DemoModel.NAME) ? demo(DemoSettings.recommended()) : fromPaper(model);
    }

    /** What was found to suit the embedded model, or another that goes by its name. */
    private static Settings demo(DemoSettings demo) {
        return new Settings(
                demo.prefix(),
                demo.structure(),
                demo.maxTokens(),
                demo.rftSamples(),
                demo.sampling(),
                demo.training(),
                demo.evaluation());
    }

    private static Settings fromPaper(LanguageModel model) {
        Settings paper = paper();
        int longest = Math.min(model.generationConfig().maxNewTokens().orElse(paper.maxTokens), model.contextLength());
        SamplingSettings sampling = SamplingSettings.defaultsFor(model);
        double temperature = sampling.decoding().temperature();
        EvaluationSettings evaluation = paper.evaluation.withMaxTokens(longest);
        return new Settings(
                paper.prefix,
                paper.structure,
                longest,
                paper.rftSamples,
                sampling,
                paper.training,
                temperature > 0 ? evaluation.withTemperature(temperature) : evaluation);
    }

    /** Another prefix length. */
    public Settings withPrefix(int tokens) {
        return new Settings(tokens, structure, maxTokens, rftSamples, sampling, training, evaluation);
    }

    /** Another structure ratio. */
    public Settings withStructure(double share) {
        return new Settings(prefix, share, maxTokens, rftSamples, sampling, training, evaluation);
    }

    /** Another limit for full traces. */
    public Settings withMaxTokens(int tokens) {
        return new Settings(prefix, structure, tokens, rftSamples, sampling, training, evaluation);
    }

    /** Another K of RFT. */
    public Settings withRftSamples(int samples) {
        return new Settings(prefix, structure, maxTokens, samples, sampling, training, evaluation);
    }
}
