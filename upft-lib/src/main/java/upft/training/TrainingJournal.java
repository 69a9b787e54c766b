package upft.training;

import java.nio.file.Path;
import upft.io.JsonRecord;
import upft.io.JsonlJournal;

/**
 * Writes a training's log as it goes on, a line at a time, so that a process that is killed loses none of it.
 * {@link TrainingLog#load} reads it, also meanwhile.
 */
public final class TrainingJournal implements TrainingListener, AutoCloseable {
    private final Path path;
    private JsonlJournal file;

    /** @param path is written when the training begins; what a training before it left there is replaced */
    public TrainingJournal(Path path) {
        this.path = path;
    }

    /** Steps behind the checkpoint that the training goes on from are made again, and so are their lines. */
    @Override
    public void began(TrainingLog soFar) {
        soFar.save(path);
        file = JsonlJournal.open(path, TrainingLogFiles.header(soFar), new Ignored());
    }

    @Override
    public void stepped(TrainingStep step) {
        file.append(TrainingLogFiles.line(step));
    }

    @Override
    public void skipped(int step) {
        file.append(TrainingLogFiles.skippedLine(step));
    }

    @Override
    public void examined(Exam exam) {
        file.append(TrainingLogFiles.line(exam));
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }

    /** What was just written need not be read. */
    private static final class Ignored implements JsonlJournal.Contents {
        @Override
        public void header(JsonRecord header) {}

        @Override
        public void line(JsonRecord line) {}
    }
}
