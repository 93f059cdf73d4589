package dev.emend.format.report;

import dev.emend.run.RunResult;
import dev.emend.run.Task;

/**
 * A run as a page for people: the verdict with its evidence, the prompt to use and what was changed in it, the course of
 * the search, and what it cost. The page needs no script and loads nothing.
 *
 * <p>The same arguments give the same characters. The one figure in which a run and its repetition differ, the elapsed
 * time, stands alone in the one element with the attribute {@code data-clock}.
 */
public final class HtmlReport {

    private HtmlReport() {}

    /**
     * Safe for use by many threads at once.
     *
     * @param run what the run is called
     * @return a complete HTML document, to be written as UTF-8
     */
    public static String render(String run, Task task, RunResult result) {
        return Frame.page(task.name() + ": " + result.verdict().label() + " (" + run + ")", html -> {
            html.open("header");
            html.open("p", "class", "kicker").text("Emend · run ").foreign(run).close();
            html.open("h1").foreign(task.name()).close();
            html.element(
                    "p",
                    Sections.headline(result.verdict()),
                    "class",
                    "headline " + result.verdict().label());
            html.close().open("main");
            sections(html, new Sections(html, task, result), result);
            html.close();
        });
    }

    private static void sections(Html html, Sections sections, RunResult result) {
        Frame.section(html, "verdict", "Verdict", sections::verdict);
        Frame.section(html, "prompt", sections.promptTitle(), sections::prompt);
        Frame.section(html, "course", "The course of the run", sections::course);
        if (ObjectiveTable.isNeeded(result)) {
            Frame.section(html, "objectives", "Metric by metric", sections::objectives);
        }
        Frame.section(html, "lineage", "Lineage", sections::lineage);
        Frame.section(html, "refused", "Refused proposals", sections::refusals);
        Frame.section(html, "spent", "Spend", sections::spend);
        Frame.section(html, "task", "The task", sections::task);
        Frame.section(html, "caveats", "How to read the numbers", sections::caveats);
    }
}
