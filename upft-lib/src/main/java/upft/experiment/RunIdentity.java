package upft.experiment;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import upft.data.ProblemSet;
import upft.io.Jsonl;
import upft.io.Sha256;
import upft.recipe.TrainingExample;
import upft.recipe.TrainingSet;
import upft.sampling.Trace;
import upft.sampling.Traces;
import upft.training.Identity;
import upft.training.TrainingSettings;

/** All that the result of a run depends on. */
final class RunIdentity {
    private static final int SHOWN_OF_A_HASH = 16;

    private RunIdentity() {}

    /** What is known before anything is sampled. */
    static Identity of(RunRequest request) {
        Method method = request.method();
        JsonObject sampling = Jsonl.toJson(method.sampling()).getAsJsonObject();
        sampling.remove("batchSize"); // It has no say in what is sampled.
        Identity identity = Identity.empty()
                .with(
                        "model",
                        request.base().name() + " (contents "
                                + start(request.base().contentHash()) + ")")
                .with("data", described(request.problems()))
                .with("recipe", RecipeFields.of(method.recipe()))
                .with("training", Jsonl.toJson(method.training()))
                .with("kept", request.options().kept().name());
        if (request.adjustment().isPresent()) {
            identity = identity.with("adjusted", request.adjustment().get().name());
        }
        identity = request.traces().isPresent()
                ? identity.with(
                        "traces",
                        "brought in (contents " + start(hash(request.traces().get())) + ")")
                : identity.with("sampling", sampling);
        return request.options().examination().isEmpty()
                ? identity
                : with(identity, request.options().examination().get());
    }

    private static Identity with(Identity identity, RunOptions.Examination held) {
        return identity.with("evaluation", "every " + held.every() + " steps on " + described(held.problems()))
                .with("evaluation", Jsonl.toJson(held.settings()));
    }

    /** With the examples, once they are made, and the settings that they are trained with. */
    static Identity with(Identity identity, TrainingSet examples, TrainingSettings settings) {
        return identity.with("training", Jsonl.toJson(settings))
                .with("training set", examples.size() + " examples (contents " + start(hash(examples)) + ")");
    }

    private static String described(ProblemSet problems) {
        return problems.name() + " (" + problems.size() + " problems, contents " + start(problems.hash()) + ")";
    }

    /** What was paid for them is left out. */
    static String hash(TrainingSet set) {
        MessageDigest digest = Sha256.start();
        for (TrainingExample example : set) {
            Sha256.add(digest, example.problemId());
            Sha256.add(digest, example.kind().name());
            Sha256.add(digest, bytes(example.promptIds()));
            Sha256.add(digest, bytes(example.responseIds()));
        }
        return Sha256.end(digest);
    }

    private static String hash(Traces traces) {
        MessageDigest digest = Sha256.start();
        for (Trace trace : traces) {
            Sha256.add(digest, trace.problem().id());
            Sha256.add(digest, trace.end().name());
            Sha256.add(digest, bytes(trace.ids()));
        }
        return Sha256.end(digest);
    }

    private static byte[] bytes(int[] ids) {
        ByteBuffer buffer = ByteBuffer.allocate(ids.length * Integer.BYTES);
        buffer.asIntBuffer().put(ids);
        return buffer.array();
    }

    private static String start(String hash) {
        return hash.substring(0, Math.min(SHOWN_OF_A_HASH, hash.length()));
    }
}
