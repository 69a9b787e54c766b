package upft.kernel.interpreter;

import java.util.List;

/** What every cell can use without an import line. */
final class Imports {
    /** No two of these packages have a public class of the same name, so that none of the names is ambiguous. */
    static final List<String> DEFAULT = List.of(
            "java.io.*",
            "java.math.*",
            "java.nio.file.*",
            "java.time.*",
            "java.util.*",
            "java.util.function.*",
            "java.util.stream.*",
            "tech.tablesaw.api.*",
            "tech.tablesaw.plotly.api.*",
            "tech.tablesaw.plotly.components.Figure",
            "tech.tablesaw.plotly.components.Layout",
            "upft.catalog.*",
            "upft.chart.*",
            "upft.data.*",
            "upft.demo.*",
            "upft.engine.Activations",
            "upft.engine.DType",
            "upft.engine.Device",
            "upft.evaluation.*",
            "upft.experiment.*",
            "upft.grading.*",
            "upft.io.UserException",
            "upft.kernel.cell.MimeBundle",
            "upft.kernel.interpreter.CommHandlers",
            "upft.kernel.interpreter.UserComms",
            "upft.kernel.interpreter.UserInput",
            "upft.kernel.interpreter.UserOutput",
            "upft.kernel.magic.MagicHost",
            "upft.kernel.magic.MagicRegistry",
            "upft.kernel.magic.library.Libraries",
            "upft.kernel.magic.library.Maven",
            "upft.kernel.magic.session.Session",
            "upft.model.*",
            "upft.recipe.*",
            "upft.sampling.*",
            "upft.task.*",
            "upft.training.*");

    private Imports() {}

    /** Whether cells know a class by its simple name. */
    static boolean cover(Class<?> type) {
        String place = type.getPackageName();
        return place.equals("java.lang")
                || DEFAULT.contains(type.getCanonicalName())
                || !type.isMemberClass() && DEFAULT.contains(place + ".*");
    }
}
