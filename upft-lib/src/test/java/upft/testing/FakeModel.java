package upft.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import upft.engine.Device;
import upft.io.AtomicFiles;
import upft.io.MemoryShortException;
import upft.model.Decoding;
import upft.model.DecodingSettings;
import upft.model.GenerationConfig;
import upft.model.LanguageModel;
import upft.model.LoraSettings;
import upft.model.TextTokenizer;
import upft.model.TrainingPlan;
import upft.model.TrainingRun;

/**
 * A language model without weights: a token is a character, 0 ends a response, and the next token is a function of the
 * context and the uniform number, as it is in a real one.
 */
public final class FakeModel extends LanguageModel {
    public static final int END = 0;

    /** The next token of a context that begins with a prompt of {@code promptLength} tokens. */
    @FunctionalInterface
    public interface NextToken {
        int of(int[] context, int promptLength, float uniform);
    }

    /** Letters, each equally likely, and one token in ten the end. */
    public static final NextToken RANDOM_LETTERS =
            (context, promptLength, u) -> u < 0.1 ? END : 'a' + (int) ((u - 0.1) / 0.9 * 26);

    private final String name;
    private final int contextLength;
    private final NextToken nextToken;

    /** The decodings that were opened, in order. */
    public final List<FakeDecoding> decodings = new ArrayList<>();

    /** The training runs that were begun. */
    public final List<FakeTrainingRun> runs = new ArrayList<>();

    /** Makes the training runs. */
    public Supplier<FakeTrainingRun> newRun = FakeTrainingRun::new;

    /** Sees each training run before it is begun. */
    public Consumer<FakeTrainingRun> beforeTraining = run -> {};

    /** Nanoseconds; a step of decoding takes {@code nanosAStep}. */
    public long clock;

    public long nanosAStep = 1_000_000;
    /** Of a token, whatever its context. */
    public IntToDoubleFunction logProb = id -> -id / 100f;

    /** Cuts, and no temperature. */
    public GenerationConfig generationConfig = new GenerationConfig(
            Optional.empty(),
            Optional.of(20),
            Optional.of(0.9),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());

    public boolean closed;

    /** How many tokens the rows of a decoding may have together, prompts included. */
    public int cachedTokens = Integer.MAX_VALUE;

    public FakeModel(String name, int contextLength, NextToken nextToken) {
        this.name = name;
        this.contextLength = contextLength;
        this.nextToken = nextToken;
    }

    public static FakeModel random() {
        return new FakeModel("fake", 1000, RANDOM_LETTERS);
    }

    /** Answers every prompt with the text that {@code answers} gives for it, and then ends. */
    public static FakeModel answering(UnaryOperator<String> answers) {
        return new FakeModel("fake", 1000, (context, promptLength, u) -> {
            String prompt = text(Arrays.copyOf(context, promptLength));
            String answer = answers.apply(prompt);
            int place = context.length - promptLength;
            return place < answer.length() ? answer.charAt(place) : END;
        });
    }

    public static int[] ids(String text) {
        return text.chars().toArray();
    }

    public static String text(int[] ids) {
        return Arrays.stream(ids)
                .filter(id -> id != END)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TextTokenizer tokenizer() {
        return new TextTokenizer() {
            @Override
            public int[] encode(String text) {
                return ids(text);
            }

            @Override
            public String decode(int[] ids) {
                return text(ids);
            }

            @Override
            public String spell(int[] ids) {
                return Arrays.stream(ids)
                        .mapToObj(id -> id == END ? "<end>" : Character.toString(id))
                        .collect(Collectors.joining());
            }

            @Override
            public int vocabularySize() {
                return 128;
            }
        };
    }

    @Override
    public int[] promptIds(String question) {
        return ids(question + ">");
    }

    @Override
    public Set<Integer> endTokens() {
        return Set.of(END);
    }

    @Override
    public GenerationConfig generationConfig() {
        return generationConfig;
    }

    @Override
    public int contextLength() {
        return contextLength;
    }

    @Override
    public float[][] logits(int[] ids) {
        throw new UnsupportedOperationException("a fake has no logits");
    }

    @Override
    public Decoding decode(Decoding.Room room, int[] beginning, DecodingSettings settings) {
        FakeDecoding decoding = new FakeDecoding(room.rows(), beginning, settings);
        decodings.add(decoding);
        return decoding;
    }

    @Override
    public void requireTrainable(TrainingPlan plan) {
        // All that can be asked for can be done by who does nothing.
    }

    @Override
    public TrainingRun beginTraining(TrainingPlan plan) {
        FakeTrainingRun run = newRun.get();
        beforeTraining.accept(run);
        runs.add(run);
        return run;
    }

    @Override
    public Optional<LoraSettings> adapter() {
        return Optional.empty();
    }

    @Override
    public LanguageModel withAdapter(Path directory) {
        throw new UnsupportedOperationException("a fake has no weights");
    }

    @Override
    public LanguageModel plain() {
        return this;
    }

    @Override
    public LanguageModel named(String newName) {
        throw new UnsupportedOperationException("a fake has its own name");
    }

    @Override
    public LanguageModel merged(String newName) {
        throw new UnsupportedOperationException("a fake has no weights");
    }

    /** Writes its name; no other model can be loaded from there. */
    @Override
    public void save(Path directory) {
        AtomicFiles.writeString(directory.resolve("name.txt"), name);
    }

    @Override
    public String contentHash() {
        return "hash of " + name;
    }

    @Override
    public long parameters() {
        return 1_000_000;
    }

    @Override
    public Device device() {
        return Device.CPU;
    }

    @Override
    public long nativeBytes() {
        return 4_000_000;
    }

    @Override
    public long sharedBytes() {
        return 0;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Holds contexts as plain arrays and refuses what a real decoding would refuse. */
    public final class FakeDecoding implements Decoding {
        private List<int[]> contexts = new ArrayList<>();
        private List<Integer> promptLengths = new ArrayList<>();
        private final int room;

        /** A prompt for each row that ever came in. */
        public final List<int[]> prompts = new ArrayList<>();

        public final int[] beginning;
        public final DecodingSettings settings;

        /** [rows, steps] of each call. */
        public final List<List<Integer>> calls = new ArrayList<>();

        public boolean closed;

        private FakeDecoding(int room, int[] beginning, DecodingSettings settings) {
            this.room = room;
            this.beginning = beginning;
            this.settings = settings;
        }

        @Override
        public void admit(List<Prompt> more, Runnable beforeEachPiece) {
            requireMemory(more.stream()
                    .mapToInt(prompt -> prompt.rows() * prompt.ids().length)
                    .sum());
            for (Prompt prompt : more) {
                beforeEachPiece.run();
                boolean continues = prompt.ids().length >= beginning.length + (beginning.length == 0 ? 1 : 2)
                        && Arrays.mismatch(Arrays.copyOf(prompt.ids(), beginning.length), beginning) < 0;
                if (!continues || rows() + prompt.rows() > room || prompt.ids().length >= contextLength) {
                    throw new IllegalArgumentException("a prompt that cannot come in");
                }
                for (int row = 0; row < prompt.rows(); row++) {
                    prompts.add(prompt.ids());
                    contexts.add(prompt.ids());
                    promptLengths.add(prompt.ids().length);
                }
            }
        }

        private void requireMemory(int more) {
            int tokens =
                    more + contexts.stream().mapToInt(context -> context.length).sum();
            if (tokens > cachedTokens) {
                throw new MemoryShortException("no memory for " + tokens + " tokens");
            }
        }

        @Override
        public void reserve(int steps) {
            requireMemory(steps * rows());
        }

        @Override
        public int rows() {
            return contexts.size();
        }

        @Override
        public Chunk next(int steps, float[] uniforms) {
            boolean fits = contexts.stream().allMatch(context -> context.length + steps <= contextLength);
            if (steps < 1 || !fits || uniforms.length != steps * rows() || closed) {
                throw new IllegalArgumentException(steps + " steps");
            }
            calls.add(List.of(rows(), steps));
            clock += steps * nanosAStep;
            int[][] ids = new int[rows()][steps];
            float[][] logProbs = new float[rows()][steps];
            float[][] samplingLogProbs = new float[rows()][steps];
            List<int[]> longer = new ArrayList<>();
            for (int row = 0; row < rows(); row++) {
                int[] context = contexts.get(row);
                for (int step = 0; step < steps; step++) {
                    int id = nextToken.of(context, promptLengths.get(row), uniforms[row * steps + step]);
                    ids[row][step] = id;
                    logProbs[row][step] = (float) logProb.applyAsDouble(id);
                    samplingLogProbs[row][step] = logProbs[row][step] / 2;
                    context = Arrays.copyOf(context, context.length + 1);
                    context[context.length - 1] = id;
                }
                longer.add(context);
            }
            contexts = longer;
            return new Chunk(ids, logProbs, samplingLogProbs);
        }

        @Override
        public void keep(int[] rows) {
            contexts =
                    new ArrayList<>(Arrays.stream(rows).mapToObj(contexts::get).toList());
            promptLengths = new ArrayList<>(
                    Arrays.stream(rows).mapToObj(promptLengths::get).toList());
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
