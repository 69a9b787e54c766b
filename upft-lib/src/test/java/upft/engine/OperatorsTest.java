package upft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The operators that the scripts are made of: a list to look them up by on another device, and in this libtorch. */
class OperatorsTest {
    private static final Path LIST = Path.of("../tests/gpu/operators.txt");

    /** {@code torch.NAME(}, {@code ops.SPACE.NAME(}, and methods of tensors; not those of the script itself. */
    private static final Pattern CALL = Pattern.compile(
            "\\btorch\\.(\\w+)\\(|\\bops\\.(\\w+)\\.(\\w+)\\(|(?<!\\(self\\))(?<!torch|ops)\\.(\\w+)\\(");

    /** Methods of lists. */
    private static final Set<String> LISTS = Set.of("aten::append", "aten::insert", "aten::pop");

    private final Engine engine = new Engine(Device.CPU);

    @TempDir
    private Path scratch;

    @Test
    void theListHasWhatTheScriptsNameAndNothingElse() throws IOException {
        TreeSet<String> named = Stream.of(plain(), packed())
                .flatMap(script -> CALL.matcher(code(script)).results())
                .map(OperatorsTest::operator)
                .filter(name -> !LISTS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> listed = Files.readAllLines(LIST).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertEquals(
                String.join("\n", named),
                String.join("\n", listed),
                "bring " + LIST + " up to date: it is what tests/gpu/check_archive.py looks up for GPUs");
    }

    /** A script is compiled when it is loaded, all of it: an operator that is not there is an error then. */
    @Test
    void allOfThemAreInTheLibtorchThatIsShipped() {
        for (Script script : List.of(plain(), packed(), Roofline.script())) {
            if (!script.source().contains("ops.mkldnn") || packs()) {
                ScriptModule.load(engine, script).close();
            }
        }
        Script wrong = new Script(
                plain().className(),
                plain().source().replace("torch.roll(part,", "torch.rolls(part,"),
                plain().attributes());
        EngineException refused = assertThrows(EngineException.class, () -> ScriptModule.load(engine, wrong));
        assertTrue(refused.getMessage().contains("aten::rolls"), refused.getMessage());
    }

    @Test
    void theArchiveForOtherDevicesHasNothingThatProcessorsAloneHave() throws IOException {
        Path archive = scratch.resolve("decoder.pt");
        DecoderArchive.write(archive);
        String written = new String(Files.readAllBytes(archive), StandardCharsets.UTF_8);
        assertTrue(!written.contains("ops.mkldnn"));
        assertTrue(!written.contains("for_cpu"));
        assertEquals(DecoderScript.Attention.PLAIN, DecoderScript.Attention.on(Device.cuda(0)));
        assertEquals(DecoderScript.Products.PLAIN, DecoderScript.Products.on(Device.cuda(0), DType.FLOAT32));
        assertEquals(DecoderScript.Products.PLAIN, DecoderScript.Products.on(Device.CPU, DType.FLOAT64));
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "UPFT_TRANSFORMERS",
            matches = ".+",
            disabledReason = "UPFT_TRANSFORMERS names no Python with torch")
    void pytorchRunsTheArchiveAndAgreesWithItself() throws IOException, InterruptedException {
        String[] pythons = System.getenv("UPFT_TRANSFORMERS").split(File.pathSeparator);
        Path archive = scratch.resolve("decoder.pt");
        DecoderArchive.write(archive);
        for (String python : pythons) {
            Process process = new ProcessBuilder(
                            python, "../tests/gpu/check_archive.py", archive.toString(), "--device", "cpu")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes());
            assertEquals(0, process.waitFor(), output);
            assertTrue(output.contains("missing on CPU: none"), output);
        }
    }

    private static String operator(MatchResult call) {
        if (call.group(2) != null) {
            return call.group(2) + "::" + call.group(3);
        }
        return "aten::" + (call.group(1) == null ? call.group(4) : call.group(1));
    }

    private static String code(Script script) {
        return script.source()
                .lines()
                .filter(line -> !line.strip().startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    private static Script plain() {
        return DecoderArchive.script();
    }

    private static Script packed() {
        return DecoderScript.of(
                TinyDecoders.layout(TinyDecoders.PLAIN),
                DType.FLOAT32,
                DecoderScript.Attention.PROCESSOR,
                DecoderScript.Products.PACKED);
    }

    private static boolean packs() {
        return DecoderScript.Products.on(Device.CPU, DType.FLOAT32) == DecoderScript.Products.PACKED;
    }
}
