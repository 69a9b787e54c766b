package upft.kernel.magic.commands;

import upft.kernel.magic.session.Settings;
import upft.recipe.Recipe;
import upft.recipe.Rft;
import upft.recipe.Sft;
import upft.recipe.Upft;

/** The recipes that magics know. */
enum RecipeName {
    UPFT {
        @Override
        Recipe make(Settings settings, long seed) {
            return Upft.prefix(settings.prefix())
                    .structure(settings.structure())
                    .upTo(settings.maxTokens())
                    .seed(seed);
        }
    },
    SFT {
        @Override
        Recipe make(Settings settings, long seed) {
            return Sft.upTo(settings.maxTokens());
        }
    },
    RFT {
        @Override
        Recipe make(Settings settings, long seed) {
            return Rft.samples(settings.rftSamples()).upTo(settings.maxTokens()).seed(seed);
        }
    };

    abstract Recipe make(Settings settings, long seed);
}
