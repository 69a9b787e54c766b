package upft.io;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a user may have meant. */
public final class Suggestion {
    private Suggestion() {}

    /** The known name nearest to {@code given} by edit distance, if it is nearer than half the length of the longer. */
    public static Optional<String> nearest(String given, Collection<String> known) {
        return known.stream()
                .filter(name -> 2 * distance(given, name) <= Math.max(given.length(), name.length()))
                .min(Comparator.comparingInt(name -> distance(given, name)));
    }

    /** " Did you mean NAME?" for the nearest known name, or an empty string if none is near. */
    public static String didYouMean(String given, Collection<String> known) {
        return nearest(given, known).map(name -> " Did you mean " + name + "?").orElse("");
    }

    /** Edit distance of Levenshtein (1966), without regard to case, one row of the table at a time. */
    private static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
