package dev.emend.format.report;

import dev.emend.model.Purpose;
import dev.emend.model.Usage;
import dev.emend.run.RunResult;
import dev.emend.run.Spend;
import java.util.Map;

/** What search and gate have spent, by purpose. */
final class SpendTable {

    private SpendTable() {}

    static void write(Html html, RunResult result) {
        Spend search = result.searchSpend();
        Spend all = result.spend();
        // Nothing is no sum of prices: the models are the user's own, or the task does not say what they cost.
        boolean money = all.microDollars() > 0;
        html.open("div", "class", "wide")
                .open("table", "id", "spend")
                .open("thead")
                .open("tr");
        html.element("th", "", "scope", "col", "aria-label", "what for");
        for (String heading :
                new String[] {"calls", "prompt tokens", "of these cached", "completion tokens", "US dollars"}) {
            html.element("th", heading, "scope", "col", "class", "number");
        }
        html.close().close();
        phase(html, "Search", search, new Spend(0, Usage.NONE, 0, Map.of()), money);
        if (all.calls() > search.calls()) {
            phase(html, "Gate", all, search, money);
        }
        html.open("tbody", "class", "total");
        row(html, "In all", all.calls(), all.usage(), all.microDollars(), money);
        html.close().close().close();
    }

    /**
     * What {@code until} has more than {@code since}.
     *
     * @param money whether anything is known to have cost any
     */
    private static void phase(Html html, String name, Spend until, Spend since, boolean money) {
        html.open("tbody");
        for (Purpose purpose : Purpose.values()) {
            Spend.Part part = until.parts().getOrDefault(purpose, Spend.Part.NONE);
            Spend.Part before = since.parts().getOrDefault(purpose, Spend.Part.NONE);
            if (part.calls() > before.calls()) {
                row(
                        html,
                        name + ": " + worker(purpose),
                        part.calls() - before.calls(),
                        minus(part.usage(), before.usage()),
                        part.microDollars() - before.microDollars(),
                        money);
            }
        }
        html.close();
    }

    private static Usage minus(Usage usage, Usage before) {
        return new Usage(
                usage.prompt() - before.prompt(),
                usage.cached() - before.cached(),
                usage.completion() - before.completion());
    }

    private static String worker(Purpose purpose) {
        return switch (purpose) {
            case TASK -> "task model";
            case META -> "meta-model";
            case JUDGE -> "judge";
            case EMBED -> "embedding";
            case TOOL -> "tools";
        };
    }

    private static void row(Html html, String name, long calls, Usage usage, long microDollars, boolean money) {
        html.open("tr").element("th", name, "scope", "row");
        number(html, Numbers.count(calls));
        number(html, Numbers.count(usage.prompt()));
        number(html, Numbers.count(usage.cached()));
        number(html, Numbers.count(usage.completion()));
        number(html, money ? Numbers.dollars(microDollars) : "\u2013");
        html.close();
    }

    private static void number(Html html, String number) {
        html.element("td", number, "class", "number");
    }
}
