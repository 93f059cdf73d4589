package dev.emend.generation;

import dev.emend.program.TextList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the parts of an instruction stand on the page. */
public enum Layout {
    /** Running sentences. */
    PARAGRAPH("running sentences", "running sentences") {
        @Override
        String text(Parts parts) {
            return joined(" ", flowing(parts.opening()), flowing(parts.guidance()), String.join(" ", parts.method()))
                    + behind(parts);
        }
    },
    /** Parts with a heading each. */
    SECTIONS("parts with a heading each", "a few short lines") {
        @Override
        String text(Parts parts) {
            return joined(
                    "\n\n",
                    headed("Task", parts.opening()),
                    headed("Guidance", parts.guidance()),
                    headed("How to work", String.join("\n", parts.method())),
                    headed("Rules", parts.rules()),
                    headed("Answer", parts.answer()));
        }
    },
    /** Numbered steps. */
    STEPS("numbered steps", "numbered steps") {
        @Override
        String text(Parts parts) {
            List<String> steps = new ArrayList<>();
            TextList.items(parts.guidance()).forEach(steps::add);
            steps.addAll(parts.method());
            return joined("\n", parts.opening(), numbered(steps)) + behind(parts);
        }
    },
    /** A list of points. */
    BULLETS("a list of short points", "a list of short points") {
        @Override
        String text(Parts parts) {
            List<String> points = new ArrayList<>(parts.method());
            TextList.items(parts.guidance()).forEach(points::add);
            return joined(
                            "\n",
                            parts.opening(),
                            points.stream().map(point -> "- " + point).collect(Collectors.joining("\n")))
                    + behind(parts);
        }
    },
    /** The form of the answer before everything else. */
    ANSWER_FIRST("the form of the answer before everything else", "two or three sentences") {
        @Override
        String text(Parts parts) {
            return joined(
                    "\n\n",
                    parts.answer(),
                    parts.opening(),
                    parts.guidance(),
                    String.join("\n", parts.method()),
                    parts.rules());
        }
    };

    /**
     * What an instruction says, each as template source; empty where there is nothing to say.
     *
     * @param opening what the task is
     * @param guidance how to do it
     * @param method the lines of the technique
     * @param rules what must be kept
     * @param answer the form of the answer
     */
    record Parts(String opening, String guidance, List<String> method, String rules, String answer) {}

    private final String description;

    private final String guidance;

    Layout(String description, String guidance) {
        this.description = description;
        this.guidance = guidance;
    }

    /** As in files, such as {@code answer-first}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people. */
    public String description() {
        return description;
    }

    /** How the guidance is to be written, so that it fits in. */
    String guidance() {
        return guidance;
    }

    abstract String text(Parts parts);

    private static String behind(Parts parts) {
        String rest = joined("\n\n", parts.rules(), parts.answer());
        return rest.isEmpty() ? "" : "\n\n" + rest;
    }

    private static String headed(String heading, String text) {
        return text.isBlank() ? "" : heading + ":\n" + text;
    }

    private static String numbered(List<String> steps) {
        return IntStream.range(0, steps.size())
                .mapToObj(i -> (i + 1) + ". " + steps.get(i))
                .collect(Collectors.joining("\n"));
    }

    private static String flowing(String text) {
        return String.join(" ", TextList.items(text));
    }

    private static String joined(String separator, String... texts) {
        return java.util.Arrays.stream(texts).filter(text -> !text.isBlank()).collect(Collectors.joining(separator));
    }
}
