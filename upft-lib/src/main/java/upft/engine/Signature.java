package upft.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a script method takes from Java, as the script's own source says it: kinds in its {@code def}, and of tensors the
 * type, the sizes and what their numbers stay below in the comment before it, as in
 *
 * <pre>
 *   # Java calls this with ids int64[n] in vocabulary; shares float32[n, 2]; raw float32[any].
 * </pre>
 *
 * A size is a number, an attribute of the module, an integer among the arguments, or a name of its own that stands for the
 * same number everywhere. Everything is checked before libtorch is called: an index that is not there is an exception on a
 * processor, ends the use of a GPU, and some arguments of wrong types end the process.
 */
final class Signature {
    private static final Pattern METHOD =
            Pattern.compile("(?m)((?:^  #.*\n)*)^  def (\\w+)\\(self: __torch__\\.\\w+(?:, (.*))?\\) -> .*:$");
    private static final Pattern CALLED = Pattern.compile("Java calls this(?: with ([^.]*))?\\.");
    private static final Pattern TENSOR = Pattern.compile("(\\w+) (int64|float32|float64)\\[([^]]*)](?: in (\\w+))?");

    /** What an argument is. */
    enum Kind {
        INTEGER("int"),
        REAL("float"),
        TENSOR("Tensor"),
        TENSORS("List[Tensor]");

        private final String inScript;

        Kind(String inScript) {
            this.inScript = inScript;
        }

        private static Kind of(String inScript) {
            return Arrays.stream(values())
                    .filter(kind -> kind.inScript.equals(inScript))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Java cannot give a script a " + inScript));
        }
    }

    /**
     * What the source says of a tensor.
     *
     * @param sizes as they are written; empty where any shape will do
     * @param bound what its numbers are below, and 0 at least
     */
    record Tensor(String type, Optional<List<String>> sizes, Optional<String> bound) {}

    /** @param tensor nothing for what is no tensor, or is any tensor */
    record Parameter(String name, Kind kind, Optional<Tensor> tensor) {}

    /**
     * What Java gives.
     *
     * @param type of a tensor, as libtorch calls it; empty where that is not known, as of what a script gave before
     * @param values an integer, or the numbers of an int64 tensor
     */
    record Argument(Kind kind, Optional<String> type, long[] shape, long[] values) {
        static Argument integer(long value) {
            return new Argument(Kind.INTEGER, Optional.empty(), new long[0], new long[] {value});
        }

        static Argument real() {
            return new Argument(Kind.REAL, Optional.empty(), new long[0], new long[0]);
        }

        static Argument integers(long[] values) {
            return new Argument(Kind.TENSOR, Optional.of("int64"), new long[] {values.length}, values);
        }

        static Argument reals(String type, long[] shape) {
            return new Argument(Kind.TENSOR, Optional.of(type), shape, new long[0]);
        }

        /** Something that a script gave. */
        static Argument given(Kind kind) {
            return new Argument(kind, Optional.empty(), new long[0], new long[0]);
        }
    }

    private final String method;
    private final List<Parameter> parameters;

    private Signature(String method, List<Parameter> parameters) {
        this.method = method;
        this.parameters = parameters;
    }

    /** The methods of a script that Java calls, by name. */
    static Map<String, Signature> of(String source) {
        Map<String, Signature> signatures = new LinkedHashMap<>();
        Matcher methods = METHOD.matcher(source);
        while (methods.find()) {
            Matcher called =
                    CALLED.matcher(methods.group(1).replaceAll("\n? *# ?", " ").replaceAll(" +", " "));
            if (called.find()) {
                Map<String, Tensor> tensors = tensors(Optional.ofNullable(called.group(1)));
                String name = methods.group(2);
                signatures.put(name, new Signature(name, parameters(Optional.ofNullable(methods.group(3)), tensors)));
            }
        }
        return signatures;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /**
     * @param attributes the module's whole numbers
     * @throws IllegalArgumentException naming method, parameter and what is wrong with the first argument that does not fit
     */
    void check(List<Argument> arguments, Map<String, Integer> attributes) {
        if (arguments.size() != parameters.size()) {
            throw new IllegalArgumentException(
                    method + " takes " + parameters.size() + " arguments, not " + arguments.size());
        }
        Map<String, Long> known = new HashMap<>();
        attributes.forEach((name, value) -> known.put(name, value.longValue()));
        for (int i = 0; i < parameters.size(); i++) {
            if (arguments.get(i).kind() == Kind.INTEGER) {
                known.put(parameters.get(i).name(), arguments.get(i).values()[0]);
            }
        }
        for (int i = 0; i < parameters.size(); i++) {
            check(parameters.get(i), arguments.get(i), known);
        }
    }

    private void check(Parameter parameter, Argument argument, Map<String, Long> known) {
        require(argument.kind() == parameter.kind(), parameter, "a " + parameter.kind() + ", not a " + argument.kind());
        if (parameter.tensor().isPresent()) {
            Tensor tensor = parameter.tensor().get();
            require(
                    argument.type().equals(Optional.of(tensor.type())),
                    parameter,
                    tensor.type() + ", not " + argument.type().orElse("unknown"));
            tensor.sizes().ifPresent(sizes -> checkShape(parameter, sizes, argument.shape(), known));
            tensor.bound().ifPresent(bound -> checkRange(parameter, bound, argument.values(), known));
        }
    }

    private void checkShape(Parameter parameter, List<String> sizes, long[] shape, Map<String, Long> known) {
        String wanted = sizes + " with " + known;
        require(shape.length == sizes.size(), parameter, wanted + ", not " + Arrays.toString(shape));
        for (int i = 0; i < shape.length; i++) {
            String size = sizes.get(i);
            long expected =
                    Character.isDigit(size.charAt(0)) ? Long.parseLong(size) : known.getOrDefault(size, shape[i]);
            require(shape[i] == expected, parameter, wanted + ", not " + Arrays.toString(shape));
            known.put(size, expected);
        }
    }

    private void checkRange(Parameter parameter, String bound, long[] values, Map<String, Long> known) {
        long below = known.get(bound);
        for (long value : values) {
            require(
                    value >= 0 && value < below,
                    parameter,
                    "from 0 to " + bound + " - 1 = " + (below - 1) + ", not " + value);
        }
    }

    private void require(boolean holds, Parameter parameter, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(parameter.name() + " of " + method + " is " + rule);
        }
    }

    private static List<Parameter> parameters(Optional<String> declared, Map<String, Tensor> tensors) {
        List<Parameter> parameters = declared.stream()
                .flatMap(all -> Stream.of(all.split(", ")))
                .map(each -> each.split(": "))
                .map(each -> new Parameter(each[0], Kind.of(each[1]), Optional.ofNullable(tensors.get(each[0]))))
                .toList();
        List<String> names = parameters.stream().map(Parameter::name).toList();
        if (!names.containsAll(tensors.keySet())) {
            throw new IllegalArgumentException(tensors.keySet() + " are not all among the parameters " + names);
        }
        return parameters;
    }

    private static Map<String, Tensor> tensors(Optional<String> described) {
        return described.stream()
                .flatMap(all -> Stream.of(all.split("; ")))
                .map(TENSOR::matcher)
                .peek(each -> {
                    if (!each.matches()) {
                        throw new IllegalArgumentException("no description of a tensor in " + described);
                    }
                })
                .collect(Collectors.toMap(each -> each.group(1), Signature::tensor));
    }

    private static Tensor tensor(Matcher described) {
        Optional<List<String>> sizes = Optional.of(described.group(3))
                .filter(text -> !text.equals("any"))
                .map(text -> List.of(text.split(", ")));
        return new Tensor(described.group(2), sizes, Optional.ofNullable(described.group(4)));
    }
}
