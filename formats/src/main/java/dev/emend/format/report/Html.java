package dev.emend.format.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * A page under construction. Text and attribute values are escaped on their way in, so nothing that is passed as text can
 * become markup. The page is well-formed XML too. Tags and attribute names are this package's own.
 */
public final class Html {

    private static final Set<String> INLINE =
            Set.of("a", "abbr", "b", "bdi", "code", "del", "em", "ins", "span", "strong", "summary", "tspan");

    private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<String> opened = new ArrayDeque<>();

    /** @param attributes names and values in turn */
    public Html open(String tag, String... attributes) {
        begin(tag, attributes).append('>');
        opened.push(tag);
        return this;
    }

    /** Closes the element that was opened last. */
    public Html close() {
        String tag = opened.pop();
        out.append("</").append(tag).append('>');
        return lineBreak(tag);
    }

    /** An element without content. */
    public Html empty(String tag, String... attributes) {
        begin(tag, attributes).append("/>");
        return lineBreak(tag);
    }

    /** An element that holds this text alone. */
    public Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    public Html text(String text) {
        Escape.append(out, text);
        return this;
    }

    /** Foreign text that may be of any length and is shown up to a limit; says how much was left out. */
    public Html excerpt(String text, int limit) {
        if (text.length() <= limit) {
            return foreign(text);
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        foreign(text.substring(0, end));
        return element("span", " … and " + Numbers.count(text.length() - end) + " more characters", "class", "aside");
    }

    /** Text that a model or the data wrote, kept from reordering what stands around it. */
    public Html foreign(String text) {
        return element("bdi", text);
    }

    /** @param css our own, without markup characters */
    public Html style(String css) {
        if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
            throw new IllegalArgumentException("a style sheet must not hold < or &");
        }
        out.append("<style>\n").append(css).append("</style>\n");
        return this;
    }

    private StringBuilder begin(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            Escape.append(out, attributes[i + 1]);
            out.append('"');
        }
        return out;
    }

    private Html lineBreak(String tag) {
        if (!INLINE.contains(tag)) {
            out.append('\n');
        }
        return this;
    }

    /** The page, once every element is closed. */
    public String page() {
        if (!opened.isEmpty()) {
            throw new IllegalStateException("not closed: " + opened);
        }
        return out.toString();
    }
}
