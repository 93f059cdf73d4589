package dev.emend.run;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.Split;
import dev.emend.evaluation.Drift;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Scoreboard;
import dev.emend.program.Program;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Reflection;
import dev.emend.search.WarmStart;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an earlier run leaves to a later one on other examples or by another metric.
 *
 * @param run its id
 * @param prompts the ones worth another try, its champion first; at least one. Of a chain, those of its champion
 * @param steps of a chain, the step of each of the prompts; empty where the program is a single prompt
 * @param failedHypotheses what its reflections believed of prompts that lost their races, newest last; empty of a chain
 * @param score the champion's there; of a chain, that of its final answers
 * @param split what that was measured on, hold-out or validation
 * @param choosers ids of those of the later run's validation examples by which the champion was chosen: which were validation in
 *     this run or in one that it went on from. On them it scores high whatever has changed
 */
public record Learned(
        String run,
        List<Prompt> prompts,
        List<String> steps,
        List<String> failedHypotheses,
        Estimate score,
        Split split,
        List<String> choosers) {

    /** Examples on which a champion that was not chosen by them shows how it fares. */
    private static final int ENOUGH = 10;

    /** What {@link dev.emend.search.WarmStart} can race at a reasonable cost. */
    private static final int MOST = 8;

    /** @throws IllegalArgumentException where there is no prompt, or where there are steps but not one for each prompt */
    public Learned {
        prompts = List.copyOf(prompts);
        failedHypotheses = List.copyOf(failedHypotheses);
        choosers = List.copyOf(choosers);
        if (prompts.isEmpty()) {
            throw new IllegalArgumentException("an earlier run leaves its champion at least");
        }
        steps = List.copyOf(steps);
        if (!steps.isEmpty() && steps.size() != prompts.size()) {
            throw new IllegalArgumentException(prompts.size() + " prompts for " + steps.size() + " steps");
        }
    }

    /** The same, to a later run of which these validation examples chose the champion already. */
    public Learned withChoosers(List<String> ids) {
        return new Learned(run, prompts, steps, failedHypotheses, score, split, ids);
    }

    /** The champion's prompts by step, where it is a chain; empty where it is a single prompt. */
    public Map<String, Prompt> chain() {
        Map<String, Prompt> chain = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            chain.put(steps.get(i), prompts.get(i));
        }
        return chain;
    }

    /**
     * Looks for what keeps a run of this program from going on from here.
     *
     * @throws InvalidInputException where one of the two is a chain and the other is not, or where they have other steps
     */
    public void check(Program program) {
        if (program.isChain() == steps.isEmpty()) {
            throw refused("the task has a " + (steps.isEmpty() ? "chain" : "single prompt") + ", and run " + run + " a "
                    + (steps.isEmpty() ? "single prompt" : "chain"));
        }
        Set<String> own = program.prompts().keySet();
        if (program.isChain() && !own.equals(chain().keySet())) {
            throw refused(
                    "the task's chain has the prompts " + own + ", and that of run " + run + " " + chain().keySet());
        }
    }

    private static InvalidInputException refused(String what) {
        return new InvalidInputException(
                what, Where.NOWHERE, "start without --from; what a run found is in the file that it wrote.");
    }

    /**
     * A chain with the champion's prompts in its steps.
     *
     * @param own with the same steps
     */
    Program in(Program own) {
        Program program = own;
        for (Map.Entry<String, Prompt> step : chain().entrySet()) {
            program = program.withPrompt(step.getKey(), step.getValue());
        }
        return program;
    }

    /**
     * The champion and, best first, whoever met validation examples, answers like no other and is not the user's own. Of a chain,
     * the champion alone.
     */
    public static Learned from(String run, RunResult result) {
        if (result.chain().isPresent()) {
            Map<String, Prompt> champion =
                    result.chain().orElseThrow().champion().prompts();
            return new Learned(
                    run,
                    List.copyOf(champion.values()),
                    List.copyOf(champion.keySet()),
                    List.of(),
                    result.champion(),
                    result.split(),
                    List.of());
        }
        RunResult.CandidateRecord champion = result.candidates().stream()
                .filter(candidate -> candidate.id() == result.championId())
                .findFirst()
                .orElseThrow();
        Stream<RunResult.CandidateRecord> others = result.candidates().stream()
                .filter(candidate -> candidate.id() != 0 && candidate.id() != champion.id())
                .filter(candidate -> candidate.twin().isEmpty())
                .filter(candidate -> candidate.validation().isPresent())
                .sorted(Comparator.comparingDouble(Learned::assured).reversed());
        return new Learned(
                run,
                Stream.concat(Stream.of(champion), others)
                        .map(RunResult.CandidateRecord::prompt)
                        .limit(MOST)
                        .toList(),
                List.of(),
                result.candidates().stream()
                        .filter(candidate -> candidate.operator().equals(Reflection.NAME) && candidate.hasDroppedOut())
                        .map(RunResult.CandidateRecord::hypothesis)
                        .toList(),
                result.champion(),
                result.split(),
                List.of());
    }

    /** The lower end of the interval: of candidates that met few examples, a good score says little. */
    private static double assured(RunResult.CandidateRecord candidate) {
        return candidate.validation().orElseThrow().interval().low();
    }

    /**
     * What became of the champion's score, in a sentence; empty where a later run has not measured it.
     *
     * @param task the later run's
     * @param scoreboard the later run's
     */
    Optional<String> drift(List<RunResult.CandidateRecord> later, Task task, Scoreboard scoreboard) {
        return later.stream()
                .filter(candidate -> isChampion(candidate, task.program()))
                .findFirst()
                .flatMap(candidate -> drift(candidate.id(), task.splits().validation(), scoreboard));
    }

    private Optional<String> drift(int champion, List<Example> validation, Scoreboard scoreboard) {
        Set<String> chosenBy = Set.copyOf(choosers);
        List<Example> others = validation.stream()
                .filter(example -> !chosenBy.contains(example.id()))
                .toList();
        Optional<Estimate> enough = scoreboard.estimate(champion, others).filter(now -> now.n() >= ENOUGH);
        if (enough.isPresent() && others.size() < validation.size()) {
            return enough.map(now -> drift(now, "those of validation by which it was not chosen", 0));
        }
        return scoreboard
                .estimate(champion, validation)
                .map(now -> drift(
                        now,
                        "these of validation",
                        now.n() - scoreboard.outcomes(champion, others).size()));
    }

    private boolean isChampion(RunResult.CandidateRecord candidate, Program own) {
        if (steps.isEmpty()) {
            return candidate.prompt().fingerprint().equals(prompts.getFirst().fingerprint());
        }
        return candidate.id() == 0
                ? in(own).fingerprint().equals(own.fingerprint())
                : candidate.operator().equals(WarmStart.EARLIER);
    }

    /** @param chosenBy by how many of the examples the champion was chosen */
    private String drift(Estimate now, String examples, int chosenBy) {
        Drift drift = new Drift(score, now);
        return String.format(
                Locale.ROOT,
                "The %s of run %s scored %.1f %% on its %s examples (n = %d), and scores %.1f %% on %s"
                        + " (n = %d): %+.1f points (95 %% %+.1f to %+.1f). %s",
                steps.isEmpty() ? "prompt" : "chain",
                run,
                100 * score.value(),
                split.words(),
                score.n(),
                100 * now.value(),
                examples,
                now.n(),
                100 * drift.value(),
                100 * drift.interval().low(),
                100 * drift.interval().high(),
                meaning(drift, chosenBy));
    }

    private static String meaning(Drift drift, int chosenBy) {
        if (drift.isTold() && drift.value() < 0) {
            return "The examples, the metric or the model have changed to its disadvantage.";
        }
        if (chosenBy > 0) {
            return "It was chosen by " + chosenBy
                    + " of these very examples and scores high on them in any case, so that this does not say whether"
                    + " anything has changed.";
        }
        return drift.isTold()
                ? "The examples, the metric or the model have become easier for it."
                : "That may be chance.";
    }
}
