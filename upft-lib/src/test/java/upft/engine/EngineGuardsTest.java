package upft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.IValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is given to a script method, the answer is a Java exception and the engine lives on. The methods, and what can be
 * wrong with a call of each, are taken from the scripts themselves, so that none is forgotten.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineGuardsTest {
    private static final int[] IDS = {3, 14, 15, 9, 26};
    private static final TokenChoice CHOICE = new TokenChoice(TinyDecoders.VOCABULARY, 1, 1, 0, 1, 0);

    private final Engine engine = new Engine(Device.CPU);
    private DecoderModule module;
    private ScriptModule roofline;
    private IValue cache;
    private float[][] before;

    @BeforeAll
    void open() {
        module = TinyDecoders.random(engine, TinyDecoders.PLAIN, DType.FLOAT32);
        roofline = ScriptModule.load(engine, Roofline.script());
        before = module.logits(IDS);
        cache = engine.call(() -> {
            try (ScriptCall call = module.script().method("open_cache")) {
                return call.integer(4).integer(0).integers().run();
            }
        });
    }

    @AfterAll
    void theEngineLivesOn() {
        assertArrayEquals(before, module.logits(IDS));
        engine.call(() -> {
            cache.close();
            return null;
        });
        roofline.close();
        module.close();
    }

    Stream<String> methods() {
        return Stream.concat(module.script().signatures().keySet().stream(), roofline.signatures().keySet().stream());
    }

    @Test
    void scriptsDescribeTheMethodsThatJavaCallsAndNoOthers() throws IOException {
        Pattern call = Pattern.compile("\\b(?:method|track|readRows|setRows|best|change)\\([^\"()]*\"(\\w+)\"");
        Set<String> called = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/upft/engine"))) {
            for (Path source : sources.toList()) {
                Matcher matcher = call.matcher(Files.readString(source));
                while (matcher.find()) {
                    called.add(matcher.group(1));
                }
            }
        }
        assertEquals(called, new TreeSet<>(methods().toList()));
    }

    /** So that what is refused below is refused for what was spoiled. */
    @ParameterizedTest
    @MethodSource("methods")
    void argumentsThatFitAreNotRefused(String method) {
        List<Signature.Argument> described = good(method).stream()
                .map(each -> each == cache ? given(method) : described(each))
                .toList();
        script(method).signatures().get(method).check(described, Map.of("vocabulary", 2));
    }

    private Signature.Argument given(String method) {
        return Signature.Argument.given(parameters(method).get(0).kind());
    }

    private static Signature.Argument described(Object argument) {
        if (argument instanceof Long number) {
            return Signature.Argument.integer(number);
        } else if (argument instanceof long[] numbers) {
            return Signature.Argument.integers(numbers);
        } else if (argument instanceof Floats floats) {
            return Signature.Argument.reals("float32", floats.shape());
        } else if (argument instanceof double[] numbers) {
            return Signature.Argument.reals("float64", new long[] {numbers.length});
        }
        return Signature.Argument.real();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void anArgumentTooFewOrTooManyIsRefused(String method) {
        List<Object> good = good(method);
        assertRefused(method, "arguments", with(good, good.size(), 1L));
        if (!good.isEmpty()) {
            assertRefused(method, "arguments", good.subList(0, good.size() - 1));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void anArgumentOfAnotherKindIsRefused(String method) {
        List<Object> good = good(method);
        for (int i = 0; i < good.size(); i++) {
            Object other = good.get(i) instanceof Long ? (Object) 1.5 : 1L;
            assertRefused(method, parameters(method).get(i).name(), with(good, i, other));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aTensorOfAnotherTypeIsRefused(String method) {
        List<Object> good = good(method);
        for (int i = 0; i < good.size(); i++) {
            Signature.Parameter parameter = parameters(method).get(i);
            if (parameter.tensor().isPresent()) {
                for (Object other : List.of(new long[] {1}, new Floats(1), new double[] {1})) {
                    if (!other.getClass().equals(good.get(i).getClass())) {
                        assertRefused(method, parameter.name() + " of " + method + " is ", with(good, i, other));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aTensorOfAnotherSizeThanItsLikeIsRefused(String method) {
        List<Object> good = good(method);
        for (int i = 0; i < good.size(); i++) {
            if (good.get(i) instanceof long[] numbers && mustFit(method, i)) {
                Object longer = Arrays.copyOf(numbers, numbers.length + 1);
                assertRefused(method, " of " + method + " is ", with(good, i, longer));
            }
            if (good.get(i) instanceof Floats && mustFit(method, i)) {
                assertRefused(method, " of " + method + " is ", with(good, i, new Floats(3, 2)));
                assertRefused(method, " of " + method + " is ", with(good, i, new Floats(1, 1, 1)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void numbersOutOfRangeAreRefused(String method) {
        List<Object> good = good(method);
        for (int i = 0; i < good.size(); i++) {
            Optional<String> bound = parameters(method).get(i).tensor().flatMap(Signature.Tensor::bound);
            if (bound.isPresent()) {
                for (long wrong : new long[] {-1, 1 << 20, Long.MIN_VALUE, Long.MAX_VALUE}) {
                    long[] numbers = ((long[]) good.get(i)).clone();
                    numbers[numbers.length - 1] = wrong;
                    assertRefused(method, "not " + wrong, with(good, i, numbers));
                }
            }
        }
    }

    /** What Java gives to the methods by itself. */
    @Test
    void publicMethodsRefuseWhatTheirScriptsCannotTake() {
        WeightLayout.Slot slot = module.layout().slot("model.norm.weight");
        WeightLayout.Slot alien = new WeightLayout.Slot(slot.name(), 99, 0, 16, 0);
        int[] outside = {1, TinyDecoders.VOCABULARY};
        try (DecoderTraining training = DecoderTraining.ofWeights(module, Activations.RECOMPUTED);
                KeyValueCache rows =
                        new KeyValueCache(module, CHOICE, new int[0], CacheRoom.of(2, 8, Long.MAX_VALUE))) {
            rows.admit(List.of(IDS), new int[] {1}, () -> {});
            Map<String, Executable> calls = new TreeMap<>();
            calls.put("fill, of another model", () -> module.fill(alien, 0, new float[16]));
            calls.put("fill, no whole row", () -> module.fill(slot, 0, new float[0]));
            calls.put("fill, beyond the end", () -> module.fill(slot, Integer.MAX_VALUE, new float[16]));
            calls.put("fill, a buffer on the heap", () -> module.fill(slot, 0, ByteBuffer.allocate(64)));
            calls.put("fill, half a number", () -> module.fill(slot, 0, ByteBuffer.allocateDirect(66)));
            calls.put("fill, a buffer of too many rows", () -> module.fill(slot, 0, ByteBuffer.allocateDirect(68)));
            calls.put(
                    "fill, from the middle on",
                    () -> module.fill(slot, 0, ByteBuffer.allocateDirect(128).position(64)));
            calls.put("read, of another model", () -> module.read(alien, 0, 16));
            calls.put("read, before the beginning", () -> module.read(slot, -1, 1));
            calls.put("gradient, of another model", () -> training.gradient(alien));
            calls.put("state, of another model", () -> training.read(DecoderTraining.Part.MEANS, alien, 0, 16));
            calls.put("state, beyond the end", () -> training.read(DecoderTraining.Part.MEANS, slot, 15, 2));
            calls.put("state, no whole row", () -> training.fill(DecoderTraining.Part.WEIGHTS, slot, 0, new double[0]));
            calls.put("logits, none", () -> module.logits(new int[0]));
            calls.put("logits, outside", () -> module.logits(outside));
            calls.put("precise logits, outside", () -> module.preciseLogits(new int[] {-1}));
            calls.put("accumulate, no rows", () -> training.accumulate(batch(List.of(), 0, 1)));
            calls.put("accumulate, an empty row", () -> training.accumulate(batch(List.of(new int[0]), 0, 1)));
            calls.put("accumulate, ids outside", () -> training.accumulate(batch(List.of(outside), 0, 1)));
            calls.put("accumulate, targets outside", () -> training.accumulate(batch(List.of(IDS), 0, 31)));
            calls.put("accumulate, sources outside", () -> training.accumulate(batch(List.of(IDS), 5, 1)));
            calls.put(
                    "accumulate, of unequal sizes",
                    () -> training.accumulate(new DecoderTraining.Batch(
                            List.of(IDS), new int[] {0, 1}, new int[] {1, 2}, new float[] {1})));
            calls.put("cache, no room", () -> new KeyValueCache(module, CHOICE, new int[0], CacheRoom.of(0, 1, 1)));
            calls.put(
                    "cache, beginning outside",
                    () -> new KeyValueCache(module, CHOICE, outside, CacheRoom.of(1, 8, 1)));
            calls.put("admit, outside", () -> rows.admit(List.of(outside), new int[] {1}, () -> {}));
            calls.put("admit, too many", () -> rows.admit(List.of(IDS), new int[] {2}, () -> {}));
            calls.put("next, no steps", () -> rows.next(0, new float[0]));
            calls.put("next, too few numbers", () -> rows.next(2, new float[1]));
            calls.put("keep, outside", () -> rows.keep(new int[] {1}));
            calls.forEach((name, call) -> assertThrows(IllegalArgumentException.class, call, name));
            assertEquals(1, rows.next(1, new float[1]).ids().length);
        }
    }

    /** What no signature can tell fails in libtorch, which says so by an exception. */
    @Test
    void whatFailsWithinAScriptIsAnExceptionAndLeavesGradientsOff() {
        assertThrows(EngineException.class, () -> run(module.script(), "read_weight", List.of(new long[] {99, 0, 1})));
        assertThrows(EngineException.class, () -> run(module.script(), "read_weight", List.of(new long[] {0, 0, 99})));
        assertThrows(
                EngineException.class,
                () -> run(module.script(), "move", List.of(cache, new long[] {9}, new long[] {0})));
        // Three places are no two rows: known only after gradients were switched on.
        List<Object> uneven = new ArrayList<>(List.of(
                new long[3], new long[3], new long[] {3, 3, 3}, new long[] {2}, new long[3], new long[3], new long[1]));
        uneven.addAll(List.of(new long[1], new Floats(1), new long[2], new long[1]));
        try (DecoderTraining training = DecoderTraining.ofWeights(module, Activations.RECOMPUTED)) {
            assertThrows(EngineException.class, () -> run(training.script(), "accumulate", uneven));
            assertTrue(!Gradients.areOn(engine), "gradients are on");
        }
    }

    @Test
    void callsOfOtherThreadsAndOfUnknownMethodsAreRefused() {
        assertThrows(IllegalStateException.class, () -> module.script().method("logits"));
        assertThrows(
                IllegalArgumentException.class,
                () -> engine.call(() -> module.script().method("embed")));
        assertThrows(
                IllegalArgumentException.class,
                () -> engine.call(() -> module.script().method("run")));
    }

    private static DecoderTraining.Batch batch(List<int[]> inputs, int source, int target) {
        return new DecoderTraining.Batch(inputs, new int[] {source}, new int[] {target}, new float[] {1});
    }

    private ScriptModule script(String method) {
        return module.script().signatures().containsKey(method) ? module.script() : roofline;
    }

    private List<Signature.Parameter> parameters(String method) {
        return script(method).signatures().get(method).parameters();
    }

    /** Whether a tensor's size is fixed, or that of another argument; one that nothing else refers to cannot be wrong. */
    private boolean mustFit(String method, int parameter) {
        List<String> sizes = sizes(parameters(method).get(parameter));
        boolean shared = parameters(method).stream()
                        .filter(each -> !Collections.disjoint(sizes(each), sizes))
                        .count()
                > 1;
        return shared || sizes.stream().anyMatch(size -> Character.isDigit(size.charAt(0)) || size.equals("rows"));
    }

    private static List<String> sizes(Signature.Parameter parameter) {
        return parameter.tensor().flatMap(Signature.Tensor::sizes).orElse(List.of());
    }

    /** Arguments that a method takes; sizes with a name of their own are 2. */
    private List<Object> good(String method) {
        List<Object> arguments = new ArrayList<>();
        for (Signature.Parameter parameter : parameters(method)) {
            arguments.add(
                    switch (parameter.kind()) {
                        case INTEGER -> (Object) 2L;
                        case REAL -> (Object) 1.0;
                        case TENSORS -> cache;
                        case TENSOR ->
                            parameter.tensor().isEmpty()
                                    ? cache
                                    : tensor(parameter.tensor().get());
                    });
        }
        return arguments;
    }

    private static Object tensor(Signature.Tensor tensor) {
        long[] shape = tensor.sizes().orElse(List.of("n")).stream()
                .mapToLong(size -> Character.isDigit(size.charAt(0)) ? Long.parseLong(size) : 2)
                .toArray();
        return switch (tensor.type()) {
            case "int64" -> new long[(int) shape[0]];
            case "float32" -> new Floats(shape);
            default -> new double[(int) shape[0]];
        };
    }

    /** A float32 tensor of zeros. */
    private record Floats(long... shape) {
        float[] numbers() {
            return new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        }
    }

    private static List<Object> with(List<Object> arguments, int place, Object other) {
        List<Object> changed = new ArrayList<>(arguments);
        if (place == changed.size()) {
            changed.add(other);
        } else {
            changed.set(place, other);
        }
        return changed;
    }

    private void assertRefused(String method, String words, List<Object> arguments) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> run(script(method), method, arguments));
        assertTrue(refused.getMessage().contains(method) && refused.getMessage().contains(words), refused.getMessage());
    }

    private Object run(ScriptModule script, String method, List<Object> arguments) {
        boolean tracked = arguments.stream().noneMatch(each -> each instanceof Long || each instanceof IValue);
        return engine.call(() -> {
            try (ScriptCall call = script.method(method)) {
                arguments.forEach(each -> add(call, each));
                if (tracked) {
                    return call.runTracked().size();
                }
                try (IValue result = call.run()) {
                    return result.isTensor();
                }
            }
        });
    }

    private void add(ScriptCall call, Object argument) {
        if (argument instanceof Long number) {
            call.integer(number);
        } else if (argument instanceof Double number) {
            call.real(number);
        } else if (argument instanceof long[] numbers) {
            call.integers(numbers);
        } else if (argument instanceof Floats floats) {
            call.floats(floats.numbers(), floats.shape());
        } else if (argument instanceof double[] numbers) {
            call.doubles(numbers);
        } else {
            call.value((IValue) argument);
        }
    }
}
