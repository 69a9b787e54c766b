package upft.kernel.magic.commands;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tech.tablesaw.plotly.components.Figure;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;

/** {@code %chart}: the session's results as a figure. */
@Command(name = "chart", description = "Draw the results there are.")
final class ChartMagic implements Magic<Figure> {
    @Parameters(
            arity = "0..1",
            paramLabel = "CHART",
            defaultValue = "accuracy",
            description =
                    "accuracy: of each model, with standard errors. cost: tokens and seconds of each method. tokens:"
                            + " accuracy against tokens. loss: of each training step. (default: accuracy)")
    private ChartName chart;

    @Override
    public Class<Figure> resultType() {
        return Figure.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%chart", "%chart cost", "var figure = %chart loss");
    }

    @Override
    public Outcome<Figure> run(MagicRun run) {
        Figure figure = chart.draw(run.session());
        return Outcome.silent(figure).twin("var figure = " + chart.twin() + ";").showing(figure);
    }
}
