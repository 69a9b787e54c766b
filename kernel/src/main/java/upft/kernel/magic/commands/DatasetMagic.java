package upft.kernel.magic.commands;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import upft.catalog.Datasets;
import upft.data.Dataset;
import upft.data.ProblemSet;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.OptionValue;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Places;
import upft.kernel.magic.session.Session;

/** {@code %dataset}: the problems to train and to be measured on. */
@Command(
        name = "dataset",
        description = {
            "Load the problems to train on and to be measured on, or show them.",
            "Traces and scores of other problems are dropped; trained models stay."
        })
final class DatasetMagic implements Magic<Dataset> {
    @Parameters(
            arity = "0..1",
            paramLabel = "DATASET",
            description =
                    "\"demo\", a JSONL file with question and answer, or a directory with train.jsonl and test.jsonl"
                            + " ($NAME and ~ work). Without it: show the data set there is.")
    private String place;

    @Option(
            names = "--take",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "Train on the first N problems only.")
    private Integer take;

    @Option(
            names = "--test-take",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "Measure on the first N problems of dev and of test only.")
    private Integer testTake;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Shuffle each part by this seed before taking from it; without it the order of the files stays.")
    private Long seed;

    @Override
    public Class<Dataset> resultType() {
        return Dataset.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%dataset demo", "%dataset demo --take 400 --test-take 500", "%dataset data/gsm8k --seed 1");
    }

    @Override
    public Outcome<Dataset> run(MagicRun run) {
        Session session = run.session();
        if (place == null) {
            return Outcome.of(session.dataset(), "Data set " + session.dataset());
        }
        String resolved = Places.toRead(place, session);
        Dataset all = Datasets.load(resolved);
        Dataset dataset = new Dataset(
                all.name(),
                part(all.train(), take),
                part(all.dev(), testTake),
                part(all.test(), testTake),
                all.duplicatesDropped());
        session.use(dataset);
        return Outcome.of(dataset, "Data set " + dataset)
                .twin("var data = Datasets.load(" + Code.string(resolved) + ");")
                .twin("ProblemSet train = data.train()" + partCode(take) + ", dev = data.dev()" + partCode(testTake)
                        + ", test = data.test()" + partCode(testTake) + ";");
    }

    private ProblemSet part(ProblemSet set, Integer count) {
        ProblemSet ordered = seed == null ? set : set.shuffle(seed);
        return count == null ? ordered : ordered.take(count);
    }

    private String partCode(Integer count) {
        return (seed == null ? "" : ".shuffle(" + seed + ")") + (count == null ? "" : ".take(" + count + ")");
    }
}
