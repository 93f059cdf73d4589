package dev.emend.format.report;

import dev.emend.run.RunResult;
import dev.emend.run.RunResult.Refusal;
import java.util.stream.Collectors;

/** What the screen refused, and why. */
final class Refusals {

    private static final int DETAIL_SHOWN = 1_000;
    private static final int TEXT_SHOWN = 20_000;

    private Refusals() {}

    static void write(Html html, RunResult result) {
        RunResult.Diversity diversity = result.diversity();
        html.element(
                "p",
                "Of " + Numbers.count(diversity.written(), "proposal") + ", " + diversity.repeated()
                        + " repeated a known candidate and " + diversity.alike()
                        + " answered like an earlier one: " + Numbers.percent(diversity.duplicates())
                        + " brought nothing new.",
                "id",
                "duplicates");
        if (result.refusals().isEmpty()) {
            html.element("p", "The screen refused nothing.");
            return;
        }
        html.element(
                "p",
                "The screen refused " + Numbers.count(result.refusals().size(), "proposal")
                        + " before any example was answered with them.");
        html.open("div", "class", "wide")
                .open("table", "id", "refusals")
                .open("thead")
                .open("tr");
        html.element("th", "step", "scope", "col", "class", "number");
        html.element("th", "from", "scope", "col", "class", "number");
        html.element("th", "operator", "scope", "col");
        html.element("th", "rule", "scope", "col");
        html.element("th", "what broke it", "scope", "col");
        html.close().close().open("tbody");
        for (Refusal refusal : result.refusals()) {
            row(html, refusal);
        }
        html.close().close().close();
    }

    private static void row(Html html, Refusal refusal) {
        html.open("tr").element("td", Numbers.count(refusal.step()), "class", "number");
        html.element(
                "td",
                refusal.parents().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                "class",
                "number");
        html.open("td").excerpt(refusal.operator(), DETAIL_SHOWN).close();
        html.open("td")
                .open("code")
                .excerpt(refusal.rule(), DETAIL_SHOWN)
                .close()
                .close();
        html.open("td").excerpt(refusal.detail(), DETAIL_SHOWN);
        html.open("details").element("summary", "The refused text");
        html.open("div", "class", "block", "dir", "auto")
                .excerpt(refusal.text(), TEXT_SHOWN)
                .close();
        html.close().close().close();
    }
}
