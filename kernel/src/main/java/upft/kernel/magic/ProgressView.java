package upft.kernel.magic;

import java.util.Locale;
import upft.kernel.cell.MimeBundle;
import upft.kernel.display.Html;
import upft.task.Progress.Report;

/** A report of progress as HTML and text. Colours are translucent, so that they suit light and dark pages. */
enum ProgressView {
    RUNNING {
        @Override
        MimeBundle of(Report report) {
            return bundle(report, state(report) + left(report), "#1976d2");
        }
    },
    STOPPED {
        @Override
        MimeBundle of(Report report) {
            return bundle(report, "stopped at " + state(report), "#b0653a");
        }
    },
    DONE {
        @Override
        MimeBundle of(Report report) {
            String line = report.activity() + ": "
                    + String.format(Locale.ROOT, "%,d %s in %s", report.done(), report.unit(), time(report.seconds()))
                    + rate(report) + detail(report);
            return MimeBundle.html("<div>" + Html.escape(line) + "</div>" + TrendPicture.of(report.trend()), line);
        }
    };

    private static final int TEXT_WIDTH = 24;

    abstract MimeBundle of(Report report);

    private static MimeBundle bundle(Report report, String state, String colour) {
        String line = state + rate(report) + detail(report);
        double share = report.total() > 0 ? Math.min(1, (double) report.done() / report.total()) : 0;
        return MimeBundle.html(
                html(report.activity(), line, share, colour) + TrendPicture.of(report.trend()),
                text(report.activity(), line, share));
    }

    private static String html(String activity, String line, double share, String colour) {
        return String.format(
                Locale.ROOT,
                "<div>%s: %s</div><div style=\"width:100%%;max-width:40em;height:0.6em;"
                        + "background-color:rgba(128,128,128,0.25);border-radius:0.3em\">"
                        + "<div style=\"width:%.1f%%;height:100%%;background-color:%s;border-radius:0.3em\"></div></div>",
                Html.escape(activity),
                Html.escape(line),
                100 * share,
                colour);
    }

    private static String text(String activity, String line, double share) {
        int full = (int) (share * TEXT_WIDTH);
        return activity + " [" + "#".repeat(full) + "-".repeat(TEXT_WIDTH - full) + "] " + line;
    }

    private static String state(Report report) {
        return String.format(Locale.ROOT, "%,d of %,d %s", report.done(), report.total(), report.unit());
    }

    private static String rate(Report report) {
        double rate = report.rate();
        return rate > 0
                ? String.format(Locale.ROOT, rate < 10 ? ", %.2f %s/s" : ", %,.0f %s/s", rate, report.unit())
                : "";
    }

    private static String left(Report report) {
        double seconds = report.secondsLeft();
        return Double.isNaN(seconds) ? "" : ", " + time(seconds) + " left";
    }

    private static String detail(Report report) {
        return report.detail().isEmpty() ? "" : ", " + report.detail();
    }

    private static String time(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }
}
