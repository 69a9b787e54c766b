package upft.kernel.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How text on a terminal looks after a number of SGR sequences (ECMA-48, 8.3.117).
 *
 * @param foreground a CSS colour, or an empty string
 * @param background a CSS colour, or an empty string
 * @param properties CSS declarations besides
 */
record AnsiStyle(String foreground, String background, Set<String> properties) {
    static final AnsiStyle PLAIN = new AnsiStyle("", "", Set.of());

    private static final String BOLD = "font-weight:bold";
    private static final String DIM = "opacity:.7";
    private static final String ITALIC = "font-style:italic";
    private static final String UNDERLINE = "text-decoration:underline";
    private static final List<String> NAMES =
            List.of("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white");

    AnsiStyle {
        properties = Set.copyOf(properties);
    }

    /** The style after the sequence {@code ESC [ parameters m}. */
    AnsiStyle after(String parameters) {
        List<Integer> codes = codes(parameters);
        AnsiStyle style = this;
        for (int i = 0; i < codes.size(); i++) {
            int code = codes.get(i);
            if (code == 38 || code == 48) {
                int arguments = argumentsOfExtendedColour(codes, i);
                style = style.withColour(code == 38, extendedColour(codes.subList(i + 1, i + 1 + arguments)));
                i += arguments;
            } else {
                style = style.after(code);
            }
        }
        return style;
    }

    String css() {
        List<String> declarations = new ArrayList<>();
        if (!foreground.isEmpty()) {
            declarations.add("color:" + foreground);
        }
        if (!background.isEmpty()) {
            declarations.add("background:" + background);
        }
        declarations.addAll(new TreeSet<>(properties));
        return String.join(";", declarations);
    }

    private static List<Integer> codes(String parameters) {
        List<Integer> codes = new ArrayList<>();
        for (String code : parameters.split("[;:]", -1)) {
            // No code or colour has more than three digits; longer numbers are noise and must not overflow.
            codes.add(code.isEmpty() ? 0 : code.length() > 3 ? -1 : Integer.parseInt(code));
        }
        return codes;
    }

    private AnsiStyle after(int code) {
        return switch (code) {
            case 0 -> PLAIN;
            case 1 -> with(BOLD);
            case 2 -> with(DIM);
            case 3 -> with(ITALIC);
            case 4 -> with(UNDERLINE);
            case 22 -> without(BOLD).without(DIM);
            case 23 -> without(ITALIC);
            case 24 -> without(UNDERLINE);
            case 39 -> withColour(true, "");
            case 49 -> withColour(false, "");
            default -> afterNamedColour(code);
        };
    }

    private AnsiStyle afterNamedColour(int code) {
        boolean bright = code >= 90;
        int index = code % 10;
        int group = code / 10;
        if (index > 7 || (group != 3 && group != 4 && group != 9 && group != 10)) {
            return this;
        }
        return withColour(group == 3 || group == 9, named(index, bright));
    }

    private static String named(int index, boolean bright) {
        return "var(--ansi-" + (bright ? "bright-" : "") + NAMES.get(index) + ")";
    }

    /** {@code 38;5;n} has two arguments, {@code 38;2;r;g;b} four; a sequence that stops before them has what is left. */
    private static int argumentsOfExtendedColour(List<Integer> codes, int at) {
        int left = codes.size() - at - 1;
        int wanted = left > 0 && codes.get(at + 1) == 2 ? 4 : 2;
        return Math.min(left, wanted);
    }

    private static String extendedColour(List<Integer> arguments) {
        if (arguments.size() == 4) {
            return rgb(arguments.get(1), arguments.get(2), arguments.get(3));
        }
        return arguments.size() == 2 && arguments.get(0) == 5 ? indexed(arguments.get(1)) : "";
    }

    /** The 256-colour table: 16 named colours, a 6 x 6 x 6 cube, 24 greys. */
    private static String indexed(int index) {
        if (index < 0 || index > 255) {
            return "";
        }
        if (index < 16) {
            return named(index % 8, index >= 8);
        }
        if (index < 232) {
            int cube = index - 16;
            return rgb(level(cube / 36), level(cube / 6 % 6), level(cube % 6));
        }
        int grey = 8 + 10 * (index - 232);
        return rgb(grey, grey, grey);
    }

    private static int level(int step) {
        return step == 0 ? 0 : 55 + 40 * step;
    }

    private static String rgb(int red, int green, int blue) {
        return "rgb(" + red + "," + green + "," + blue + ")";
    }

    private AnsiStyle withColour(boolean ofText, String colour) {
        return ofText ? new AnsiStyle(colour, background, properties) : new AnsiStyle(foreground, colour, properties);
    }

    private AnsiStyle with(String property) {
        Set<String> more = new TreeSet<>(properties);
        more.add(property);
        return new AnsiStyle(foreground, background, more);
    }

    private AnsiStyle without(String property) {
        Set<String> fewer = new TreeSet<>(properties);
        fewer.remove(property);
        return new AnsiStyle(foreground, background, fewer);
    }
}
