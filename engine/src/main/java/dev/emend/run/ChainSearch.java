package dev.emend.run;

import dev.emend.Excerpt;
import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.metric.Outcome;
import dev.emend.program.Program;
import dev.emend.program.Trace;
import dev.emend.proposal.FailureDigest;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Strategy;
import dev.emend.search.WarmStart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Searches a chain one prompt at a time: runs it, puts its failures down to steps ({@link StepBlame}), and lets the user's
 * strategy work on the prompt of the step with the most blame, in a {@link StepSession}. Then it runs the better chain, and blames
 * anew. A step whose search brought nothing is left alone until another has changed. Everything is scored by the chain's final
 * answers.
 *
 * <p>The search ends where nothing fails, where no step is left to blame, where each prompt has been searched twice on average, or
 * with the budget.
 */
final class ChainSearch {

    /** Characters of what a step did, as a digest of failures shows it. */
    private static final int LONGEST_ACCOUNT = 600;

    private static final int MOST_LOOKED = 200;
    private static final int FEWEST_LOOKED = 8;
    /** Blames that a strategy's operators, which show a handful of failures, leave untold. */
    private static final int WORTH_A_DIGEST = 12;

    private final Session session;
    private final Strategy strategy;
    private final Credits credits;
    private Optional<String> note = Optional.empty();

    ChainSearch(Session session, Strategy strategy) {
        this.session = session;
        this.strategy = strategy;
        this.credits = new Credits(session.task().program());
    }

    List<StepCredit> credits() {
        return credits.all();
    }

    /** What a reader of the result must know. */
    Optional<String> note() {
        return note;
    }

    void search() {
        Candidate base = start();
        List<Example> looked = looked();
        look(base, looked);
        Standing standing = blamed(base, looked);
        if (standing.failures > 0) {
            credits.blamed(standing.blames, standing.failures);
        }
        boolean cutShort = false;
        int rounds = 2 * credits.steps().size();
        for (int number = 1; number <= rounds; number++) {
            Optional<String> next = standing.turns.next();
            if (next.isEmpty()) {
                break;
            }
            StepRound round = round(number, next.get(), standing);
            if (!round.paysForASearch()) {
                cutShort = true;
                break;
            }
            cutShort = work(round);
            if (session.leader().id() == standing.chain.id()) {
                standing.turns.searchedInVain(round.step(), cutShort);
            } else if (number < rounds) {
                standing = blamed(session.leader(), looked);
            }
        }
        if (cutShort && standing.failures > 0) {
            session.outOfCalls();
        }
    }

    /** Runs the chain on these train examples and on a part of validation, and checks its tools. */
    private void look(Candidate base, List<Example> looked) {
        List<Example> checked = new Contest(session, 1)
                .development(Math.max(12, session.validation().size() / 4));
        session.phase("running the chain on " + looked.size()
                + (looked.size() < session.train().size()
                        ? " of " + session.train().size()
                        : "")
                + " train and " + checked.size() + " validation examples");
        session.evaluate(List.of(base), checked);
        ToolFaults tools = tools(base);
        tools.requireSomeToWork(session.scoreboard().outcomes(base.id(), checked));
        session.evaluate(List.of(base), looked);
        note = tools.note(session.scoreboard().outcomes(base.id(), looked));
        note.ifPresent(session::phase);
    }

    private StepRound round(int number, String step, Standing standing) {
        return new StepRound(
                number,
                step,
                standing.chain,
                standing.outcomes,
                standing.blames,
                standing.turns.share(step, session.singleCallsLeft()),
                callsFrom(step, standing.chain, standing.outcomes));
    }

    /**
     * A chain with what it did on the examples that are looked at.
     *
     * @param failures how many; some may be no prompt's fault
     */
    private record Standing(
            Candidate chain, List<Outcome> outcomes, int failures, Map<String, Blame> blames, StepTurns turns) {}

    private Standing blamed(Candidate chain, List<Example> looked) {
        session.evaluate(List.of(chain), looked);
        List<Outcome> outcomes = session.scoreboard().outcomes(chain.id(), looked);
        List<Outcome> failures =
                outcomes.stream().filter(outcome -> outcome.score().value() < 1).toList();
        if (failures.isEmpty()) {
            return new Standing(chain, outcomes, 0, Map.of(), new StepTurns(Map.of()));
        }
        session.phase("blaming the steps for " + failures.size() + " failures of " + outcomes.size());
        Map<String, Blame> blames = new StepBlame(session, chain).of(failures);
        Map<String, Integer> tally = credits.tally(blames);
        session.phase("blame: "
                + tally.entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .collect(Collectors.joining(", ")));
        return new Standing(chain, outcomes, failures.size(), blames, new StepTurns(tally));
    }

    private ToolFaults tools(Candidate chain) {
        return new ToolFaults(chain.program(), outcome -> session.trace(chain, outcome.example()));
    }

    /** The user's own chain, or the one that an earlier run found where that is better on the new examples. */
    private Candidate start() {
        session.task().learned().ifPresent(learned -> {
            session.phase("the chain of run " + learned.run() + " on the new examples");
            WarmStart.race(session, List.of(session.readmit(learned)));
        });
        return session.leader();
    }

    /** The train examples from which the steps are blamed and taught: as many as a quarter of the calls pays for. */
    private List<Example> looked() {
        int looked = Math.clamp(session.callsLeft() / 4, FEWEST_LOOKED, MOST_LOOKED);
        return Lots.drawn(session.train(), looked, session.random("examples looked at"));
    }

    /** Calls of an answer from this step on, and of its judges, on average; the ones before it are found in the journal. */
    private double callsFrom(String step, Candidate base, List<Outcome> outcomes) {
        Set<String> prompts = credits.steps();
        double answering = outcomes.stream()
                .map(outcome -> session.trace(base, outcome.example()).visits())
                .mapToLong(visits -> visits.stream()
                        .dropWhile(visit -> !visit.step().equals(step))
                        .filter(visit -> prompts.contains(visit.step()))
                        .count())
                .average()
                .orElse(1);
        return answering + session.questionsEach();
    }

    /** @return whether the round ended for want of calls */
    private boolean work(StepRound round) {
        long before = session.callsMade();
        boolean ranOut = true;
        try {
            StepSession search = new StepSession(session, round, description(round));
            strategy.search(search);
            ranOut = search.isOutOfCalls();
        } catch (StepSession.SliceEnded used) {
            session.phase(round.step() + ": the step's share of the budget is used up");
        } finally {
            keepTheBetter(round.base());
            credits.searched(round.step(), session.callsMade() - before, gain(round.base()));
        }
        return ranOut;
    }

    /**
     * With the user's own chain the gate compares. One that was found before it is not given up for one that is behind it, nor for one that
     * has not met all of validation and is not ahead.
     */
    private void keepTheBetter(Candidate before) {
        Candidate after = session.leader();
        if (before.isUsersOwn() || after.id() == before.id()) {
            return;
        }
        double gain = gain(before);
        if (gain < 0
                || gain == 0
                        && shared(before, after).size() < session.validation().size()) {
            session.lead(before);
            session.drop(
                    after, "not ahead of candidate " + before.id() + " on the validation examples that both have met");
        }
    }

    /** Of the leader over another chain, on the validation examples that both have met; 0 where there are none. */
    private double gain(Candidate chain) {
        List<Example> shared = shared(chain, session.leader());
        return session.scoreboard().score(session.leader().id(), shared)
                - session.scoreboard().score(chain.id(), shared);
    }

    private List<Example> shared(Candidate first, Candidate second) {
        return session.scoreboard().shared(first.id(), second.id(), session.validation());
    }

    /** What the prompt of this step is for, for who writes it. */
    private String description(StepRound round) {
        Program program = round.base().program();
        String step = round.step();
        StringBuilder text = new StringBuilder(session.description().strip());
        text.append(text.isEmpty() ? "" : "\n").append("A chain of steps does this:\n");
        program.outline().forEach(line -> text.append("- ").append(line).append('\n'));
        text.append("The instruction below is the one of the step ").append(step);
        text.append(
                program.answers(step)
                        ? ", whose answer is the chain's."
                        : ". It does not give the final answer, but what the later steps need for it.");
        List<FailureDigest.Failure> own = round.blamed().stream()
                .map(outcome -> failure(outcome, step, round.blames()))
                .toList();
        if (own.size() >= WORTH_A_DIGEST && session.singleCallsLeft() > 4L * own.size()) {
            session.phase("digesting " + own.size() + " failures of " + step);
            FailureDigest.Digest digest =
                    new FailureDigest(session.description(), FailureDigest.CHARACTERS).of(own, session::ask);
            text.append("\nWhat ").append(digest.failures()).append(" failures of this step call for:\n");
            digest.rules().forEach(rule -> text.append("- ").append(rule).append('\n'));
        }
        return text.toString();
    }

    private FailureDigest.Failure failure(Outcome outcome, String step, Map<String, Blame> blames) {
        Candidate leader = session.leader();
        Trace trace = session.trace(leader, outcome.example());
        String did = trace.of(step).stream()
                .map(visit -> visit.inputs() + " -> " + visit.output().strip())
                .collect(Collectors.joining("\n"));
        Blame blame = blames.getOrDefault(
                outcome.example().id(),
                Blame.of(step, Blame.Evidence.LAST, outcome.score().feedback()));
        return new FailureDigest.Failure(
                Excerpt.of(did, LONGEST_ACCOUNT) + "\nthe chain: "
                        + outcome.score().feedback() + "\nblame: " + blame.why(),
                blame.why() + outcome.score().feedback());
    }
}
