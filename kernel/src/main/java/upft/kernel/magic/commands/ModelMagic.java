package upft.kernel.magic.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import upft.catalog.Models;
import upft.demo.DemoModel;
import upft.engine.DType;
import upft.engine.Device;
import upft.experiment.RunOptions;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.OptionValue;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Places;
import upft.kernel.magic.session.Session;
import upft.model.GenerationConfig;
import upft.model.LanguageModel;
import upft.model.Placement;

/** {@code %model}: the model that all else starts from. */
@Command(
        name = "model",
        description = {
            "Load the model that is sampled and trained, or show it.",
            "What was made with the model before it (traces, trained models, scores) is dropped and its memory given back."
        })
final class ModelMagic implements Magic<LanguageModel> {
    private static final long BYTES_A_MEGABYTE = 1_000_000;

    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description =
                    "\"demo\", or a Hugging Face directory ($NAME and ~ work). Without it: show the model there is.")
    private String place;

    @Option(
            names = "--adapter",
            paramLabel = "DIR",
            description =
                    "A LoRA adapter on top of the model: a directory as PEFT writes it, or model/ of a run that was trained"
                            + " with --lora.")
    private String adapter;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "auto",
            completionCandidates = Devices.class,
            description =
                    "auto, cpu, or cuda:N for the GPU of that number (default: auto, a GPU where there is one). What is"
                            + " sampled and trained from the model is there too.")
    private String device;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            defaultValue = "FLOAT32",
            description = "How weights are kept and computed with: float32, float16 or bfloat16; float64 is for tests"
                    + " (default: float32). Training is float32 at least.")
    private DType dtype;

    @Option(
            names = "--cache-memory",
            paramLabel = "MB",
            converter = OptionValue.Count.class,
            description =
                    "Memory for keys and values while sampling, in megabytes (default: 70%% of what is free when it"
                            + " begins). Where it is short, fewer rows are decoded together.")
    private Integer cacheMegabytes;

    /** What is offered for completion; other GPUs have their numbers. */
    static final class Devices extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Devices() {
            super(List.of("auto", "cpu", "cuda:0"));
        }
    }

    @Override
    public Class<LanguageModel> resultType() {
        return LanguageModel.class;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "%model demo",
                "%model ~/models/SmolLM2-135M-Instruct",
                "%model ~/models/SmolLM2-135M-Instruct --adapter runs/upft/model",
                "%model ~/models/Qwen2.5-Math-7B-Instruct --device cuda:0 --dtype bfloat16",
                "var model = %model demo");
    }

    @Override
    public Outcome<LanguageModel> run(MagicRun run) {
        Session session = run.session();
        if (place == null) {
            return said(session.model());
        }
        Optional<Path> top = Optional.ofNullable(adapter)
                .map(typed -> Path.of(Places.toRead(typed, session)).toAbsolutePath());
        String resolved = Places.toRead(place, session);
        Placement placement = placement();
        LanguageModel model = Models.load(resolved, top, placement);
        int dropped = session.runs().size();
        session.use(model, new RunOptions.Place(placeOf(resolved), top, placement));
        return said(model)
                .saying(
                        dropped == 0
                                ? ""
                                : "Dropped what was trained from the model before it: " + dropped + " models.")
                .twin("var model = Models.load(" + Code.string(resolved) + code(top) + code(placement, top) + ");");
    }

    /** As it can be found from any directory. */
    private static String placeOf(String resolved) {
        return resolved.equals(DemoModel.NAME)
                ? resolved
                : Path.of(resolved).toAbsolutePath().toString();
    }

    private Placement placement() {
        Placement placement = Placement.AUTO.on(Device.parse(device)).as(dtype);
        return cacheMegabytes == null ? placement : placement.withCacheBytes(cacheMegabytes * BYTES_A_MEGABYTE);
    }

    private static String code(Optional<Path> top) {
        return top.map(path -> ", Optional.of(Path.of(" + Code.string(path.toString()) + "))")
                .orElse("");
    }

    /** As a Java argument; what is the default is left out, unless there is an adapter before it. */
    private static String code(Placement placement, Optional<Path> top) {
        if (placement.equals(Placement.AUTO)) {
            return top.isPresent() ? ", Placement.AUTO" : "";
        }
        String device = placement.device().equals(Device.AUTO)
                ? ""
                : ".on(Device.parse(" + Code.string(placement.device().toString()) + "))";
        String dtype = placement.dtype() == DType.FLOAT32 ? "" : ".as(DType." + placement.dtype() + ")";
        String bytes = placement.cacheBytes().isEmpty()
                ? ""
                : ".withCacheBytes(" + placement.cacheBytes().getAsLong() + "L)";
        return ", Placement.AUTO" + device + dtype + bytes;
    }

    private static Outcome<LanguageModel> said(LanguageModel model) {
        return Outcome.of(model, described(model)).saying(generation(model)).saying(unsupported(model));
    }

    private static String described(LanguageModel model) {
        return String.format(
                Locale.ROOT,
                "Model %s: vocabulary %,d, context %,d tokens, %.1f MB of weights on %s%s",
                model.name(),
                model.tokenizer().vocabularySize(),
                model.contextLength(),
                model.nativeBytes() / 1e6,
                model.device(),
                model.adapter().map(lora -> ", with an adapter (" + lora + ")").orElse(""));
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
