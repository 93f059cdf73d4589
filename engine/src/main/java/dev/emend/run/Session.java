package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.evaluation.Rollout;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Outcome;
import dev.emend.metric.Question;
import dev.emend.metric.TextEmbedding;
import dev.emend.model.Completion;
import dev.emend.program.Trace;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Ask;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Reflection;
import dev.emend.search.Assignment;
import dev.emend.search.Candidate;
import dev.emend.search.Search;
import dev.emend.search.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.rng.UniformRandomProvider;

/** The services of one run's search. Used by the one thread that runs the strategy. */
final class Session implements Search {

    /** A limit was reached: unwinds the strategy. */
    static final class Ended extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final StopReason reason;

        Ended(StopReason reason) {
            super(reason.label(), null, false, false);
            this.reason = reason;
        }

        StopReason reason() {
            return reason;
        }
    }

    /** So often a search may ask for what is known already. */
    private static final int MOST_IDLE = 10_000;

    private final Task task;
    private final Calls calls;
    private final GateAllowance allowance;
    private final Consumer<RunEvent> events;
    private final Scoreboard scoreboard;
    private final Proposals proposals;
    private final Map<Integer, Fate.Dropped> fates = new LinkedHashMap<>();

    /** What the steps of chains did, by candidate and example. */
    private final Map<Integer, Map<String, Trace>> traces = new LinkedHashMap<>();

    private final Author author;
    private Candidate leader;
    private boolean outOfCalls;

    /** Services in a row that made no call, and how many calls there were before. */
    private int idle;

    private long callsBefore;

    /** Why the leader drops out once another leads, where it does. */
    private Optional<String> outgoing = Optional.empty();

    /** @param embedding tells proposals of the same meaning, where there is one */
    Session(
            Task task,
            Calls calls,
            GateAllowance allowance,
            Optional<TextEmbedding> embedding,
            Consumer<RunEvent> events) {
        this.task = task;
        this.calls = calls;
        this.allowance = allowance;
        this.events = events;
        this.scoreboard = new Scoreboard(task.metric(), task.splits()::groupOf);
        this.proposals = new Proposals(
                task,
                calls,
                embedding,
                Optional.of(new Twins(scoreboard, task.splits().validation())),
                events);
        this.author = new Author(task, proposals, this::ended);
        this.leader = proposals.seed();
    }

    /**
     * From now on, proposals replace the prompt of this candidate's step, and are screened against it.
     *
     * @param train what a prompt of this step must not quote
     */
    void search(Candidate focused, List<Example> train) {
        if (leader.id() == focused.id()) {
            leader = focused;
        }
        proposals.replace(focused, train);
    }

    /** Whether the search ended by itself for want of calls. */
    boolean isOutOfCalls() {
        return outOfCalls;
    }

    @Override
    public void outOfCalls() {
        outOfCalls = true;
    }

    /** Searches until the search is done or a limit is reached. */
    static StopReason work(Runnable search) {
        try {
            search.run();
            return StopReason.FINISHED;
        } catch (Ended ended) {
            return ended.reason();
        }
    }

    /** See {@link Proposals#admit}. */
    Candidate admit(Prompt prompt, String name) {
        return proposals.admit(prompt, name);
    }

    /** See {@link Proposals#readmit}. */
    Optional<Candidate> readmit(Learned learned) {
        return proposals.readmit(learned);
    }

    /** See {@link Author#silence}. */
    Optional<String> silence() {
        return author.silence();
    }

    @Override
    public String description() {
        return author.description();
    }

    @Override
    public Candidate seed() {
        return proposals.seed();
    }

    @Override
    public List<Example> train() {
        return task.splits().train();
    }

    @Override
    public List<Example> validation() {
        return task.splits().validation();
    }

    @Override
    public Map<String, String> options() {
        return task.options();
    }

    @Override
    public UniformRandomProvider random(String label) {
        return author.random(label);
    }

    @Override
    public List<Optional<Candidate>> write(List<Draft> drafts) {
        countIdle();
        return author.write(drafts);
    }

    private void ended(Optional<StopReason> stopped) {
        allowance.update();
        unwind(stopped);
    }

    /** Unwinds the {@link #work} in progress where a limit was reached. */
    static void unwind(Optional<StopReason> stopped) {
        stopped.ifPresent(reason -> {
            throw new Ended(reason);
        });
    }

    /** A strategy that waits for a limit to end it never ends where what it does costs nothing. */
    private void countIdle() {
        long made = calls.made();
        idle = made == callsBefore ? idle + 1 : 0;
        callsBefore = made;
        if (idle > MOST_IDLE) {
            throw new IllegalStateException(
                    "nothing that was asked for needed a call, " + MOST_IDLE
                            + " times in a row. Maybe the strategy waits for the budget to end it: what costs nothing never does.");
        }
    }

    @Override
    public List<String> ask(List<Ask> questions) {
        return author.ask(questions);
    }

    @Override
    public List<Completion> judge(List<Question> questions) {
        if (questions.isEmpty()) {
            return List.of();
        }
        Judging.Replies replies = new Judging(task.metric(), calls, task.seed()).ask(List.of(questions));
        ended(replies.stopped());
        return replies.judgements().getFirst().orElseThrow();
    }

    @Override
    public void evaluate(List<Assignment> assignments) {
        countIdle();
        assignments.forEach(assignment -> proposals.require(assignment.candidate()));
        Rollouts rollouts = new Rollouts(task, calls);
        for (Assignment assignment : assignments) {
            Candidate candidate = assignment.candidate();
            for (Example example : assignment.examples()) {
                if (scoreboard.outcome(candidate.id(), example).isEmpty()) {
                    rollouts.plan(candidate.id(), candidate.program(), example);
                }
            }
        }
        if (rollouts.candidates().isEmpty()) {
            return;
        }
        Optional<StopReason> stopped =
                rollouts.make((candidate, outcome) -> scoreboard.add(new Rollout(candidate, outcome)), this::met);
        for (int candidate : rollouts.candidates()) {
            scoreboard
                    .estimate(candidate, validation())
                    .ifPresent(estimate -> events.accept(new RunEvent.Scored(candidate, estimate)));
        }
        ended(stopped);
    }

    private void met(int candidate, Response response) {
        allowance.met(candidate, response);
        if (task.program().isChain()) {
            traces.computeIfAbsent(candidate, id -> new HashMap<>())
                    .put(response.example().id(), response.trace());
        }
    }

    /** What the steps of a candidate did on an example that it has met. */
    Trace trace(Candidate candidate, Example example) {
        return traces.getOrDefault(candidate.id(), Map.of()).getOrDefault(example.id(), Trace.NONE);
    }

    @Override
    public List<Outcome> sample(List<Trial> trials) {
        return made(
                        trials.stream().map(Trial::candidate).toList(),
                        trials.stream().map(Session::planned).toList())
                .stream()
                .map(Traced::outcome)
                .toList();
    }

    /** A trial as it is made: the steps before the one that is searched are those of the scoreboard. */
    static Stages.Planned planned(Trial trial) {
        Candidate candidate = trial.candidate();
        Prompt prompt = candidate.prompt();
        Prompt warmer = prompt.withSampling(prompt.sampling().withTemperature(trial.temperature()));
        return new Stages.Planned(
                candidate.program().withPrompt(candidate.step(), warmer),
                trial.example(),
                trial.draw(),
                Optional.of(candidate.step()),
                Map.of());
    }

    /** An outcome with the way to it. */
    record Traced(Outcome outcome, Trace trace) {}

    /**
     * Rollouts that stay off the scoreboard, in their order.
     *
     * @param candidates whose they are
     */
    List<Traced> made(List<Candidate> candidates, List<Stages.Planned> planned) {
        candidates.forEach(proposals::require);
        if (planned.isEmpty()) {
            return List.of();
        }
        Rollouts rollouts = new Rollouts(task, calls);
        for (int i = 0; i < planned.size(); i++) {
            rollouts.plan(i, planned.get(i));
        }
        Map<Integer, Trace> ways = new HashMap<>();
        List<Traced> made = new ArrayList<>();
        Optional<StopReason> stopped = rollouts.make(
                (number, outcome) -> made.add(new Traced(outcome, ways.getOrDefault(number, Trace.NONE))),
                (number, response) -> {
                    allowance.met(candidates.get(number).id(), response);
                    ways.put(number, response.trace());
                });
        ended(stopped);
        return made;
    }

    @Override
    public Scoreboard scoreboard() {
        return scoreboard;
    }

    @Override
    public void drop(Candidate candidate, String why) {
        if (candidate.id() == leader.id()) {
            outgoing = Optional.of(why);
        } else {
            dropped(candidate, why);
        }
    }

    private void dropped(Candidate candidate, String why) {
        fates.put(candidate.id(), new Fate.Dropped(why));
        events.accept(new RunEvent.Dropped(candidate.id(), why));
    }

    @Override
    public void lead(Candidate candidate) {
        proposals.require(candidate);
        Candidate before = leader;
        leader = candidate;
        scoreboard
                .estimate(candidate.id(), validation())
                .ifPresent(estimate -> events.accept(new RunEvent.Leading(candidate.id(), estimate)));
        if (before.id() != candidate.id()) {
            outgoing.ifPresent(why -> dropped(before, why));
            outgoing = Optional.empty();
        }
    }

    @Override
    public Candidate leader() {
        return leader;
    }

    @Override
    public long callsLeft() {
        long left = calls.left();
        return left == Long.MAX_VALUE ? left : (long) Math.floor(left / allowance.callsEach());
    }

    /** Calls that the budget still allows, however many an answer takes; {@link Long#MAX_VALUE} where they are not limited. */
    long singleCallsLeft() {
        return calls.left();
    }

    /** What reflections believed of a step's prompt in vain, newest last. */
    List<String> failedHypotheses(String step) {
        return proposals.candidates().stream()
                .filter(candidate ->
                        candidate.step().equals(step) && candidate.operator().equals(Reflection.NAME))
                .filter(candidate -> candidate.id() != leader.id() && fates.containsKey(candidate.id()))
                .map(Candidate::hypothesis)
                .toList();
    }

    /** Whether any candidate but the seed has answered an example. */
    boolean hasMeasuredOthers() {
        List<Example> all = new ArrayList<>(train());
        all.addAll(validation());
        return records().stream()
                .anyMatch(record -> record.id() != seed().id()
                        && !scoreboard.outcomes(record.id(), all).isEmpty());
    }

    /** What judges are asked about an answer, on average. */
    double questionsEach() {
        return allowance.questionsEach();
    }

    @Override
    public double detectable() {
        return Gate.detectable(task.splits());
    }

    @Override
    public void phase(String what) {
        events.accept(new RunEvent.PhaseStarted(what));
    }

    /** Calls so far, by all purposes. */
    long callsMade() {
        return calls.made();
    }

    Task task() {
        return task;
    }

    List<RunResult.Refusal> refusals() {
        return proposals.refusals();
    }

    List<RunResult.CandidateRecord> records() {
        return new CandidateTable(task, scoreboard).of(proposals.candidates(), leader, fates);
    }
}
