package upft.grading;

import java.math.BigDecimal;
import java.math.BigInteger;

/** An exact fraction in lowest terms with a positive denominator, so that equal numbers are equal values. */
record Rational(BigInteger numerator, BigInteger denominator) {
    /** @throws ArithmeticException if {@code denominator} is 0 */
    static Rational of(BigDecimal numerator, BigDecimal denominator) {
        int scale = Math.max(Math.max(numerator.scale(), denominator.scale()), 0);
        BigInteger top = numerator.setScale(scale).unscaledValue();
        BigInteger bottom = denominator.setScale(scale).unscaledValue();
        if (bottom.signum() == 0) {
            throw new ArithmeticException("division of " + numerator + " by zero");
        }
        BigInteger divisor = top.gcd(bottom).multiply(BigInteger.valueOf(bottom.signum()));
        return new Rational(top.divide(divisor), bottom.divide(divisor));
    }

    Rational plus(Rational other) {
        return of(
                new BigDecimal(numerator.multiply(other.denominator).add(other.numerator.multiply(denominator))),
                new BigDecimal(denominator.multiply(other.denominator)));
    }

    Rational negated() {
        return new Rational(numerator.negate(), denominator);
    }
}
