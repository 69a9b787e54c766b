package upft.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import upft.io.UserException;
import upft.kernel.magic.commands.StandardMagics;

class MagicRegistryTest {
    private final MagicRegistry registry = new MagicRegistry(List.of(EchoMagic::new));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--timse 3 | %echo: unknown option --timse. Did you mean --times? %echo --help shows the syntax.",
                "--timse=3 | %echo: unknown option --timse. Did you mean --times? %echo --help shows the syntax.",
                "a b | %echo: there is no place for \"b\". %echo --help shows the syntax.",
                "--times 0 | %echo: --times must be a whole number of 1 or more, not 0. %echo --help shows the syntax.",
                "--times abc | %echo: --times must be a whole number of 1 or more, not abc. %echo --help shows the syntax.",
                "--share 1.5 | %echo: --share must be a share from 0 to 1, not 1.5. %echo --help shows the syntax.",
                "--share NaN | %echo: --share must be a share from 0 to 1, not NaN. %echo --help shows the syntax.",
                "--mood lodu | %echo: --mood must be one of plain, loud, not lodu. Did you mean loud? %echo --help shows the syntax.",
                "--times | %echo: --times needs a value. %echo --help shows the syntax.",
                "--times 1 --times 2 | %echo: --times is given twice. %echo --help shows the syntax.",
            })
    void badOptionsAreNamedWithWhatIsRight(String arguments, String message) {
        UserException e =
                assertThrows(UserException.class, () -> registry.lines().check("echo", " " + arguments));
        assertEquals(message, e.getMessage());
    }

    @Test
    void unknownMagicComesWithTheNearestKnown() {
        MagicRegistry standard = StandardMagics.registry();
        UserException e = assertThrows(UserException.class, () -> standard.requireLine("trian"));
        assertEquals("Unknown magic %trian. Did you mean %train? %lsmagic lists all.", e.getMessage());
        UserException far = assertThrows(UserException.class, () -> standard.requireLine("xyzzy42"));
        assertEquals("Unknown magic %xyzzy42. %lsmagic lists all.", far.getMessage());
        UserException none = assertThrows(UserException.class, () -> standard.requireLine(""));
        assertEquals("A magic's name is missing after the %. %lsmagic lists all.", none.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prefix|0|%prefix: T must be a whole number of 1 or more, not 0. %prefix --help shows the syntax.",
                "prefix|abc|%prefix: T must be a whole number of 1 or more, not abc. %prefix --help shows the syntax.",
                "prefix|-3|%prefix: T must be a whole number of 1 or more, not -3. %prefix --help shows the syntax.",
                "train||%train: RECIPE is missing. %train --help shows the syntax.",
                "train|utf|%train: RECIPE must be one of upft, sft, rft, not utf. Did you mean upft? %train --help shows the syntax.",
                "chart|costs|%chart: CHART must be one of accuracy, cost, tokens, loss, not costs. Did you mean cost? %chart --help shows the syntax.",
                "sample|--top-p 0|%sample: --top-p must be a probability above 0 and up to 1, not 0. %sample --help shows the syntax.",
            })
    void standardMagicsRefuseWhatCannotBe(String name, String arguments, String message) {
        String given = arguments == null ? "" : " " + arguments;
        UserException e = assertThrows(
                UserException.class, () -> StandardMagics.registry().lines().check(name, given));
        assertEquals(message, e.getMessage());
    }

    @Test
    void optionsOfOneCallAreNotThoseOfTheNext() {
        registry.lines().parse("echo", " a --times 2");
        assertEquals("abc", call(" abc"));
    }

    @Test
    void helpShowsEveryOptionAndExamples() {
        String help = registry.lines().help("echo");
        for (String part : List.of(
                "Usage: %echo", "--times=N", "--mood", "--help", "Give a word back.", "Examples:\n  %echo hello")) {
            assertTrue(help.contains(part), part + " in:\n" + help);
        }
    }

    @Test
    void everyStandardMagicHasHelpAndExamplesThatParse() {
        MagicRegistry standard = StandardMagics.registry();
        MagicRewriter rewriter = new MagicRewriter(standard, type -> true);
        for (MagicTable table : List.of(standard.lines(), standard.cells())) {
            for (String name : table.names()) {
                List<String> examples = table.create(name).examples();
                assertTrue(!examples.isEmpty(), name);
                examples.forEach(example -> rewriter.calls(example).forEach(rewriter::check));
                assertTrue(
                        examples.stream().anyMatch(example -> example.contains(table.shown(name))), table.shown(name));
                String help = table.help(name);
                assertTrue(help.startsWith("Usage: " + table.shown(name)), help);
                assertTrue(help.lines().noneMatch(line -> line.contains("%%%") || line.contains("%%lsmagic")), help);
            }
        }
    }

    @Test
    void theTwoKindsAreToldApart() {
        MagicRegistry standard = StandardMagics.registry();
        assertEquals(
                "Unknown magic %bash. It takes a whole cell: %%bash. %lsmagic lists all.",
                assertThrows(UserException.class, () -> standard.requireLine("bash"))
                        .getMessage());
        assertEquals(
                "Unknown cell magic %%model. Did you mean %model? %lsmagic lists all.",
                assertThrows(UserException.class, () -> standard.requireCell("model"))
                        .getMessage());
        assertEquals(
                "Unknown cell magic %%bahs. Did you mean %%bash? %lsmagic lists all.",
                assertThrows(UserException.class, () -> standard.requireCell("bahs"))
                        .getMessage());
    }

    private String call(String arguments) {
        Magic<?> echo = (Magic<?>) registry.lines().parse("echo", arguments).magic();
        return (String) echo.run(new MagicRun(null, registry, null, List::of, null, report -> {}, null))
                .value();
    }
}
