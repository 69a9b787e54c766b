package upft.kernel.magic.commands;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import upft.catalog.Models;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Session;
import upft.model.GenerationConfig;
import upft.model.LanguageModel;

/** {@code %model}: the model that all else starts from. */
@Command(
        name = "model",
        description = {
            "Load the model that is sampled and trained, or show it.",
            "What was made with the model before it (traces, trained models, scores) is dropped and its memory given back."
        })
final class ModelMagic implements Magic<LanguageModel> {
    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description =
                    "\"demo\", or a Hugging Face directory ($NAME and ~ work). Without it: show the model there is.")
    private String place;

    @Override
    public Class<LanguageModel> resultType() {
        return LanguageModel.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%model demo", "%model ~/models/SmolLM2-135M-Instruct", "var model = %model demo");
    }

    @Override
    public Outcome<LanguageModel> run(MagicRun run) {
        Session session = run.session();
        if (place == null) {
            return said(session.model());
        }
        String resolved = Places.toRead(place, session);
        LanguageModel model = Models.load(resolved);
        int dropped = session.runs().size();
        session.use(model);
        return said(model)
                .saying(
                        dropped == 0
                                ? ""
                                : "Dropped what was trained from the model before it: " + dropped + " models.")
                .twin("var model = Models.load(" + Code.string(resolved) + ");");
    }

    private static Outcome<LanguageModel> said(LanguageModel model) {
        return Outcome.of(model, described(model)).saying(generation(model)).saying(unsupported(model));
    }

    private static String described(LanguageModel model) {
        return String.format(
                Locale.ROOT,
                "Model %s: vocabulary %,d, context %,d tokens, %.1f MB of weights",
                model.name(),
                model.tokenizer().vocabularySize(),
                model.contextLength(),
                model.nativeBytes() / 1e6);
    }

    /** What of sampling is the model's own wish, as it comes before the paper's settings. */
    private static String generation(LanguageModel model) {
        GenerationConfig config = model.generationConfig();
        String asked = config.toString();
        return asked.isEmpty() ? "" : "Its generation_config.json asks for " + asked + ".";
    }

    private static String unsupported(LanguageModel model) {
        List<String> fields = model.generationConfig().unsupported();
        return fields.isEmpty()
                ? ""
                : "Not supported, and not heeded, of its generation_config.json: " + String.join(", ", fields) + ".";
    }
}
