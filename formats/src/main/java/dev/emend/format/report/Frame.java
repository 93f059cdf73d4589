package dev.emend.format.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;

/** What every page has: a head that forbids loading and running anything, the style sheet, and sections with headings. */
public final class Frame {

    private Frame() {}

    /** @return a complete HTML document, to be written as UTF-8 */
    public static String page(String title, Consumer<Html> body) {
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
        html.element("title", title);
        html.style(styleSheet()).close();
        html.open("body");
        body.accept(html);
        html.close().close();
        return html.page();
    }

    /** A part of the page that a link can name. */
    public static void section(Html html, String id, String heading, Runnable content) {
        html.open("section", "id", id, "aria-labelledby", id + "-heading");
        html.element("h2", heading, "id", id + "-heading");
        content.run();
        html.close();
    }

    private static String styleSheet() {
        try (InputStream css = Objects.requireNonNull(Frame.class.getResourceAsStream("report.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("the report's style sheet cannot be read", broken);
        }
    }
}
