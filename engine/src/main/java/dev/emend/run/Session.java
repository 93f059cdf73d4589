package dev.emend.run;

import dev.emend.Fingerprint;
import dev.emend.data.Example;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Rollout;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Outcome;
import dev.emend.metric.Question;
import dev.emend.metric.TextEmbedding;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.program.Trace;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Sampling;
import dev.emend.proposal.Ask;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Proposal;
import dev.emend.proposal.Reading;
import dev.emend.proposal.Screen;
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
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

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

    /** Two prompts that answer so many validation examples alike are taken for one; docs/strategies/README.md has how often that is wrong. */
    private static final int ENOUGH_TO_TELL_TWINS = 24;

    private final Task task;
    private final Calls calls;
    private final GateAllowance allowance;
    private final Consumer<RunEvent> events;
    private final Optional<TextEmbedding> embedding;
    private final Scoreboard scoreboard;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<Integer, String> fates = new LinkedHashMap<>();
    private final List<RunResult.Refusal> refusals = new ArrayList<>();
    /** For each proposal, in order, whether the screen took it for a known candidate. */
    private final List<Boolean> proposals = new ArrayList<>();

    /** What the steps of chains did, by candidate and example. */
    private final Map<Integer, Map<String, Trace>> traces = new LinkedHashMap<>();

    /** The program and its step whose prompt proposals replace. */
    private Candidate base;

    private Screen screen;
    private Candidate leader;
    private int asked;
    private int steps;

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
        this.embedding = embedding;
        this.leader = new Candidate(
                0,
                task.program(),
                task.program().prompts().keySet().iterator().next(),
                List.of(),
                "seed",
                task.program().isChain() ? "the user's own chain" : "the user's own prompt");
        this.base = leader;
        this.screen = screen(leader.prompt(), task.splits().train());
        candidates.add(leader);
        screen.remember(0, leader.prompt());
    }

    private Screen screen(Prompt seed, List<Example> train) {
        return new Screen(seed, train, Screen.defaultCharacterLimit(seed), embedding);
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
        base = focused;
        screen = screen(focused.prompt(), train);
        screen.remember(focused.id(), focused.prompt());
    }

    /** Searches until the search is done or a limit is reached. */
    StopReason work(Runnable search) {
        try {
            search.run();
            return StopReason.FINISHED;
        } catch (Ended ended) {
            return ended.reason();
        }
    }

    /**
     * Lets in a prompt that is given and no proposal: it is measured whatever it looks like, and what is written from it keeps
     * its placeholders and frozen sections instead of the seed's.
     *
     * @param name what people call it
     */
    Candidate admit(Prompt prompt, String name) {
        Candidate candidate = new Candidate(candidates.size(), prompt, List.of(), "given", name);
        candidates.add(candidate);
        screen.remember(candidate.id(), prompt);
        return candidate;
    }

    /** The given prompt that a proposal starts from, of a chain in the step that is searched: the one whose form it keeps. */
    private Prompt origin(Proposal proposal) {
        Candidate candidate = candidates.get(
                proposal.parents().isEmpty() ? 0 : proposal.parents().getFirst());
        while (!candidate.parents().isEmpty()) {
            candidate = candidates.get(candidate.parents().getFirst());
        }
        return candidate.program().prompt(base.step());
    }

    @Override
    public String description() {
        return task.description();
    }

    @Override
    public Candidate seed() {
        return candidates.getFirst();
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
        return RandomSource.XO_RO_SHI_RO_128_PP.create(
                Fingerprint.of("random").add(task.seed()).add(label).seed());
    }

    @Override
    public List<Optional<Candidate>> write(List<Draft> drafts) {
        steps++;
        List<Request> requests = new ArrayList<>();
        for (Draft draft : drafts) {
            if (draft instanceof Draft.Asked question) {
                requests.add(request(question.messages(), question.sampling()));
            }
        }
        Calls.Batch batch = requests.isEmpty() ? Calls.Batch.NONE : calls.complete(requests);
        List<Optional<Candidate>> written = new ArrayList<>();
        int question = 0;
        for (Draft draft : drafts) {
            written.add(
                    switch (draft) {
                        case Draft.Written complete -> screened(complete.proposal());
                        case Draft.Asked which ->
                            batch.entries().get(question++).flatMap(entry -> read(which, entry.reply()));
                    });
        }
        ended(batch.stopped());
        return written;
    }

    private Request request(List<ChatMessage> messages, Sampling sampling) {
        long seed = Fingerprint.of("meta seed").add(task.seed()).add(asked++).seed() >>> 33;
        return new Request(Purpose.META, messages, sampling, Constraint.NONE, seed, 0);
    }

    /** Unwinds the strategy where a limit was reached. */
    private void ended(Optional<StopReason> stopped) {
        allowance.update();
        stopped.ifPresent(reason -> {
            throw new Ended(reason);
        });
    }

    @Override
    public List<String> ask(List<Ask> questions) {
        if (questions.isEmpty()) {
            return List.of();
        }
        Calls.Batch batch = calls.complete(questions.stream()
                .map(question -> request(question.messages(), question.sampling()))
                .toList());
        ended(batch.stopped());
        return batch.entries().stream()
                .flatMap(Optional::stream)
                .map(entry -> Judging.completion(entry).text())
                .toList();
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

    private Optional<Candidate> read(Draft.Asked question, Journal.Reply reply) {
        Reading reading = switch (reply) {
            case Journal.Reply.Answered answered -> question.reader().apply(answered.completion());
            case Journal.Reply.Rejected rejected ->
                new Reading.Unreadable(question.parents(), question.operator(), "rejected", rejected.reason(), "");
        };
        return switch (reading) {
            case Proposal proposal -> screened(proposal);
            case Reading.Unreadable unreadable -> {
                refuse(new RunResult.Refusal(
                        steps,
                        unreadable.parents(),
                        unreadable.operator(),
                        unreadable.rule(),
                        unreadable.detail(),
                        unreadable.text()));
                yield Optional.empty();
            }
        };
    }

    private Optional<Candidate> screened(Proposal proposal) {
        Optional<Screen.Refused> refused = screen.refuse(proposal.prompt(), origin(proposal));
        if (refused.isPresent()) {
            refuse(new RunResult.Refusal(
                    steps,
                    proposal.parents(),
                    proposal.operator(),
                    refused.get().rule(),
                    refused.get().detail(),
                    proposal.prompt().instruction().source()));
            return Optional.empty();
        }
        Candidate candidate = new Candidate(
                candidates.size(),
                base.program().withPrompt(base.step(), proposal.prompt()),
                base.step(),
                proposal.parents(),
                proposal.operator(),
                proposal.hypothesis());
        candidates.add(candidate);
        proposals.add(false);
        screen.remember(candidate.id(), candidate.prompt());
        events.accept(new RunEvent.Proposed(
                candidate.id(), candidate.parents(), candidate.operator(), candidate.hypothesis()));
        return Optional.of(candidate);
    }

    private void refuse(RunResult.Refusal refusal) {
        refusals.add(refusal);
        proposals.add(Screen.isDuplicate(refusal.rule()));
        events.accept(new RunEvent.Refused(refusal));
    }

    @Override
    public void evaluate(List<Assignment> assignments) {
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
    public double duplicates(int last) {
        List<Boolean> recent = proposals.subList(Math.max(0, proposals.size() - last), proposals.size());
        return recent.isEmpty()
                ? 0
                : (double) recent.stream().filter(duplicate -> duplicate).count() / recent.size();
    }

    private Optional<Estimate> validationScore(Candidate candidate) {
        return scoreboard.estimate(candidate.id(), validation());
    }

    @Override
    public Scoreboard scoreboard() {
        return scoreboard;
    }

    @Override
    public void drop(Candidate candidate, String why) {
        fates.put(candidate.id(), "dropped: " + why);
        events.accept(new RunEvent.Dropped(candidate.id(), why));
    }

    @Override
    public void lead(Candidate candidate) {
        leader = candidate;
        validationScore(candidate).ifPresent(estimate -> events.accept(new RunEvent.Leading(candidate.id(), estimate)));
    }

    @Override
    public Candidate leader() {
        return leader;
    }

    @Override
    public long callsLeft() {
        return calls.left();
    }

    @Override
    public double detectable() {
        return Gate.detectable(task.splits().holdout().size());
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
        return refusals;
    }

    List<RunResult.CandidateRecord> records() {
        return candidates.stream()
                .map(candidate -> new RunResult.CandidateRecord(
                        candidate.id(),
                        candidate.parents(),
                        candidate.operator(),
                        candidate.hypothesis(),
                        candidate.prompt(),
                        validationScore(candidate),
                        candidate.id() == leader.id() ? "champion" : fates.getOrDefault(candidate.id(), "kept"),
                        twin(candidate),
                        task.program().isChain() ? candidate.step() : "",
                        objectives(candidate)))
                .toList();
    }

    private List<RunResult.Objective> objectives(Candidate candidate) {
        if (scoreboard.outcomes(candidate.id(), validation()).size()
                < validation().size()) {
            return List.of();
        }
        List<Estimate> estimates = scoreboard.estimatesByObjective(candidate.id(), validation());
        return IntStream.range(0, estimates.size())
                .mapToObj(i -> new RunResult.Objective(
                        task.metric().objectives().get(i).name(), estimates.get(i)))
                .toList();
    }

    private Optional<Integer> twin(Candidate candidate) {
        return candidates.stream()
                .filter(other -> other.id() < candidate.id() && answersAlike(other, candidate))
                .map(Candidate::id)
                .findFirst();
    }

    private boolean answersAlike(Candidate first, Candidate second) {
        List<Example> shared = scoreboard.shared(first.id(), second.id(), validation());
        return shared.size() >= ENOUGH_TO_TELL_TWINS && texts(first, shared).equals(texts(second, shared));
    }

    private List<String> texts(Candidate candidate, List<Example> examples) {
        return scoreboard.outcomes(candidate.id(), examples).stream()
                .map(outcome -> outcome.output().strip())
                .toList();
    }
}
