package upft.kernel.magic.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MagicParserTest {
    /** A cell, and its magics as "line:form:name|arguments". */
    static Stream<Arguments> cells() {
        return Stream.of(
                // magics
                cell("%model demo", "1:STATEMENT:model| demo"),
                cell("  %model demo", "1:STATEMENT:model| demo"),
                cell("\n\n%prefix 8\n", "3:STATEMENT:prefix| 8"),
                cell("%model demo\r\n%prefix 8\r\n", "1:STATEMENT:model| demo", "2:STATEMENT:prefix| 8"),
                cell("int n = 3;\n%prefix 8", "2:STATEMENT:prefix| 8"),
                cell("int n = 3; // odd\n%prefix 8", "2:STATEMENT:prefix| 8"),
                cell("void f() {\n  %prefix 8\n}\n%eval", "2:STATEMENT:prefix| 8", "4:STATEMENT:eval|"),
                cell("/* one\n two */ %prefix 8", "2:STATEMENT:prefix| 8"),
                cell("run(() -> {\n  %prefix 8\n});", "2:STATEMENT:prefix| 8"),
                cell("char c = '\"';\n%prefix 8", "2:STATEMENT:prefix| 8"),
                cell("char c = '\\'';\n%prefix 8", "2:STATEMENT:prefix| 8"),
                cell("var s = \"\"\"\n x \\\"\"\" y\"\"\";\n%prefix 8", "3:STATEMENT:prefix| 8"),
                cell("var t = %sample --take 8", "1:VALUE:sample| --take 8"),
                cell("Traces t =%sample;", "1:VALUE:sample|;"),
                cell("Traces t\n  = %sample", "2:VALUE:sample|"),
                cell("t = %sample\nt.size()", "1:VALUE:sample|"),
                cell("int a = 7 % 4; var t = %sample", "1:VALUE:sample|"),
                cell("%", "1:STATEMENT:|"),
                cell("%train upft --name it's", "1:STATEMENT:train| upft --name it's"),
                cell("%%time\nint n = 1;", "1:CELL:time|"),
                cell("\n %%time --x\n%prefix 8", "2:CELL:time| --x"),
                // Java
                cell("int r = n\n % m;"),
                cell("int r = n\n%m;"),
                cell("int r = f(n)\n  %m;"),
                cell("int r = a[0]\n  %m;"),
                cell("x %= 3;"),
                cell("x\n%= 3;"),
                cell("boolean b = x == y\n%z;"),
                cell("int r = 10 %m;"),
                cell("foo(\n%sample\n);"),
                cell("for (int i = 0;\n%sample; ) {}"),
                cell("for (int i = %sample; ; ) {}"),
                cell("var s = \"\"\"\n%model demo\n\"\"\";"),
                cell("var s = \"\"\"\n%model demo\n"),
                cell("/*\n%model demo\n*/"),
                cell("// x;\n// %model demo"),
                cell("String s = \"a; = %model\";"),
                cell("String.format(\"%d\", 3)"),
                cell("a <= %b"),
                cell("int x = 1; %model demo"),
                cell("int x = 5\n%model demo"),
                cell("else\n%model demo"),
                cell(""));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void findsMagicsAndLeavesJavaAlone(String code, List<String> magics) {
        assertEquals(
                magics,
                MagicParser.parse(code).stream().map(MagicParserTest::shown).toList());
    }

    @Test
    void offsetsSpanTheMagicToItsLinesEnd() {
        String code = "int n = 3;\n  var t = %sample --take 8  \nn";
        MagicCall call = MagicParser.parse(code).get(0);
        assertEquals("%sample --take 8  ", code.substring(call.start(), call.end()));
        assertEquals(" --take 8  ", code.substring(call.argumentsStart(), call.end()));
    }

    private static String shown(MagicCall call) {
        return call.line() + ":" + call.form() + ":" + call.name() + "|" + call.arguments();
    }

    private static Arguments cell(String code, String... magics) {
        return Arguments.of(code, List.of(magics));
    }
}
