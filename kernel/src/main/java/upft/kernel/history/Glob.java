package upft.kernel.history;

import java.util.List;

/** Patterns in which * stands for any text and ? for any character. */
final class Glob {
    private Glob() {}

    /** The entries whose whole source fits. */
    static List<HistoryEntry> filter(List<HistoryEntry> entries, String pattern) {
        return entries.stream().filter(entry -> fits(entry.source(), pattern)).toList();
    }

    /** Goes back to the last star alone, and so never takes longer than both lengths multiplied. */
    static boolean fits(String text, String pattern) {
        int at = 0;
        int place = 0;
        int star = -1;
        int behindStar = 0;
        while (at < text.length()) {
            if (place < pattern.length() && pattern.charAt(place) == '*') {
                star = place++;
                behindStar = at;
            } else if (place < pattern.length()
                    && (pattern.charAt(place) == '?' || pattern.charAt(place) == text.charAt(at))) {
                place++;
                at++;
            } else if (star >= 0) {
                place = star + 1;
                at = ++behindStar;
            } else {
                return false;
            }
        }
        return pattern.substring(place).chars().allMatch(c -> c == '*');
    }
}
