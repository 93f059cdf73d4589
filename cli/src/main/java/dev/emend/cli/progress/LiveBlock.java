package dev.emend.cli.progress;

import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Printable;
import dev.emend.cli.console.Style;
import dev.emend.run.Budget;
import dev.emend.run.RunEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One block of lines on a terminal, redrawn in place: the budget, the best score, the hypothesis being tried. It is
 * redrawn every second, since a single call can take long, and at most ten times a second.
 */
final class LiveBlock implements RunView {

    private static final long MOST_OFTEN = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int BAR = 24;

    private final PrintStream terminal;
    private final int width;
    private final Style style;
    private final Course course;
    private final ScheduledExecutorService clock;
    private long lastDrawn;
    private long lastReply = System.nanoTime();
    private int drawn;
    private boolean closed;

    LiveBlock(PrintStream terminal, int width, Style style, Budget budget) {
        this.terminal = terminal;
        this.width = Math.max(40, width);
        this.style = style;
        this.course = new Course(budget);
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("live view").factory());
        clock.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public synchronized void accept(RunEvent event) {
        course.follow(event);
        if (event instanceof RunEvent.Called) {
            lastReply = System.nanoTime();
        }
        if (event instanceof RunEvent.PhaseStarted || System.nanoTime() - lastDrawn > MOST_OFTEN) {
            draw();
        }
    }

    private synchronized void tick() {
        if (!closed) {
            draw();
        }
    }

    @Override
    public synchronized void close() {
        clock.shutdownNow();
        if (!closed) {
            draw();
            terminal.println();
        }
        closed = true;
    }

    private void draw() {
        lastDrawn = System.nanoTime();
        StringBuilder frame = new StringBuilder();
        if (drawn > 0) {
            frame.append("\u001B[").append(drawn).append('A');
        }
        // Lines are cut and not wrapped, or a window made narrower would break the redrawing.
        frame.append("\r\u001B[J\u001B[?7l");
        List<String> lines = lines();
        lines.forEach(line -> frame.append(line).append('\n'));
        drawn = lines.size();
        terminal.print(frame.append("\u001B[?7h"));
        terminal.flush();
    }

    private List<String> lines() {
        Duration now = course.elapsed().plusNanos(System.nanoTime() - lastReply);
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(course.task()) + "  "
                + cut(course.phase(), width - course.task().length() - 2));
        String spent = course.spent(now)
                + course.timeLeft(now)
                        .map(left -> ", at most " + Amounts.time(left) + " left")
                        .orElse("");
        lines.add(course.share(now)
                .map(share -> bar(share) + " " + cut(spent, width - BAR - 1))
                .orElse(cut(spent, width)));
        course.best()
                .ifPresent(best -> lines.add("best " + style.good(Amounts.estimate(best))
                        + (course.leader() == 0 ? ", your prompt" : ", candidate " + course.leader())
                        + course.seed()
                                .filter(seed -> course.leader() != 0)
                                .map(seed -> style.dim("; your prompt " + Amounts.score(seed.value())))
                                .orElse("")));
        if (!course.hypothesis().isEmpty()) {
            lines.add("last " + cut(course.hypothesis(), width - 5));
            lines.add(style.dim(course.proposed() + " candidates, " + course.refused() + " proposals refused"));
        }
        return lines;
    }

    private String bar(double share) {
        int full = (int) Math.round(share * BAR);
        return style.good("█".repeat(full)) + style.dim("░".repeat(BAR - full));
    }

    private static String cut(String text, int room) {
        String line = Printable.line(text);
        return line.length() <= room ? line : line.substring(0, Math.max(0, room - 1)) + "…";
    }
}
