package dev.emend.cli.progress;

import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Printable;
import dev.emend.run.Budget;
import dev.emend.run.RunEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A line for each event that matters, and a line of progress at most every ten seconds. */
final class PlainLines implements RunView {

    private static final long PROGRESS_EVERY = TimeUnit.SECONDS.toNanos(10);

    private final PrintStream lines;
    private final Course course;
    private long lastProgress = System.nanoTime();

    PlainLines(PrintStream lines, Budget budget) {
        this.lines = lines;
        this.course = new Course(budget);
    }

    @Override
    public void accept(RunEvent event) {
        course.follow(event);
        switch (event) {
            case RunEvent.Started started ->
                lines.println(started.task() + ": strategy " + started.strategy()
                        + ", " + started.train() + " train, " + started.validation() + " validation and "
                        + started.holdout() + " hold-out examples");
            case RunEvent.PhaseStarted started -> lines.println(Printable.line(started.phase()));
            case RunEvent.Called called -> progress(called.elapsed());
            case RunEvent.Proposed nothing -> lines.println("  " + Printable.line(course.hypothesis()));
            case RunEvent.Refused refused ->
                lines.println("  refused (" + refused.refusal().rule() + "): "
                        + Printable.line(refused.refusal().detail()));
            case RunEvent.Scored nothing -> {}
            case RunEvent.Dropped nothing -> {}
            case RunEvent.Leading leading ->
                lines.println("  best so far: candidate " + leading.candidate() + ", "
                        + Amounts.estimate(leading.estimate()));
            case RunEvent.SearchEnded ended ->
                lines.println("search ended (" + ended.reason().label() + "): " + course.spent(course.elapsed()));
            case RunEvent.Finished nothing -> {}
        }
    }

    private void progress(Duration elapsed) {
        long now = System.nanoTime();
        if (now - lastProgress >= PROGRESS_EVERY) {
            lastProgress = now;
            lines.println("  " + course.spent(elapsed)
                    + course.timeLeft(elapsed)
                            .map(left -> ", at most " + Amounts.time(left) + " left")
                            .orElse(""));
        }
    }

    @Override
    public void close() {}
}
