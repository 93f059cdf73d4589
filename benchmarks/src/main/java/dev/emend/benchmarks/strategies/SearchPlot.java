package dev.emend.benchmarks.strategies;

import dev.emend.format.report.Axis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a search moved: a dot for each candidate where it was first scored, at the height of what it came to, in the colour of
 * what wrote it; lines from parents to children, bold where they lead to the champion; pale what was dropped; open dots for
 * those that met only a part of the validation examples. The grey steps follow the leader.
 */
final class SearchPlot {

    private static final int WIDTH = 720;
    private static final int LEFT = 56;
    private static final int RIGHT = 704;
    private static final int TOP = 16;
    private static final int BOTTOM = 276;
    private static final int LEGEND_LINE = 20;
    private static final double LETTER = 6.9;
    private static final double RADIUS = 4.5;
    private static final List<String> COLOURS = List.of(
            "#2f7fc1", "#e07a1f", "#2a9d8f", "#9b4fb0", "#b58a00", "#5d8a2f", "#c2577a", "#6c7a89", "#8d6e4e",
            "#3fa7d6");

    /** The plain style of the reports. Without variables, which not every renderer of SVG knows. */
    private static final String STYLE = """
            .paper { fill: #fdfcf9 } text { fill: #62615d } .grid { stroke: #d9d6ce; stroke-width: .6 }
            .axis { stroke: #62615d } .steps { fill: none; stroke: #a19f99; stroke-width: 1.2 }
            .line { fill: none; stroke-width: 1 }
            .line.path { stroke: #a02c1c; stroke-width: 2.6 }
            .dropped { opacity: .38 } .seed { fill: #1d1d1f; stroke: #1d1d1f } .seed.open { fill: #fdfcf9 }
            .ring { fill: none; stroke: #a02c1c; stroke-width: 2 } text.champion { fill: #a02c1c; font-weight: 600; paint-order: stroke; stroke: #fdfcf9; stroke-width: 4 }
            @media (prefers-color-scheme: dark) {
            .paper { fill: #17181a } text { fill: #a19f99 } .grid { stroke: #3a3b3d } .axis { stroke: #a19f99 }
            .steps { stroke: #62615d } .line.path { stroke: #f08a74 } .seed { fill: #e7e5e0; stroke: #e7e5e0 }
            .seed.open { fill: #17181a }
            .ring { stroke: #f08a74 } text.champion { fill: #f08a74; stroke: #17181a }
            }
            """;

    private final String title;
    private final Moves moves;
    private final List<Moves.Dot> dots;
    private final Map<Integer, Moves.Dot> byId = new LinkedHashMap<>();
    private final List<Integer> path;
    private final int champion;
    private final int all;
    private final long step;
    private final double end;
    private final Axis height;
    private final List<String> operators;
    private final StringBuilder svg = new StringBuilder();

    private SearchPlot(String title, Moves moves) {
        this.title = title;
        this.moves = moves;
        this.dots = moves.dots();
        dots.forEach(dot -> byId.put(dot.id(), dot));
        this.path = moves.path();
        this.champion = path.getFirst();
        this.all = dots.stream().mapToInt(Moves.Dot::met).max().orElse(0);
        this.step = step(moves.calls());
        this.end = Math.max(step, Math.ceilDiv(moves.calls(), step) * step);
        this.height = Axis.around(
                dots.stream().mapToDouble(Moves.Dot::score).min().orElse(0),
                dots.stream().mapToDouble(Moves.Dot::score).max().orElse(1),
                BOTTOM,
                TOP);
        this.operators = dots.stream()
                .filter(dot -> dot.id() > 0)
                .map(Moves.Dot::operator)
                .distinct()
                .toList();
    }

    /** @param title for readers that do not see the figure */
    static String svg(String title, Moves moves) {
        return new SearchPlot(title, moves).draw();
    }

    /** Between two marks of the axis: 10, 20 or 50 times a power of ten, six marks at most. */
    private static long step(long calls) {
        long step = 10;
        for (int i = 0; step * 6 < calls; i++) {
            step = step * (i % 3 == 1 ? 5 : 4) / 2;
        }
        return step;
    }

    private String draw() {
        List<List<String>> legend = legend();
        int bottom = BOTTOM + 62 + LEGEND_LINE * (legend.size() + 1);
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"title\""
                        + " font-family=\"system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif\" font-size=\"12\">%n"
                        + "<title id=\"title\">%s</title>%n<style>%s</style>%n"
                        + "<rect class=\"paper\" width=\"100%%\" height=\"100%%\"/>%n",
                WIDTH, bottom, escaped(title), STYLE);
        axes();
        steps();
        List<Moves.Dot> paleFirst = new ArrayList<>(dots);
        paleFirst.sort((a, b) -> Boolean.compare(b.dropped(), a.dropped()));
        paleFirst.forEach(dot -> lines(dot, false));
        paleFirst.forEach(dot -> lines(dot, true));
        paleFirst.forEach(this::dot);
        Optional.ofNullable(byId.get(champion)).ifPresent(this::championMark);
        legend(legend);
        return svg.append("</svg>\n").toString();
    }

    private double x(double calls) {
        return LEFT + (RIGHT - LEFT) * calls / end;
    }

    private double y(double score) {
        return height.at(score);
    }

    private void axes() {
        for (double tick : height.ticks()) {
            add("<path class=\"grid\" d=\"M%d %.1fH%d\"/>%n", LEFT, y(tick), RIGHT, y(tick));
            text(LEFT - 8, y(tick) + 4, "end", String.format(Locale.ROOT, "%.0f %%", 100 * tick));
        }
        add("<path class=\"axis\" d=\"M%d %dH%d\"/>%n", LEFT, BOTTOM, RIGHT);
        for (long tick = 0; tick <= end; tick += step) {
            text(x(tick), BOTTOM + 18, "middle", String.valueOf(tick));
        }
        text((LEFT + RIGHT) / 2.0, BOTTOM + 38, "middle", "calls spent when a candidate was first scored");
        add(
                "<text text-anchor=\"middle\" transform=\"translate(13 %d) rotate(-90)\">validation score</text>%n",
                (TOP + BOTTOM) / 2);
    }

    private void steps() {
        Moves.Dot seed = byId.get(0);
        if (seed == null) {
            return;
        }
        StringBuilder steps = new StringBuilder();
        for (Moves.Lead lead : moves.leads()) {
            Moves.Dot dot = byId.get(lead.id());
            if (dot != null && lead.calls() >= seed.calls()) {
                steps.append("H").append(number(x(lead.calls()))).append("V").append(number(y(dot.score())));
            }
        }
        add(
                "<path class=\"steps\" d=\"M%.1f %.1f%sH%.1f\"/>%n",
                x(seed.calls()), y(seed.score()), steps, x(moves.calls()));
    }

    /** @param bold only those of the champion's descent, or only the others */
    private void lines(Moves.Dot child, boolean bold) {
        for (int id : child.parents()) {
            Moves.Dot parent = byId.get(id);
            int place = path.indexOf(child.id());
            boolean onPath = place >= 0 && place + 1 < path.size() && path.get(place + 1) == id;
            if (parent != null && onPath == bold) {
                add(
                        "<path class=\"line%s\"%s d=\"M%.1f %.1fL%.1f %.1f\"/>%n",
                        onPath ? " path" : "",
                        onPath ? "" : thin(child),
                        x(parent.calls()),
                        y(parent.score()),
                        x(child.calls()),
                        y(child.score()));
            }
        }
    }

    /** The paler, the more parents a child has: else a history of all that was tried would cover everything. */
    private String thin(Moves.Dot child) {
        double opacity = (child.dropped() ? 0.16 : 0.45)
                * Math.min(1, 2.0 / child.parents().size());
        return String.format(Locale.ROOT, " stroke=\"%s\" stroke-opacity=\"%.2f\"", colour(child.operator()), opacity);
    }

    private void dot(Moves.Dot dot) {
        String colour = colour(dot.operator());
        add(
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" stroke=\"%s\" stroke-width=\"1.4\"%s>"
                        + "<title>%s</title></circle>%n",
                style(dot),
                x(dot.calls()),
                y(dot.score()),
                RADIUS,
                colour,
                dot.met() < all ? "" : " fill=\"" + colour + "\"",
                escaped(String.format(
                        Locale.ROOT,
                        "candidate %d by %s: %.1f %% on %d",
                        dot.id(),
                        dot.operator(),
                        100 * dot.score(),
                        dot.met())));
    }

    private String style(Moves.Dot dot) {
        boolean open = dot.met() < all;
        if (dot.id() == 0) {
            return open ? "seed open" : "seed";
        }
        return (open ? "paper" : "") + (dot.dropped() && dot.id() != champion ? " dropped" : "");
    }

    private void championMark(Moves.Dot dot) {
        add("<circle class=\"ring\" cx=\"%.1f\" cy=\"%.1f\" r=\"8\"/>%n", x(dot.calls()), y(dot.score()));
        boolean high = y(dot.score()) < TOP + 16;
        boolean late = x(dot.calls()) > RIGHT - 75;
        add(
                "<text class=\"champion\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">champion</text>%n",
                late ? "end" : "start", x(dot.calls()) + (late ? -12 : 12), y(dot.score()) + (high ? 18 : -8));
    }

    private String colour(String operator) {
        int place = operators.indexOf(operator);
        return place < 0 ? "#1d1d1f" : COLOURS.get(place % COLOURS.size());
    }

    /** The operators' names, cut into lines that fit. */
    private List<List<String>> legend() {
        List<List<String>> lines = new ArrayList<>();
        double width = WIDTH;
        List<String> names = new ArrayList<>(List.of("your prompt"));
        names.addAll(operators);
        for (String name : names) {
            double needed = 28 + LETTER * name.length();
            if (lines.isEmpty() || width + needed > RIGHT - LEFT) {
                lines.add(new ArrayList<>());
                width = 0;
            }
            lines.getLast().add(name);
            width += needed;
        }
        return lines;
    }

    private void legend(List<List<String>> lines) {
        double y = BOTTOM + 64;
        for (List<String> line : lines) {
            double x = LEFT + RADIUS;
            for (String name : line) {
                add(
                        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>%n",
                        operators.contains(name) ? "" : "seed", x, y - 4, RADIUS, colour(name));
                text(x + 10, y, "start", name);
                x += 28 + LETTER * name.length();
            }
            y += LEGEND_LINE;
        }
        note(y);
    }

    private void text(double x, double y, String anchor, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, escaped(text));
    }

    private void note(double y) {
        add(
                "<circle class=\"paper\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" stroke=\"#8a8883\" stroke-width=\"1.4\"/>%n",
                LEFT + RADIUS, y - 4, RADIUS);
        text(LEFT + RADIUS + 10, y, "start", "open: met a part of the validation examples only; pale: dropped");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
