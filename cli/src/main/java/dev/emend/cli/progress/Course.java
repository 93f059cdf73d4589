package dev.emend.cli.progress;

import dev.emend.cli.console.Amounts;
import dev.emend.evaluation.Estimate;
import dev.emend.model.Usage;
import dev.emend.run.Budget;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import dev.emend.run.Spend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far a run is, gathered from its events. Not thread-safe. */
final class Course {

    private final Budget budget;
    private Spend spend = new Spend(0, Usage.NONE, 0, Map.of());
    private Duration elapsed = Duration.ZERO;
    private long replayed;
    private String task = "";
    private String phase = "starting";
    private String hypothesis = "";
    private Optional<Estimate> seed = Optional.empty();
    private Optional<Estimate> best = Optional.empty();
    private int leader;
    private int proposed;
    private int refused;

    Course(Budget budget) {
        this.budget = budget;
    }

    void follow(RunEvent event) {
        switch (event) {
            case RunEvent.Started started -> task = started.task();
            case RunEvent.PhaseStarted started -> phase = started.phase();
            case RunEvent.Called called -> {
                spend = called.spend();
                elapsed = called.elapsed();
                replayed += called.replayed() ? 1 : 0;
            }
            case RunEvent.Proposed candidate -> {
                proposed++;
                hypothesis = "candidate " + candidate.candidate() + ", " + candidate.operator() + ": "
                        + candidate.hypothesis();
            }
            case RunEvent.Refused nothing -> refused++;
            case RunEvent.Scored scored -> scored(scored.candidate(), scored.estimate());
            case RunEvent.Dropped nothing -> {}
            case RunEvent.Leading leading -> {
                leader = leading.candidate();
                best = Optional.of(leading.estimate());
            }
            case RunEvent.SearchEnded ended ->
                phase = "search ended: " + ended.reason().label();
            case RunEvent.Finished finished -> finished(finished.result());
        }
    }

    private void scored(int candidate, Estimate estimate) {
        if (candidate == 0) {
            seed = Optional.of(estimate);
        }
        if (candidate == leader) {
            best = Optional.of(estimate);
        }
    }

    private void finished(RunResult result) {
        phase = "finished: " + result.verdict().label();
        spend = result.spend();
        elapsed = result.elapsed();
    }

    /** The share that is spent of the limit that is nearest, in [0, 1]; empty where nothing is limited. */
    Optional<Double> share(Duration now) {
        List<Double> shares = new ArrayList<>();
        budget.calls().ifPresent(limit -> shares.add((double) spend.calls() / limit));
        budget.tokens().ifPresent(limit -> shares.add((double) spend.usage().total() / limit));
        budget.microDollars().ifPresent(limit -> shares.add((double) spend.microDollars() / limit));
        budget.time().ifPresent(limit -> shares.add((double) now.toMillis() / limit.toMillis()));
        return shares.stream().max(Double::compare).map(share -> Math.min(1, share));
    }

    /** Such as {@code 183 of 400 calls, 41.2k tokens, 3m12s of 20m00s}. */
    String spent(Duration now) {
        List<String> parts = new ArrayList<>();
        parts.add(spend.calls()
                + of(budget.calls().isPresent(), Long.toString(budget.calls().orElse(0))) + " calls");
        parts.add(Amounts.count(spend.usage().total())
                + of(budget.tokens().isPresent(), Amounts.count(budget.tokens().orElse(0))) + " tokens");
        if (spend.microDollars() > 0 || budget.microDollars().isPresent()) {
            parts.add(Amounts.money(spend.microDollars())
                    + of(
                            budget.microDollars().isPresent(),
                            Amounts.money(budget.microDollars().orElse(0))));
        }
        parts.add(Amounts.time(now)
                + of(budget.time().isPresent(), Amounts.time(budget.time().orElse(Duration.ZERO))));
        return String.join(", ", parts);
    }

    private static String of(boolean limited, String limit) {
        return limited ? " of " + limit : "";
    }

    /** The time until the nearest limit at the pace so far; empty while there is no pace, and at the end. */
    Optional<Duration> timeLeft(Duration now) {
        return share(now)
                .filter(share -> share > 0.02 && share < 1 && spend.calls() > replayed)
                .map(share -> Duration.ofMillis((long) (now.toMillis() * (1 - share) / share)));
    }

    Duration elapsed() {
        return elapsed;
    }

    String task() {
        return task;
    }

    String phase() {
        return phase;
    }

    /** The candidate that was written last, with what is believed of it; empty at first. */
    String hypothesis() {
        return hypothesis;
    }

    Optional<Estimate> seed() {
        return seed;
    }

    Optional<Estimate> best() {
        return best;
    }

    int leader() {
        return leader;
    }

    int proposed() {
        return proposed;
    }

    int refused() {
        return refused;
    }
}
