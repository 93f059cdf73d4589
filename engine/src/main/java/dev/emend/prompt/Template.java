package dev.emend.prompt;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Text with placeholders, parsed once.
 *
 * <p>The syntax is the part that LangChain4j, Prompty, dotprompt and Mustache share: {@code {{name}}} is a placeholder.
 * {@code {# frozen #}} and {@code {# /frozen #}} enclose what no operator may touch; they are comments to a Jinja
 * renderer and are never sent to a model. Any other text, single braces and JSON included, stands for itself.
 * Rendering puts the values in as they are and never looks into them again.
 *
 * @param segments in order; neighbouring texts of the same kind are one segment
 */
public record Template(List<Segment> segments) {

    private static final Pattern TOKEN =
            Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_.-]*)\\s*}}|\\{#\\s*(/?)\\s*frozen\\s*#}");

    /** In other template languages this would be more than text. */
    private static final Pattern LOOKALIKE =
            Pattern.compile("\\{\\{[^{}\n]{0,80}}}|\\{\\{\\s*[A-Za-z_][\\w .-]{0,80}|\\{%[^%\n]{0,80}%}");

    public Template {
        segments = List.copyOf(segments);
    }

    /** @throws InvalidInputException where a frozen section is closed before it is opened, or never */
    public static Template parse(String source) {
        return parse(source, Where.NOWHERE);
    }

    /** @param where the place of the template, named in the error */
    public static Template parse(String source, Where where) {
        List<Segment> segments = new ArrayList<>();
        Matcher token = TOKEN.matcher(source);
        boolean frozen = false;
        int from = 0;
        while (token.find()) {
            addText(segments, source.substring(from, token.start()), frozen);
            from = token.end();
            if (token.group(1) != null) {
                segments.add(new Segment.Placeholder(token.group(1), frozen));
            } else {
                boolean closes = !token.group(2).isEmpty();
                if (closes != frozen) {
                    throw new InvalidInputException(
                            closes
                                    ? "a frozen section is closed that was not opened"
                                    : "a frozen section is opened twice",
                            where,
                            "write {# frozen #} before and {# /frozen #} behind the section.");
                }
                frozen = !closes;
            }
        }
        if (frozen) {
            throw new InvalidInputException(
                    "a frozen section is not closed", where, "write {# /frozen #} behind the section.");
        }
        addText(segments, source.substring(from), false);
        return new Template(segments);
    }

    /** A template of one text that holds no placeholder, whatever the text looks like. */
    public static Template literal(String text) {
        return new Template(text.isEmpty() ? List.of() : List.of(new Segment.Text(text, false)));
    }

    private static void addText(List<Segment> segments, String text, boolean frozen) {
        if (text.isEmpty()) {
            return;
        }
        if (!segments.isEmpty() && segments.getLast() instanceof Segment.Text before && before.frozen() == frozen) {
            segments.set(segments.size() - 1, new Segment.Text(before.value() + text, frozen));
        } else {
            segments.add(new Segment.Text(text, frozen));
        }
    }

    /** What {@link #parse} would read this template from. */
    public String source() {
        StringBuilder source = new StringBuilder();
        boolean frozen = false;
        for (Segment segment : segments) {
            if (segment.frozen() != frozen) {
                frozen = segment.frozen();
                source.append(frozen ? "{# frozen #}" : "{# /frozen #}");
            }
            switch (segment) {
                case Segment.Text text -> source.append(text.value());
                case Segment.Placeholder placeholder ->
                    source.append("{{").append(placeholder.name()).append("}}");
            }
        }
        return source.append(frozen ? "{# /frozen #}" : "").toString();
    }

    /** Texts that look like a placeholder and are none, such as {@code {{two words}}}: they are sent as they stand. */
    public List<String> lookalikes() {
        return segments.stream()
                .flatMap(segment -> segment instanceof Segment.Text text ? Stream.of(text.value()) : Stream.empty())
                .flatMap(text -> LOOKALIKE.matcher(text).results())
                .map(found -> found.group().strip())
                .distinct()
                .toList();
    }

    /** The placeholders' names in order, repeated ones repeated. */
    public List<String> placeholders() {
        return segments.stream()
                .filter(Segment.Placeholder.class::isInstance)
                .map(segment -> ((Segment.Placeholder) segment).name())
                .toList();
    }

    /** The frozen sections in order, each as its source. */
    public List<String> frozenSections() {
        List<String> sections = new ArrayList<>();
        List<Segment> current = new ArrayList<>();
        for (Segment segment : segments) {
            if (segment.frozen()) {
                current.add(segment);
            } else if (!current.isEmpty()) {
                sections.add(new Template(current).source());
                current.clear();
            }
        }
        if (!current.isEmpty()) {
            sections.add(new Template(current).source());
        }
        return sections;
    }

    /** The placeholders outside of frozen sections, in order, repeated ones repeated. */
    public List<String> editablePlaceholders() {
        return new Template(
                        segments.stream().filter(segment -> !segment.frozen()).toList())
                .placeholders();
    }

    /**
     * With more text behind the last paragraph that ends before the first placeholder, never inside a frozen section; at the
     * end where there is no such paragraph.
     *
     * @param addition begins with the line break that is to stand before it; parsed like any source
     * @throws InvalidInputException where the addition leaves a frozen section open
     */
    public Template inserting(String addition) {
        List<Segment> inserted = new ArrayList<>(segments);
        for (int i = firstPlaceholder() - 1; i >= 0; i--) {
            if (inserted.get(i) instanceof Segment.Text text && !text.frozen()) {
                int gap = text.value().lastIndexOf("\n\n");
                if (gap >= 0) {
                    String value = text.value();
                    inserted.set(i, new Segment.Text(value.substring(0, gap) + addition + value.substring(gap), false));
                    return parse(new Template(inserted).source());
                }
            }
        }
        return parse(source().stripTrailing() + addition);
    }

    /** 0 where there is no placeholder. */
    private int firstPlaceholder() {
        int first = 0;
        while (first < segments.size()) {
            if (segments.get(first) instanceof Segment.Placeholder) {
                return first;
            }
            first++;
        }
        return 0;
    }

    /** The text an operator may change, without placeholders and frozen sections. */
    public String editableText() {
        return segments.stream()
                .filter(segment -> !segment.frozen() && segment instanceof Segment.Text)
                .map(segment -> ((Segment.Text) segment).value())
                .collect(Collectors.joining(" "));
    }

    /** @throws InvalidInputException where {@code inputs} lacks a placeholder's value */
    public String render(Map<String, String> inputs) {
        StringBuilder rendered = new StringBuilder();
        for (Segment segment : segments) {
            switch (segment) {
                case Segment.Text text -> rendered.append(text.value());
                case Segment.Placeholder placeholder -> {
                    String value = inputs.get(placeholder.name());
                    if (value == null) {
                        throw new InvalidInputException(
                                "no value for the placeholder {{" + placeholder.name() + "}}; there are "
                                        + inputs.keySet().stream().sorted().toList(),
                                Where.NOWHERE,
                                "the input has another name, or the row lacks it.");
                    }
                    rendered.append(value);
                }
            }
        }
        return rendered.toString();
    }
}
