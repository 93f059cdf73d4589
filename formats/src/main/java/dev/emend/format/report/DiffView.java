package dev.emend.format.report;

import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What distinguishes one prompt from another: messages line by line, demonstrations row by row, settings. */
final class DiffView {

    /** Unchanged lines that are shown around a change. */
    private static final int CONTEXT = 3;

    private DiffView() {}

    static void write(Html html, Prompt before, Prompt after) {
        html.open("div", "class", "prompt");
        boolean same = before.fingerprint().equals(after.fingerprint());
        if (same) {
            html.element("p", "The two prompts are the same.", "class", "aside");
        } else {
            messages(html, before.messages(), after.messages());
            demonstrations(html, before.demonstrations(), after.demonstrations());
            settings(html, before, after);
        }
        html.close();
    }

    private static void messages(Html html, List<Message> before, List<Message> after) {
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            String role = i < after.size()
                    ? after.get(i).role().label()
                    : before.get(i).role().label();
            TextDiff diff = TextDiff.of(source(before, i), source(after, i));
            if (diff.isEmpty()) {
                html.element("p", "The " + role + " message is unchanged.", "class", "aside");
            } else {
                html.element("h4", role);
                lines(html, diff.lines());
            }
        }
    }

    private static String source(List<Message> messages, int index) {
        return index < messages.size() ? messages.get(index).content().source() : "";
    }

    private static void lines(Html html, List<TextDiff.Line> lines) {
        html.open("div", "class", "diff", "dir", "auto");
        int next = 0;
        while (next < lines.size()) {
            int end = next;
            while (end < lines.size() && lines.get(end).kind() == TextDiff.Kind.KEPT) {
                end++;
            }
            int head = next == 0 ? next : Math.min(end, next + CONTEXT);
            int tail = end == lines.size() ? end : Math.max(head, end - CONTEXT);
            if (tail - head <= 1) {
                tail = head;
            }
            lines.subList(next, head).forEach(line -> line(html, line));
            if (tail > head) {
                html.element("div", "… " + Numbers.count(tail - head) + " unchanged lines", "class", "fold");
            }
            lines.subList(tail, end).forEach(line -> line(html, line));
            next = end;
            while (next < lines.size() && lines.get(next).kind() != TextDiff.Kind.KEPT) {
                line(html, lines.get(next++));
            }
        }
        html.close();
    }

    private static void line(Html html, TextDiff.Line line) {
        String element = switch (line.kind()) {
            case KEPT -> "span";
            case REMOVED -> "del";
            case ADDED -> "ins";
        };
        html.open("div", "class", "line")
                .element("span", sign(line.kind()), "class", "sign")
                .open(element);
        for (TextDiff.Piece piece : line.pieces()) {
            if (piece.marked()) {
                html.element("strong", piece.text());
            } else {
                html.text(piece.text());
            }
        }
        html.close().close();
    }

    private static String sign(TextDiff.Kind kind) {
        return switch (kind) {
            case KEPT -> "\u00A0";
            case REMOVED -> "−";
            case ADDED -> "+";
        };
    }

    private static void demonstrations(Html html, List<Demonstration> before, List<Demonstration> after) {
        List<Demonstration> removed = without(before, after);
        List<Demonstration> added = without(after, before);
        int kept = after.size() - added.size();
        if (removed.isEmpty() && added.isEmpty()) {
            if (!before.isEmpty()) {
                boolean moved = !contents(before).equals(contents(after));
                html.element(
                        "p",
                        moved
                                ? "The demonstrations are the same, in another order."
                                : "The demonstrations are unchanged.",
                        "class",
                        "aside");
            }
            return;
        }
        html.element(
                "h4", "Demonstrations: " + added.size() + " added, " + removed.size() + " removed, " + kept + " kept");
        List<Demonstration> all = new ArrayList<>(removed);
        all.addAll(added);
        Set<String> inputs = PromptView.inputs(all);
        html.open("div", "class", "wide")
                .open("table", "class", "texts")
                .open("thead")
                .open("tr");
        html.element("th", "", "scope", "col", "aria-label", "change");
        inputs.forEach(name -> html.open("th", "scope", "col").foreign(name).close());
        html.element("th", "answer", "scope", "col").close().close().open("tbody");
        rows(html, inputs, removed, TextDiff.Kind.REMOVED);
        rows(html, inputs, added, TextDiff.Kind.ADDED);
        html.close().close().close();
    }

    private static void rows(Html html, Set<String> inputs, List<Demonstration> demonstrations, TextDiff.Kind kind) {
        for (Demonstration demonstration : demonstrations) {
            html.open("tr", "class", kind == TextDiff.Kind.ADDED ? "added" : "removed");
            html.element("td", sign(kind), "class", "sign");
            PromptView.cells(html, inputs, demonstration);
            html.close();
        }
    }

    /** What is sent, whichever example it was taken from. */
    private record Content(Object inputs, String output) {}

    private static List<Content> contents(List<Demonstration> demonstrations) {
        return demonstrations.stream()
                .map(demonstration -> new Content(demonstration.inputs(), demonstration.output()))
                .toList();
    }

    private static List<Demonstration> without(List<Demonstration> from, List<Demonstration> what) {
        List<Content> left = new ArrayList<>(contents(what));
        return from.stream()
                .filter(demonstration -> !left.remove(new Content(demonstration.inputs(), demonstration.output())))
                .toList();
    }

    private static void settings(Html html, Prompt before, Prompt after) {
        if (!before.sampling().equals(after.sampling())) {
            html.open("p").text("Was drawn with ");
            PromptView.sampling(html, before.sampling());
            html.text(" Now drawn with ");
            PromptView.sampling(html, after.sampling());
            html.close();
        }
        if (!before.outputSchema().equals(after.outputSchema())) {
            html.element("h4", "JSON Schema of the answer");
            lines(
                    html,
                    TextDiff.of(
                                    before.outputSchema().orElse(""),
                                    after.outputSchema().orElse(""))
                            .lines());
        }
    }
}
