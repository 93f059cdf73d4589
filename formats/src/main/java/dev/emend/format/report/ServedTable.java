package dev.emend.format.report;

import dev.emend.evaluation.Estimate;
import dev.emend.run.RunResult;
import java.util.List;

/** How each model or task fares whom the prompt serves: whether the gain carries over, or one pays for another. */
final class ServedTable {

    private ServedTable() {}

    static void write(Html html, List<RunResult.Served> served) {
        html.open("div", "class", "wide")
                .open("table", "id", "served")
                .open("thead")
                .open("tr");
        html.element("th", "serves", "scope", "col");
        for (String column : List.of("your prompt", "champion", "difference", "n")) {
            html.element("th", column, "scope", "col", "class", "number");
        }
        html.close().close().open("tbody");
        for (RunResult.Served one : served) {
            html.open("tr").open("th", "scope", "row").foreign(one.name()).close();
            cell(html, estimate(one.seed()));
            cell(html, estimate(one.champion()));
            cell(
                    html,
                    Numbers.points(one.difference().value()) + " points ("
                            + Numbers.pointsRange(one.difference().interval()) + ")");
            cell(html, Numbers.count(one.difference().n(), "pair"));
            html.close();
        }
        html.close().close().close();
    }

    private static void cell(Html html, String text) {
        html.element("td", text, "class", "number");
    }

    private static String estimate(Estimate estimate) {
        return Numbers.percent(estimate.value()) + " (" + Numbers.range(estimate.interval()) + ")";
    }
}
