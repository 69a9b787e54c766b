package upft.kernel.magic.commands;

import java.util.List;
import tech.tablesaw.plotly.components.Figure;
import upft.chart.Charts;
import upft.experiment.Comparison;
import upft.io.UserException;
import upft.kernel.magic.session.Session;
import upft.training.TrainingLog;

/** The charts that {@code %chart} draws. */
enum ChartName {
    ACCURACY("Charts.accuracy(session.comparison())") {
        @Override
        Figure draw(Session session) {
            return Charts.accuracy(scored(session));
        }
    },
    COST("Charts.cost(session.comparison())") {
        @Override
        Figure draw(Session session) {
            return Charts.cost(scored(session));
        }
    },
    TOKENS("Charts.accuracyAgainstTokens(session.comparison())") {
        @Override
        Figure draw(Session session) {
            return Charts.accuracyAgainstTokens(scored(session));
        }
    },
    LOSS("Charts.loss(session.logs())") {
        @Override
        Figure draw(Session session) {
            List<TrainingLog> logs = session.logs();
            if (logs.isEmpty()) {
                throw new UserException("There is no training to chart yet. Run %train upft.");
            }
            return Charts.loss(logs);
        }
    };

    private final String twin;

    ChartName(String twin) {
        this.twin = twin;
    }

    abstract Figure draw(Session session);

    String twin() {
        return twin;
    }

    private static Comparison scored(Session session) {
        Comparison comparison = session.comparison();
        if (comparison.isEmpty()) {
            throw new UserException("There is no score to chart yet. Run %eval.");
        }
        return comparison;
    }
}
