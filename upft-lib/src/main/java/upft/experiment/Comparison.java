package upft.experiment;

import java.util.List;

/** Results of several methods on the same problems. STUB: toTable() (Tablesaw), save(Path csv), toString. */
public record Comparison(List<MethodResult> results) {
    public Comparison {
        results = List.copyOf(results);
    }
}
