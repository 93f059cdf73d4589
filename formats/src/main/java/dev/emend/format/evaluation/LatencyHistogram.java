package dev.emend.format.evaluation;

import dev.emend.evaluation.Measured;
import dev.emend.format.report.Drawing;
import dev.emend.format.report.Html;
import dev.emend.format.report.Numbers;
import java.time.Duration;
import java.util.List;

/** How long calls took: bins of equal width from nothing to the slowest call. */
final class LatencyHistogram {

    private static final int WIDTH = 720;
    private static final int LEFT = 60;
    private static final int RIGHT = 700;
    private static final int TOP = 30;
    private static final int BOTTOM = 120;
    private static final int BINS = 32;

    private final Html html;
    private final Measured measured;
    private final List<Duration> latencies;
    private final double longest;

    LatencyHistogram(Html html, Measured measured) {
        this.html = html;
        this.measured = measured;
        this.latencies = measured.latencies();
        this.longest = Math.max(1, latencies.getLast().toNanos());
    }

    void write() {
        html.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + (BOTTOM + 30),
                "role",
                "img",
                "aria-label",
                "Latencies of " + Numbers.count(latencies.size(), "call"));
        Drawing.text(html, Shortened.end(measured.name(), 60), LEFT, 16, "start", "row");
        int[] bins = new int[BINS];
        latencies.forEach(latency -> bins[(int) Math.min(BINS - 1, latency.toNanos() / longest * BINS)]++);
        int most = 1;
        for (int bin : bins) {
            most = Math.max(most, bin);
        }
        double width = (double) (RIGHT - LEFT) / BINS;
        for (int bin = 0; bin < BINS; bin++) {
            double height = (double) (BOTTOM - TOP) * bins[bin] / most;
            Drawing.box(html, LEFT + bin * width + 0.5, BOTTOM - height, width - 1, height, "bar", 1);
        }
        Drawing.line(html, LEFT, BOTTOM, RIGHT, BOTTOM, "axis");
        Drawing.text(html, Numbers.count(most), LEFT - 8, TOP + 10, "end", "tick");
        Drawing.text(html, "0", LEFT - 8, BOTTOM, "end", "tick");
        for (int quarter = 0; quarter <= 4; quarter++) {
            Drawing.text(
                    html,
                    Seconds.of(Duration.ofNanos((long) (longest * quarter / 4))),
                    LEFT + (RIGHT - LEFT) * quarter / 4.0,
                    BOTTOM + 18,
                    quarter == 4 ? "end" : "middle",
                    "tick");
        }
        double median = LEFT + (RIGHT - LEFT) * (measured.latency(0.5).toNanos() / longest);
        Drawing.line(html, median, TOP - 6, median, BOTTOM, "dashed");
        html.close();
    }
}
