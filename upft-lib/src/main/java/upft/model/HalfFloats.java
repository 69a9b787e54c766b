package upft.model;

/** IEEE 754 binary16 and bfloat16, bit by bit; Java has conversions of its own only from version 20 on. */
final class HalfFloats {
    private static final int SIGN = 0x8000;
    private static final int INFINITY = 0x7C00;

    private HalfFloats() {}

    static float toFloat(short half) {
        int sign = (half & SIGN) << 16;
        int exponent = (half & INFINITY) >> 10;
        int fraction = half & 0x3FF;
        if (exponent == 31) {
            return Float.intBitsToFloat(sign | 0x7F800000 | fraction << 13);
        }
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
    }

    static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & SIGN;
        int magnitude = bits & 0x7FFFFFFF;
        if (magnitude > 0x7F800000) {
            return (short) (sign | INFINITY | 0x200);
        }
        if (magnitude >= 0x47800000) {
            return (short) (sign | INFINITY);
        }
        if (magnitude < 0x38800000) {
            // Below the smallest normal half, multiples of 2^-24; rint ties to even.
            return (short) (sign | (int) Math.rint(Math.abs(value) * 0x1p24));
        }
        return (short) (sign | roundedShift(magnitude - 0x38000000, 13));
    }

    static short brainFromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }

    /** Division by a power of two, rounded to the nearest, ties to even. A carry into the exponent is as it should be. */
    private static int roundedShift(int bits, int by) {
        return bits + (1 << by - 1) - 1 + (bits >>> by & 1) >>> by;
    }
}
