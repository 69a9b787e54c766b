package upft.kernel.cell;

/**
 * A variable that cells have declared.
 *
 * @param type as source text, such as {@code List<String>}
 * @param value what it holds now; maybe null, a number in its box
 */
public record Variable(String name, String type, Object value) {}
