package dev.emend.benchmarks.strategies;

import dev.emend.evaluation.Comparison;
import dev.emend.evaluation.Estimates;
import dev.emend.metric.Outcome;
import dev.emend.model.Price;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Screen;
import dev.emend.run.Answers;
import dev.emend.run.Budget;
import dev.emend.run.Evaluator;
import dev.emend.run.Journal;
import dev.emend.run.Models;
import dev.emend.run.NoVerdictException;
import dev.emend.run.Run;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import dev.emend.run.Spend;
import dev.emend.run.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Runs a strategy on a task, from its first call or from where its journal ends, and scores its champion on the fresh rows. */
final class Measurement {

    private static final double LEVEL = 0.95;

    private final BenchmarkTask task;
    private final Attempt attempt;
    private final Models models;
    private final Journal journal;

    Measurement(BenchmarkTask task, Attempt attempt, Models models, Journal journal) {
        this.task = task;
        this.attempt = attempt;
        this.models = models;
        this.journal = journal;
    }

    /**
     * What came of it.
     *
     * @param champion the search's best prompt, whether or not the gate let it pass
     */
    record Measured(ResultLine line, Prompt champion) {}

    /** Counts what a search proposes. */
    private static final class Proposals implements Consumer<RunEvent> {

        private int written;
        private int duplicates;
        private int refused;
        private Optional<RunEvent.SearchEnded> ended = Optional.empty();

        @Override
        public void accept(RunEvent event) {
            switch (event) {
                case RunEvent.Proposed proposed -> written++;
                case RunEvent.Refused refusal -> {
                    refused++;
                    duplicates += Screen.isDuplicate(refusal.refusal().rule()) ? 1 : 0;
                }
                case RunEvent.SearchEnded end -> ended = Optional.of(end);
                case RunEvent.Started started -> {}
                case RunEvent.PhaseStarted phase -> {}
                case RunEvent.Called called -> {}
                case RunEvent.Scored scored -> {}
                case RunEvent.Dropped dropped -> {}
                case RunEvent.Leading leading -> {}
                case RunEvent.Finished finished -> {}
            }
        }

        double share() {
            return written + refused == 0 ? 0 : (double) duplicates / (written + refused);
        }
    }

    /** @param shared tells how many answers were not asked for anew */
    Measured make(LongSupplier shared) {
        Proposals proposals = new Proposals();
        Optional<RunResult> result = run(proposals);
        Duration elapsed = result.map(RunResult::elapsed).orElseGet(journal::elapsed);
        long sharedInRun = shared.getAsLong();
        Prompt champion = result.map(Measurement::champion).orElse(task.prompt());
        List<Outcome> seed = outcomes(task.prompt());
        List<Outcome> best = champion.equals(task.prompt()) ? seed : outcomes(champion);
        Spend search = proposals.ended.orElseThrow().spend();
        Spend all = result.map(RunResult::spend).orElse(search);
        boolean shipped = result.map(RunResult::verdict).equals(Optional.of(Verdict.PROMOTED));
        ResultLine line = new ResultLine(
                attempt,
                spent(search, all),
                all.usage().total(),
                score(seed),
                score(best),
                champion.equals(task.prompt())
                        ? ResultLine.Gain.NONE
                        : ResultLine.Gain.of(Comparison.of(seed, best, task.metric(), 1)),
                scores(seed),
                scores(best),
                result.map(RunResult::verdict).orElse(Verdict.NO_CHANGE).label(),
                shipped,
                task.gateIsFresh(),
                result.map(found -> found.candidates().size()).orElse(1),
                proposals.written + proposals.refused,
                proposals.share(),
                proposals.ended.orElseThrow().reason().label(),
                elapsed.toMillis() / 1000.0,
                sharedInRun);
        return new Measured(line, champion);
    }

    /** Empty where the budget was over before the seed prompt was measured. */
    private Optional<RunResult> run(Consumer<RunEvent> events) {
        try {
            return Optional.of(new Run(
                            task.run(
                                    attempt.strategy(),
                                    attempt.options(),
                                    attempt.seed(),
                                    attempt.calls(),
                                    attempt.model(),
                                    attempt.metaModel()),
                            models,
                            journal)
                    .execute(events));
        } catch (NoVerdictException tooLittle) {
            return Optional.empty();
        }
    }

    private static Prompt champion(RunResult result) {
        return result.candidates().stream()
                .filter(candidate -> candidate.id() == result.championId())
                .map(RunResult.CandidateRecord::prompt)
                .findFirst()
                .orElseThrow();
    }

    private List<Outcome> outcomes(Prompt prompt) {
        return outcomes(task, prompt, attempt.seed(), models, journal);
    }

    /** A prompt's answers to the fresh rows, scored. */
    static List<Outcome> outcomes(BenchmarkTask task, Prompt prompt, long seed, Models models, Journal journal) {
        Answers answers = new Evaluator(models, Budget.UNLIMITED, seed, event -> {})
                .answer(prompt, task.fresh(), 1, Optional.of(task.metric()), journal);
        return answers.responses().stream()
                .map(response -> response.scored(task.metric(), Price.FREE))
                .toList();
    }

    static ResultLine.Score score(BenchmarkTask task, List<Outcome> outcomes) {
        return ResultLine.Score.of(Estimates.of(outcomes, task.metric(), LEVEL));
    }

    private ResultLine.Score score(List<Outcome> outcomes) {
        return score(task, outcomes);
    }

    static List<Double> scores(List<Outcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome.score().value()).toList();
    }

    private static Map<String, Map<String, Long>> spent(Spend search, Spend all) {
        Map<String, Map<String, Long>> stages = new LinkedHashMap<>();
        Map<String, Long> searched = new TreeMap<>();
        Map<String, Long> gated = new TreeMap<>();
        all.parts().forEach((purpose, part) -> {
            long before = search.parts().getOrDefault(purpose, Spend.Part.NONE).calls();
            if (before > 0) {
                searched.put(purpose.label(), before);
            }
            if (part.calls() > before) {
                gated.put(purpose.label(), part.calls() - before);
            }
        });
        stages.put("search", searched);
        stages.put("gate", gated);
        return stages;
    }
}
