package upft.training;

import com.google.gson.JsonObject;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import upft.io.AtomicDirectories;
import upft.io.FileErrors;
import upft.io.JsonFile;
import upft.io.Jsonl;
import upft.io.Sha256;
import upft.io.UserException;
import upft.model.TrainingRun;

/**
 * A training between two steps, as a directory: {@value #STATE} (weights and the optimiser's state), {@value #LOG} (the log so
 * far) and {@value #MANIFEST} (where it stands, of what training it is, size and SHA-256 of the other files). It appears whole
 * or not at all, and is read only if the manifest's sizes and hashes are those of the files.
 *
 * @param identity of the training; a checkpoint of another is no use
 */
public record Checkpoint(Path directory, Identity identity, TrainingPosition position, TrainingLog log) {
    private static final String FORMAT = "upft-checkpoint-1";
    private static final String STATE = "state.safetensors";
    private static final String LOG = "log.jsonl";
    private static final String MANIFEST = "checkpoint.json";
    private static final int BUFFER = 1 << 20;

    /** What the manifest says of a file. */
    private record Content(long bytes, String sha256) {}

    /** What the manifest says. */
    private record Manifest(
            String format, Map<String, String> identity, TrainingPosition position, Map<String, Content> files) {}

    /**
     * Writes a checkpoint; when this returns it is on the disk.
     *
     * @throws UserException if it cannot be written, as on a full disk; nothing of it is left then
     */
    static Checkpoint write(
            Path directory, Identity identity, TrainingPosition position, TrainingLog log, TrainingRun run) {
        AtomicDirectories.write(directory, "the checkpoint", partial -> {
            Map<String, Content> files = new LinkedHashMap<>();
            files.put(STATE, writeState(partial.resolve(STATE), run));
            log.save(partial.resolve(LOG));
            files.put(LOG, content(partial.resolve(LOG)));
            Manifest manifest = new Manifest(FORMAT, identity.parts(), position, files);
            Files.writeString(partial.resolve(MANIFEST), Jsonl.toJson(manifest).toString());
        });
        return new Checkpoint(directory, identity, position, log);
    }

    /**
     * Reads a checkpoint, all of it, to see that it is whole; its weights stay on the disk.
     *
     * @throws UserException if it is damaged, naming the file
     */
    static Checkpoint open(Path directory) {
        JsonFile json = JsonFile.read(directory.resolve(MANIFEST));
        Manifest manifest = manifest(json);
        manifest.files().forEach((name, expected) -> requireWhole(directory.resolve(name), expected));
        return new Checkpoint(
                directory,
                new Identity(manifest.identity()),
                manifest.position(),
                TrainingLog.load(directory.resolve(LOG)));
    }

    /** Brings a run to where this one was. */
    void restore(TrainingRun run) {
        Path state = directory.resolve(STATE);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(state), BUFFER)) {
            run.restore(in);
        } catch (IOException e) {
            throw cannotRead(state, e);
        }
    }

    private static Content writeState(Path file, TrainingRun run) throws IOException {
        MessageDigest digest = Sha256.start();
        try (OutputStream out =
                new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(file), digest), BUFFER)) {
            run.save(out);
        }
        return new Content(Files.size(file), Sha256.end(digest));
    }

    private static Manifest manifest(JsonFile json) {
        try {
            JsonObject object = json.object();
            Manifest manifest = Jsonl.fromJson(object, Manifest.class);
            if (FORMAT.equals(manifest.format()) && manifest.files() != null && manifest.position() != null) {
                return manifest;
            }
        } catch (RuntimeException e) {
            // Gson throws several kinds of them; all say that it is not what was written.
            throw damaged(json.file(), "it is no manifest", e);
        }
        throw damaged(json.file(), "it is of another format than " + FORMAT, null);
    }

    private static void requireWhole(Path file, Content expected) {
        try {
            long size = Files.size(file);
            if (size != expected.bytes()) {
                throw damaged(file, "it has " + size + " bytes instead of " + expected.bytes(), null);
            }
            if (!content(file).equals(expected)) {
                throw damaged(file, "its contents are not those that were written", null);
            }
        } catch (IOException e) {
            throw cannotRead(file, e);
        }
    }

    private static Content content(Path file) throws IOException {
        MessageDigest digest = Sha256.start();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return new Content(Files.size(file), Sha256.end(digest));
    }

    private static UserException damaged(Path file, String how, RuntimeException cause) {
        return new UserException(
                "The checkpoint's file " + file + " is damaged: " + how + ". Delete the checkpoint.", cause);
    }

    private static UserException cannotRead(Path file, IOException e) {
        return new UserException("Cannot read " + file + ": " + FileErrors.reason(e) + ". Delete the checkpoint.", e);
    }
}
