package dev.emend.benchmarks.racing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Evaluations saved against regret, a panel for each field, a mark for each method with its 95 % interval. */
final class RacePlot {

    private static final int WIDTH = 460;
    private static final int HEIGHT = 300;
    private static final int LEFT = 56;
    private static final int TOP = 34;
    private static final List<String> COLOURS = List.of(
            "#222222", "#0b62a4", "#4d9de0", "#12355b", "#7fb7be", "#2a9d8f", "#e07a1f", "#b5651d", "#9b2c8f",
            "#c0392b", "#888888", "#6b8e23");

    private RacePlot() {}

    static String svg(List<RaceSimulation.Row> rows) {
        Map<String, List<RaceSimulation.Row>> panels = new LinkedHashMap<>();
        rows.forEach(row -> panels.computeIfAbsent(
                        String.format(
                                Locale.ROOT,
                                "%s, %s truth: %d prompts on %d examples",
                                row.matrix(),
                                row.truth(),
                                row.prompts(),
                                row.examples()),
                        title -> new ArrayList<>())
                .add(row));
        int columns = Math.min(3, panels.size());
        int lines = (panels.size() + columns - 1) / columns;
        List<String> methods =
                rows.stream().map(RaceSimulation.Row::method).distinct().toList();
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                columns * WIDTH,
                lines * HEIGHT + 20 * ((methods.size() + 4) / 5) + 10);
        int place = 0;
        for (Map.Entry<String, List<RaceSimulation.Row>> panel : panels.entrySet()) {
            panel(svg, panel.getKey(), panel.getValue(), methods, place % columns * WIDTH, place / columns * HEIGHT);
            place++;
        }
        for (int i = 0; i < methods.size(); i++) {
            int x = LEFT + i % 5 * columns * WIDTH / 5;
            int y = lines * HEIGHT + 16 + i / 5 * 20;
            add(
                    svg,
                    "<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>%n",
                    x,
                    y - 4,
                    colour(i),
                    x + 9,
                    y,
                    methods.get(i));
        }
        return svg.append("</svg>\n").toString();
    }

    private static void panel(
            StringBuilder svg, String title, List<RaceSimulation.Row> rows, List<String> methods, int left, int top) {
        double most = Math.max(
                1,
                rows.stream().mapToDouble(RaceSimulation.Row::regretHigh).max().orElse(1));
        int bottom = top + HEIGHT - 46;
        int right = left + WIDTH - 16;
        double height = bottom - top - TOP;
        double width = right - left - LEFT;
        add(svg, "<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>%n", left + LEFT, top + 22, title);
        for (int tick = 0; tick <= 4; tick++) {
            double y = bottom - height * tick / 4;
            double x = left + LEFT + width * tick / 4;
            add(
                    svg,
                    "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>"
                            + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d %%</text>%n",
                    left + LEFT,
                    y,
                    right,
                    left + LEFT - 5,
                    y + 4,
                    most * tick / 4,
                    x,
                    bottom + 15,
                    25 * tick);
        }
        add(
                svg,
                "<text x=\"%d\" y=\"%d\">evaluations saved</text><text transform=\"translate(%d %d) rotate(-90)\">regret,"
                        + " points</text>%n",
                left + LEFT,
                bottom + 31,
                left + 16,
                bottom - 10);
        for (RaceSimulation.Row row : rows) {
            String colour = colour(methods.indexOf(row.method()));
            double x = left + LEFT + width * row.saved();
            add(
                    svg,
                    "<path d=\"M%.1f %.1fV%.1f\" stroke=\"%s\" stroke-width=\"1.5\"/><circle cx=\"%.1f\" cy=\"%.1f\""
                            + " r=\"5\" fill=\"%s\"><title>%s: %.1f %% saved, regret %.2f</title></circle>%n",
                    x,
                    bottom - height * row.regretLow() / most,
                    bottom - height * row.regretHigh() / most,
                    colour,
                    x,
                    bottom - height * row.regret() / most,
                    colour,
                    row.method(),
                    100 * row.saved(),
                    row.regret());
        }
    }

    private static String colour(int method) {
        return COLOURS.get(method % COLOURS.size());
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
