package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.evaluation.Rollout;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Outcome;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.program.Trace;
import dev.emend.proposal.Ask;
import dev.emend.proposal.Draft;
import dev.emend.search.Assignment;
import dev.emend.search.Candidate;
import dev.emend.search.Downstream;
import dev.emend.search.Search;
import dev.emend.search.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A chain's search as a strategy sees it that works on the prompt of one step. Examples have the step's inputs, outcomes the
 * step's output; scores are the whole chain's. The strategy notices no more of it than that an answer costs more calls.
 */
final class StepSession implements Search {

    /** The round's share of the budget is used up: unwinds the strategy. */
    static final class SliceEnded extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SliceEnded() {
            super("the step's share is used up", null, false, false);
        }
    }

    private final Session whole;
    private final StepRound round;
    private final String description;
    private final Candidate base;
    private final StepView view;
    private final List<Example> train;
    private final StepMetric metric;
    private final Scoreboard scoreboard;
    private final long begun;
    private boolean outOfCalls;
    /** Train examples as the step sees them, by their ids, with the examples that they are made of. */
    private final Map<String, StepView.Shown> shown = new HashMap<>();

    /** @param description of what the step's prompt is for */
    StepSession(Session whole, StepRound round, String description) {
        this.whole = whole;
        this.round = round;
        this.description = description;
        this.base = round.base().focused(round.step());
        this.view = round.view();
        List<StepView.Shown> seen = view.train(
                round.outcomes(),
                round.outcomes().stream()
                        .map(outcome -> whole.trace(round.base(), outcome.example()))
                        .toList());
        this.train = seen.stream().map(StepView.Shown::example).toList();
        this.metric = new StepMetric(whole.task().metric());
        this.begun = whole.callsMade();
        seen.forEach(one -> shown.put(one.example().id(), one));
        this.scoreboard =
                new Scoreboard(metric, example -> whole.task().splits().groupOf(original(example)));
        whole.search(base, this.train);
        note(new Assignment(base, validation()));
        note(new Assignment(base, this.train));
    }

    /** Whether the round ended for want of calls. */
    boolean isOutOfCalls() {
        return outOfCalls;
    }

    @Override
    public void outOfCalls() {
        outOfCalls = true;
    }

    private Example original(Example example) {
        StepView.Shown known = shown.get(example.id());
        return known == null ? example : known.original();
    }

    @Override
    public String row(Example example) {
        return original(example).id();
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Candidate seed() {
        return base;
    }

    @Override
    public List<Example> train() {
        return train;
    }

    @Override
    public List<Example> validation() {
        return whole.validation();
    }

    /** Of this step's prompt, in earlier rounds. */
    @Override
    public List<String> failedHypotheses() {
        return whole.failedHypotheses(base.step());
    }

    @Override
    public Map<String, String> options() {
        return whole.options();
    }

    @Override
    public UniformRandomProvider random(String what) {
        return whole.random(round.label() + ": " + what);
    }

    private void within() {
        if (left() <= 0) {
            outOfCalls();
            throw new SliceEnded();
        }
    }

    private long left() {
        long slice = round.slice();
        return slice == Long.MAX_VALUE ? slice : slice - (whole.callsMade() - begun);
    }

    @Override
    public List<Optional<Candidate>> write(List<Draft> drafts) {
        within();
        return whole.write(drafts);
    }

    @Override
    public List<String> ask(List<Ask> questions) {
        within();
        return whole.ask(questions);
    }

    @Override
    public List<Completion> judge(List<Question> questions) {
        within();
        return whole.judge(questions);
    }

    @Override
    public void evaluate(List<Assignment> assignments) {
        within();
        try {
            whole.evaluate(assignments.stream()
                    .map(one -> new Assignment(
                            one.candidate(),
                            one.examples().stream()
                                    .map(this::original)
                                    .distinct()
                                    .toList()))
                    .toList());
        } finally {
            assignments.forEach(this::note);
        }
    }

    private void note(Assignment assignment) {
        Candidate candidate = assignment.candidate();
        for (Example example : assignment.examples()) {
            if (scoreboard.outcome(candidate.id(), example).isPresent()) {
                continue;
            }
            Example original = original(example);
            whole.scoreboard()
                    .outcome(candidate.id(), original)
                    .ifPresent(outcome -> scoreboard.add(new Rollout(
                            candidate.id(), seen(candidate, example, outcome, whole.trace(candidate, original)))));
        }
    }

    private Outcome seen(Candidate candidate, Example example, Outcome outcome, Trace trace) {
        StepView.Shown known = shown.get(example.id());
        Outcome step = known == null
                ? view.outcome(example, outcome, trace)
                : view.outcome(known, outcome, trace, candidate.id() == base.id());
        return metric.counted(step, outcome);
    }

    @Override
    public List<Outcome> sample(List<Trial> trials) {
        within();
        List<Session.Traced> made = whole.made(
                trials.stream().map(Trial::candidate).toList(),
                trials.stream()
                        .map(trial -> Session.planned(new Trial(
                                trial.candidate(), original(trial.example()), trial.draw(), trial.temperature())))
                        .toList());
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            outcomes.add(seen(
                    trials.get(i).candidate(),
                    trials.get(i).example(),
                    made.get(i).outcome(),
                    made.get(i).trace()));
        }
        return outcomes;
    }

    @Override
    public List<Downstream> downstream(Candidate candidate, Example example) {
        Example original = original(example);
        return whole.scoreboard()
                .outcome(candidate.id(), original)
                .map(outcome -> view.downstream(outcome, whole.trace(candidate, original)))
                .orElse(List.of());
    }

    @Override
    public Scoreboard scoreboard() {
        return scoreboard;
    }

    @Override
    public void drop(Candidate candidate, String why) {
        whole.drop(candidate, why);
    }

    @Override
    public void lead(Candidate candidate) {
        whole.lead(candidate);
    }

    @Override
    public Candidate leader() {
        return whole.leader();
    }

    /** A rollout costs as many calls as the steps from this one on need, and as judges are asked. */
    @Override
    public long callsLeft() {
        long left = Math.min(left(), whole.singleCallsLeft());
        return left == Long.MAX_VALUE ? left : (long) Math.max(0, left / Math.max(1, round.callsEach()));
    }

    @Override
    public double detectable() {
        return whole.detectable();
    }

    @Override
    public void phase(String what) {
        whole.phase(base.step() + ": " + what);
    }
}
