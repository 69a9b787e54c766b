package upft.demo;

import java.util.Map;

/** Values of whole-number expressions such as {@code ( a + b ) / c}: tokens apart by spaces, the usual precedence. */
final class Arithmetic {
    private final String[] tokens;
    private final Map<String, Integer> numbers;
    private int next;

    private Arithmetic(String expression, Map<String, Integer> numbers) {
        this.tokens = expression.split(" ");
        this.numbers = numbers;
    }

    /** @throws ArithmeticException if a division leaves a remainder */
    static int evaluate(String expression, Map<String, Integer> numbers) {
        Arithmetic parser = new Arithmetic(expression, numbers);
        int value = parser.sum();
        if (parser.next != parser.tokens.length) {
            throw new IllegalArgumentException("Not an expression: " + expression);
        }
        return value;
    }

    private int sum() {
        int value = product();
        while (at("+") || at("-")) {
            value = tokens[next++].equals("+") ? value + product() : value - product();
        }
        return value;
    }

    private int product() {
        int value = atom();
        while (at("*") || at("/")) {
            value = tokens[next++].equals("*") ? value * atom() : quotient(value, atom());
        }
        return value;
    }

    private int atom() {
        String token = tokens[next++];
        if (token.equals("(")) {
            int value = sum();
            next++; // the closing bracket
            return value;
        }
        return numbers.get(token);
    }

    private static int quotient(int dividend, int divisor) {
        if (dividend % divisor != 0) {
            throw new ArithmeticException(dividend + " / " + divisor + " leaves a remainder");
        }
        return dividend / divisor;
    }

    private boolean at(String operator) {
        return next < tokens.length && tokens[next].equals(operator);
    }
}
