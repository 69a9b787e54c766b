package upft.kernel.magic.commands;

import picocli.CommandLine.Option;
import upft.io.UserException;
import upft.kernel.magic.OptionValue;
import upft.model.LanguageModel;
import upft.recipe.Cut;
import upft.recipe.Keep;
import upft.recipe.Recipe;
import upft.recipe.Rft;
import upft.recipe.Sft;
import upft.recipe.StructureShare;
import upft.recipe.Unended;
import upft.recipe.Upft;

/** Options that say which traces a recipe trains on, and in which form. */
final class RecipeOptions {
    private static final String UPFT = "upft";

    @Option(
            names = "--authors",
            description = "upft as in the authors' code: --structure-from last --cut words --prefix-end.")
    private boolean authors;

    @Option(
            names = "--structure-from",
            paramLabel = "WHICH",
            description = "Which problems' whole traces upft trains on: a random share (default), or the last.")
    private StructureShare.Choice structureFrom;

    @Option(
            names = "--cut",
            paramLabel = "BY",
            description = "Cut upft's prefixes by tokens as they were sampled (default), or by words: whole traces are"
                    + " sampled then, and their text is encoded again.")
    private Cut cut;

    @Option(
            names = "--prefix-end",
            description = "Put the tokenizer's end token after each prefix that was cut, and train on it.")
    private boolean prefixEnd;

    @Option(
            names = "--label-filter",
            description = "upft on right traces only: --samples whole traces a problem are sampled, and one with the"
                    + " reference answer is cut.")
    private boolean labelFilter;

    @Option(
            names = "--correct",
            paramLabel = "WHICH",
            description = "Right traces a problem that rft trains on: one (default), or all that are distinct.")
    private Keep keep;

    @Option(
            names = "--keep-unfinished",
            description = "Train on whole traces that reached --max-tokens too, as far as they go.")
    private boolean keepUnfinished;

    @Option(
            names = "--max-length",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description =
                    "Leave out examples of more than N tokens, prompt and response (default: the model's context).")
    private Integer maxLength;

    /**
     * The recipe with these options.
     *
     * @param samples K of the label filter
     * @throws UserException if one of them is none of this recipe
     */
    Recipe over(Recipe recipe, int samples, LanguageModel model) {
        refuseOthers(recipe);
        if (recipe instanceof Upft upft) {
            return over(upft, samples, model);
        }
        if (recipe instanceof Rft rft) {
            Rft kept = keep == null ? rft : rft.keep(keep);
            return maxLength == null ? kept : kept.maxLength(maxLength);
        }
        Sft sft = ((Sft) recipe).unended(unended());
        return maxLength == null ? sft : sft.maxLength(maxLength);
    }

    private Upft over(Upft upft, int samples, LanguageModel model) {
        if (labelFilter && keepUnfinished) {
            throw new UserException(
                    "--label-filter keeps traces that ended with the right answer, and --keep-unfinished"
                            + " others. Leave one of them out.");
        }
        Upft result = authors ? upft.asInTheAuthorsCode(endToken(model)) : upft;
        result = structureFrom == null ? result : result.structureFrom(structureFrom);
        result = cut == null ? result : result.cut(cut);
        result = prefixEnd ? result.endToken(endToken(model)) : result;
        result = labelFilter ? result.labelFilter(samples) : result;
        result = maxLength == null ? result : result.maxLength(maxLength);
        return result.unended(unended());
    }

    private Unended unended() {
        return keepUnfinished ? Unended.KEEP : Unended.LEAVE_OUT;
    }

    private int endToken(LanguageModel model) {
        return model.endToken()
                .orElseThrow(() -> new UserException("The model " + model.name()
                        + " has no end token to put after a prefix. Leave out --prefix-end and --authors."));
    }

    private void refuseOthers(Recipe recipe) {
        String name = recipe.name();
        if (!name.equals(UPFT)) {
            refuse(authors, "--authors", UPFT, name);
            refuse(structureFrom != null, "--structure-from", UPFT, name);
            refuse(cut != null, "--cut", UPFT, name);
            refuse(prefixEnd, "--prefix-end", UPFT, name);
            refuse(labelFilter, "--label-filter", UPFT, name);
        }
        if (recipe instanceof Rft) {
            refuse(keepUnfinished, "--keep-unfinished", "upft and sft", name);
        } else {
            refuse(keep != null, "--correct", "rft", name);
        }
    }

    private static void refuse(boolean given, String option, String owner, String recipe) {
        if (given) {
            throw new UserException(
                    option + " is an option of " + owner + ", and has no meaning for " + recipe + ". Leave it out.");
        }
    }
}
