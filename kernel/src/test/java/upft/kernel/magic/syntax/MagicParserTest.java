package upft.kernel.magic.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                cell("if (x)\n  %prefix 8\nelse\n  %eval", "2:STATEMENT:prefix| 8", "4:STATEMENT:eval|"),
                cell("for (var x : y)\n%eval", "2:STATEMENT:eval|"),
                cell("do\n%eval\nwhile (x);", "2:STATEMENT:eval|"),
                cell(
                        "switch (x) {\n  case 1:\n    %eval\n  default:\n    %prefix 8\n}\n%reset",
                        "3:STATEMENT:eval|", "5:STATEMENT:prefix| 8", "7:STATEMENT:reset|"),
                cell("if (x) switch (y) {\n}\n%eval", "3:STATEMENT:eval|"),
                cell("outer:\n%eval", "2:STATEMENT:eval|"),
                cell("Runnable r = () -> {\n};\n%eval", "3:STATEMENT:eval|"),
                cell("int[] a = {1, 2};\n%eval", "2:STATEMENT:eval|"),
                cell("@Deprecated(since = \"%\")\nclass A {}\n%eval", "3:STATEMENT:eval|"),
                cell("Map<String, List<String>> m = f();\n%eval", "2:STATEMENT:eval|"),
                cell("String s = \"\uD83D\uDE00\"; // \uD83D\uDE00\n\t%eval", "2:STATEMENT:eval|"),
                cell("int \uD835\uDC65 = 1;\nvar t = %sample", "2:VALUE:sample|"),
                cell("String s = \"\\u005c\"\";\n%eval", "2:STATEMENT:eval|"),
                cell("String s = \\u0022; = %eval\\u0022;\n%reset", "2:STATEMENT:reset|"),
                cell("String s = \"\\\\u0022;\";\n%eval", "2:STATEMENT:eval|"),
                cell("String s = \"open\\\n;\n%eval", "3:STATEMENT:eval|"),
                cell("int a = 1;\r\n%prefix 8\r\nint b;\r\n", "2:STATEMENT:prefix| 8"),
                cell("int n;\n%%bash\necho", "2:STRAY:bash|"),
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
                cell("int r = switch (x) {\n  default -> 5;\n}\n%m;"),
                cell("int r = (int) switch (x) {\n  case 1: yield 2;\n}\n%m;"),
                cell("return switch (x) {\n}\n%m;"),
                cell("int r = new int[] {1, 2}.length\n%m;"),
                cell("int r = new Object() { int f() { return 1; } }.f()\n%m;"),
                cell("int r = (a)\n%m;"),
                cell("int r = f(() -> { return 1; })\n%m;"),
                cell("int r = x == 1 ? y : z\n%m;"),
                cell("while (n\n%m > 0) {}"),
                cell("case 1 ->\n%model demo"),
                cell("var f = g::\n%m"),
                cell("@A(x =\n%m) class B {}"),
                cell("\\u0025model demo"),
                cell("int r = a\\u005b0]\n%m;"),
                cell("char c = '%';"),
                cell("x =\u200b%m"),
                cell("\"%d\".formatted(3)"),
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

    /**
     * Random tokens, in which a percent sign stands behind an operand as Java has it, never as a magic would: nothing is
     * found, so the cell is left as it is. Seeds are fixed.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void cellsWithoutMagicsAreLeftAlone(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            StringBuilder cell = new StringBuilder();
            for (int left = random.nextInt(60); left > 0; left--) {
                String token = TOKENS.get(random.nextInt(TOKENS.size()));
                boolean remainder = random.nextInt(4) == 0;
                cell.append(token).append(BLANKS.get(random.nextInt(BLANKS.size())));
                if (remainder) {
                    cell.append("n")
                            .append(BLANKS.get(random.nextInt(BLANKS.size())))
                            .append("% ");
                }
            }
            assertEquals(List.of(), MagicParser.parse(cell.toString()), () -> "seed " + seed + ": " + cell);
            String java = RewrittenCell.of(cell.toString(), List.of()).java();
            assertEquals(cell.toString(), java);
        }
    }

    /** Put at the end of any of them, as a statement, a magic is found where it is. */
    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void aMagicBehindAnyWholeStatementIsFound(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            StringBuilder cell = new StringBuilder();
            for (int left = random.nextInt(20); left > 0; left--) {
                cell.append(STATEMENTS.get(random.nextInt(STATEMENTS.size())))
                        .append(BLANKS.get(random.nextInt(BLANKS.size())));
            }
            String java = cell.toString();
            String whole = java + "\n\t%eval --take 8\n" + java;
            MagicCall call = MagicParser.parse(whole).get(0);
            assertEquals(1, MagicParser.parse(whole).size(), () -> "seed " + seed + ": " + whole);
            assertEquals(java.length() + 2, call.start());
            assertEquals(0, call.depth());
        }
    }

    private static final List<String> BLANKS =
            List.of(" ", "\n", "\r\n", "\t", "\n\n  ", " /* % */ ", " // %x\n", " /*\n%eval\n*/ ");

    private static final List<String> TOKENS = List.of(
            "x",
            "if",
            "else",
            "switch",
            "case",
            "default",
            "class",
            "new",
            "return",
            "1",
            "0x1F",
            "1e-3",
            "3.",
            "'c'",
            "'%'",
            "'\\''",
            "\"a\"",
            "\"\\\"%\"",
            "\"\"\"\n%model demo\n\"\"\"",
            "\\u0041b",
            "\uD83D\uDE00",
            "é",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "<",
            ">",
            ";",
            ":",
            "::",
            "->",
            ",",
            ".",
            "==",
            "!=",
            "<=",
            ">=",
            "+=",
            "n %= k",
            ">>",
            "@A",
            "\"\\u0022 + \"",
            "List<? extends T>",
            "&&",
            "?",
            "+",
            "-");

    private static final List<String> STATEMENTS = List.of(
            "int n = m % k;",
            "x %= 3;",
            "if (a % b == 0) { c(); }",
            "else { d(); }",
            "String s = \"%eval\";",
            "var t = \"\"\"\n%eval \\\"\"\"\n\"\"\";",
            "for (int i = 0; i % 2 < 1; i++) {}",
            "class A { int[] b = {1, 2}; }",
            "Runnable r = () -> { e(); };",
            "int q = switch (x) { case 1 -> 2 % x; default -> { yield 3; } };",
            "@SuppressWarnings(\"a\") enum E { A, B }",
            "// it's\n",
            "/* \" */",
            "char c = '\\u0022';",
            "\uD835\uDC65.f(\"é\");",
            "do { f(); } while (x % 2 == 0);",
            "Map<String, List<Integer>> z = new HashMap<>();",
            "a[i]\n  %= 2;",
            "int v = n\n  % m;",
            "record P(int x) {}",
            "int w = b ? 1 : 2;",
            "f(g, h -> h % 2,\n\ti);");

    private static String shown(MagicCall call) {
        return call.line() + ":" + call.form() + ":" + call.name() + "|" + call.arguments();
    }

    private static Arguments cell(String code, String... magics) {
        return Arguments.of(code, List.of(magics));
    }
}
