package upft.kernel.display.value;

import java.util.ArrayList;
import java.util.List;
import upft.kernel.display.ValueFormatter;

/** The formatters of the library's own values. */
public final class UpftFormatters {
    private UpftFormatters() {}

    public static List<ValueFormatter<?>> all() {
        List<ValueFormatter<?>> all = new ArrayList<>();
        all.addAll(ResultFormatters.all());
        all.addAll(ProblemFormatters.all());
        all.addAll(TraceFormatters.all());
        all.addAll(TrainingFormatters.all());
        all.add(new AblationFormatter());
        return all;
    }
}
