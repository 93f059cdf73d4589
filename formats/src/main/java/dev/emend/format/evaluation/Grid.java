package dev.emend.format.evaluation;

import dev.emend.format.report.Html;

/** A table under construction: names in the first column, figures in the others. */
final class Grid {

    private final Html html;

    /** @param headings of all columns but the first */
    Grid(Html html, String id, String what, String... headings) {
        this.html = html;
        html.open("div", "class", "wide").open("table", "id", id).open("thead").open("tr");
        html.element("th", what, "scope", "col");
        for (String heading : headings) {
            html.open("th", "scope", "col", "class", "number").foreign(heading).close();
        }
        html.close().close().open("tbody");
    }

    Grid row(String name, String... cells) {
        html.open("tr").open("th", "scope", "row").excerpt(name, 120).close();
        for (String cell : cells) {
            html.element("td", cell, "class", "number");
        }
        html.close();
        return this;
    }

    void end() {
        html.close().close().close();
    }
}
