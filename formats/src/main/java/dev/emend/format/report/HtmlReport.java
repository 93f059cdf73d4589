package dev.emend.format.report;

import dev.emend.run.RunResult;
import dev.emend.run.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

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
        Html html = new Html();
        html.open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        // Nothing on the page could load or run anything even if the escaping failed.
        html.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.element("title", task.name() + ": " + result.verdict().label() + " (" + run + ")");
        html.style(styleSheet()).close();
        html.open("body").open("header");
        html.open("p", "class", "kicker").text("Emend · run ").foreign(run).close();
        html.open("h1").foreign(task.name()).close();
        html.element(
                "p",
                Sections.headline(result.verdict()),
                "class",
                "headline " + result.verdict().label());
        html.close().open("main");
        sections(html, new Sections(html, task, result));
        html.close().close().close();
        return html.page();
    }

    private static void sections(Html html, Sections sections) {
        section(html, "verdict", "Verdict", sections::verdict);
        section(html, "prompt", "The prompt to use", sections::prompt);
        section(html, "course", "The course of the run", sections::course);
        section(html, "lineage", "Lineage", sections::lineage);
        section(html, "refused", "Refused proposals", sections::refusals);
        section(html, "spent", "Spend", sections::spend);
        section(html, "task", "The task", sections::task);
        section(html, "caveats", "How to read the numbers", sections::caveats);
    }

    private static void section(Html html, String id, String heading, Runnable content) {
        html.open("section", "id", id, "aria-labelledby", id + "-heading");
        html.element("h2", heading, "id", id + "-heading");
        content.run();
        html.close();
    }

    private static String styleSheet() {
        try (InputStream css = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("the report's style sheet cannot be read", broken);
        }
    }
}
