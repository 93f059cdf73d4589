package dev.emend.refine;

import dev.emend.data.Example;
import dev.emend.evaluation.Comparison;
import dev.emend.evaluation.Difference;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Proposal;
import dev.emend.run.Inquiry;
import dev.emend.run.RunEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A prompt that learns while it is used. It is told each input with its answer. Where a batch holds failures, what is said of
 * them becomes drafts of a new prompt; the best draft that does better on the batch answers the next inputs too, for which
 * neither prompt was written, and replaces the prompt in force only where a paired test says that chance is an unlikely reason.
 *
 * <p>Where inputs come again, of which the prompt reads the same, the first of them teaches. The answers to the others are kept and
 * count for nothing: a window would hold what a draft was chosen on, or one question several times.
 *
 * <p>The test is {@link Comparison}'s, on a fixed number of inputs, looked at once; each of the gates is held to its share of
 * 0.05 ({@link LoopSettings#alpha}). That presumes inputs in no telling order: a stream that drifts compares both prompts on the
 * same inputs still, but the winner on these need not win on later ones.
 *
 * <p>Costs, beyond the answers that it is told: what judges are asked about each; where a batch has failures, a call to the
 * meta-model for each operator that asks and a batch of answers for each draft; and a call for each input of a window. Most calls
 * of {@link #add} pay for nothing and return at once; the one that fills a batch or a window blocks. It keeps all that it was told
 * while it learns, for {@link #learned}: where inputs come for months, begin a new one now and then. Not thread-safe.
 */
public final class LearningPrompt {

    private final Prompt own;
    private final LoopSettings settings;
    private final Inquiry inquiry;
    private final Consumer<RunEvent> events;
    private final Rewriting rewriting;
    private final long seed;
    private final List<LearnedPrompt.Step> steps = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final Map<String, LearnedPrompt.Answered> answers = new LinkedHashMap<>();
    private final Set<Map<String, String>> met = new HashSet<>();
    private final Gathered gathered = new Gathered();
    private Prompt current;
    private Optional<Challenge> challenge = Optional.empty();
    private int replaced;
    private int gates;
    private int barren;

    /**
     * The operators are {@code append-rule} and {@code apply-feedback}, after fixed rules about keeping to a context where
     * the signal is about that.
     *
     * @param prompt in force until another replaces it
     * @param description what the prompt is for; may be empty
     * @param settings whose group is of no meaning here: what is added at once belongs together
     * @param inquiry with the task model that gives the answers and a meta-model, and with judges where the signal asks them
     * @param events hears what is done now
     * @throws dev.emend.InvalidInputException where one of these models is missing
     */
    public LearningPrompt(
            Prompt prompt,
            String description,
            LoopSettings settings,
            Inquiry inquiry,
            long seed,
            Consumer<RunEvent> events) {
        inquiry.models().requireScored(List.of(), settings.signal());
        inquiry.models().require(Purpose.META, "a prompt that learns");
        this.own = prompt;
        this.current = prompt;
        this.settings = settings;
        this.inquiry = inquiry;
        this.events = events;
        this.seed = seed;
        this.rewriting = new Rewriting(description, settings.signal(), inquiry, seed);
    }

    /** Answers that belong together, by the input that came first among them. */
    private static final class Gathered {

        private final List<List<Outcome>> units = new ArrayList<>();
        private final Map<String, String> groups = new LinkedHashMap<>();

        void add(List<Outcome> unit) {
            units.add(unit);
            unit.forEach(outcome ->
                    groups.put(outcome.example().id(), unit.getFirst().example().id()));
        }

        List<Outcome> outcomes() {
            return units.stream().flatMap(List::stream).toList();
        }

        void removeLast() {
            units.removeLast()
                    .forEach(outcome -> groups.remove(outcome.example().id()));
        }

        void clear() {
            units.clear();
            groups.clear();
        }
    }

    /** A draft that may be tried. */
    private record Candidate(Proposal proposal, double score) {}

    /** A draft that did better on its batch, and waits for a window. */
    private record Challenge(Candidate candidate, List<Outcome> batch, List<LearnedPrompt.Tried> tried) {}

    /** The prompt that is to answer the next input. */
    public Prompt prompt() {
        return current;
    }

    /** Whether it still learns: gates, patience and budget are left. Afterwards {@link #add} changes nothing. */
    public boolean isLearning() {
        return gates < settings.rounds()
                && barren < settings.patience()
                && inquiry.stopped().isEmpty();
    }

    /** How many more inputs, or groups of inputs, fill the batch or the window. */
    public int wanted() {
        return (challenge.isPresent() ? settings.window() : settings.batch()) - gathered.units.size();
    }

    /** Whether what comes next fills a window, at whose end a gate decides. */
    boolean isAtGate() {
        return challenge.isPresent();
    }

    int gates() {
        return gates;
    }

    /**
     * Takes an answer that {@link #prompt} gave.
     *
     * @throws IllegalArgumentException where the input has the id of an earlier one: by their ids inputs are told apart
     * @throws ModelException as {@link #add(List)} does
     */
    public void add(Answer answer) {
        add(List.of(answer));
    }

    /**
     * Takes answers that {@link #prompt} gave to inputs that belong together, such as questions on one document: batches, windows
     * and the test count them as one.
     *
     * @param group at least one, with ids that no other input has
     * @throws IllegalArgumentException where there is none, or an id is that of another input, in the group or earlier
     * @throws ModelException where a model cannot be used. Whatever it throws, nothing has been taken then: the same answers may be added
     *     again, and what was paid for is found
     */
    public void add(List<Answer> group) {
        if (group.isEmpty()) {
            throw new IllegalArgumentException("there is no answer to learn from");
        }
        if (!isLearning()) {
            return;
        }
        requireNewIds(group.stream().map(Answer::example).toList(), answers.keySet());
        List<Outcome> outcomes = new Scoring(settings.signal(), inquiry)
                .score(group).stream().flatMap(Optional::stream).toList();
        if (outcomes.size() == group.size()) {
            addScored(outcomes);
        } else {
            keep(outcomes);
        }
    }

    /** @throws IllegalArgumentException where an input has an id that is known, or that of another */
    static void requireNewIds(List<Example> inputs, Set<String> known) {
        Set<String> own = new HashSet<>();
        for (Example input : inputs) {
            if (known.contains(input.id()) || !own.add(input.id())) {
                throw new IllegalArgumentException(
                        "two inputs have the id \"" + input.id() + "\"; by their ids inputs are told apart");
            }
        }
    }

    void addScored(List<Outcome> group) {
        keep(group);
        List<Outcome> fresh =
                group.stream().filter(outcome -> !met.contains(read(outcome))).toList();
        if (fresh.isEmpty()) {
            return;
        }
        fresh.forEach(outcome -> met.add(read(outcome)));
        gathered.add(fresh);
        if (wanted() > 0) {
            return;
        }
        try {
            inquiry.repeatable(this::learn);
        } catch (RuntimeException failed) {
            gathered.removeLast();
            fresh.forEach(outcome -> met.remove(read(outcome)));
            group.forEach(outcome -> answers.remove(outcome.example().id()));
            throw failed;
        }
    }

    private Map<String, String> read(Outcome outcome) {
        return Units.read(own, outcome.example());
    }

    private void learn() {
        if (challenge.isEmpty()) {
            look();
        } else {
            meet(challenge.get());
        }
    }

    /** What was answered and teaches nothing. */
    void keep(List<Outcome> outcomes) {
        outcomes.forEach(outcome -> answers.put(outcome.example().id(), new LearnedPrompt.Answered(outcome, replaced)));
    }

    /** What came of all that was added until now. */
    public LearnedPrompt learned() {
        List<LearnedPrompt.Step> all = new ArrayList<>(steps);
        challenge.ifPresent(open -> all.add(new LearnedPrompt.Step(open.batch, open.tried, Optional.empty())));
        return new LearnedPrompt(current, all, List.copyOf(answers.values()), inquiry.stopped(), inquiry.spend());
    }

    private void announce(String phase) {
        events.accept(new RunEvent.PhaseStarted(phase));
    }

    /** A batch is full. */
    private void look() {
        List<Outcome> batch = gathered.outcomes();
        List<LearnedPrompt.Tried> tried = new ArrayList<>();
        Optional<Candidate> best = best(batch, tried);
        gathered.clear();
        if (best.isPresent()) {
            challenge = Optional.of(new Challenge(best.get(), batch, tried));
        } else {
            barren += tried.isEmpty() ? 0 : 1;
            steps.add(new LearnedPrompt.Step(batch, tried, Optional.empty()));
        }
    }

    /** The best of the drafts on the batch, where it does better than the prompt in force. */
    private Optional<Candidate> best(List<Outcome> outcomes, List<LearnedPrompt.Tried> tried) {
        if (outcomes.stream().allMatch(outcome -> outcome.score().value() >= settings.target())) {
            return Optional.empty();
        }
        announce("writing drafts from " + outcomes.size() + " answers");
        Metric signal = settings.signal();
        double before = Outcome.aggregate(outcomes, signal);
        Optional<Candidate> best = Optional.empty();
        for (Proposal proposal : rewriting.proposals(current, own, outcomes, failed, tried, steps.size())) {
            List<Outcome> answered = answered(proposal.prompt(), outcomes);
            if (answered.size() < outcomes.size()) {
                tried.add(new LearnedPrompt.Tried(
                        proposal.operator(), proposal.hypothesis(), "the budget ended", OptionalDouble.empty()));
                return Optional.empty();
            }
            double score = Outcome.aggregate(answered, signal);
            tried.add(
                    new LearnedPrompt.Tried(proposal.operator(), proposal.hypothesis(), "", OptionalDouble.of(score)));
            if (score > best.map(Candidate::score).orElse(before)) {
                best = Optional.of(new Candidate(proposal, score));
            }
        }
        if (best.isEmpty()) {
            tried.stream()
                    .map(LearnedPrompt.Tried::hypothesis)
                    .filter(hypothesis -> !hypothesis.isEmpty())
                    .forEach(failed::add);
        }
        return best;
    }

    private List<Outcome> answered(Prompt prompt, List<Outcome> before) {
        return SelfRefinement.answers(
                settings.signal(),
                inquiry,
                prompt,
                before.stream().map(Outcome::example).toList(),
                seed);
    }

    /** A window is full: the gate. */
    private void meet(Challenge open) {
        List<Outcome> before = gathered.outcomes();
        announce("gate " + (gates + 1) + ": the new prompt answers " + before.size() + " fresh inputs");
        Proposal proposal = open.candidate.proposal;
        List<Outcome> after = answered(proposal.prompt(), before);
        Optional<LearnedPrompt.Gate> gate = after.size() < before.size()
                ? Optional.empty()
                : Optional.of(gate(proposal, before, after, Map.copyOf(gathered.groups)));
        challenge = Optional.empty();
        gathered.clear();
        steps.add(new LearnedPrompt.Step(open.batch, open.tried, gate));
        if (gate.isEmpty()) {
            return;
        }
        gates++;
        if (gate.get().passed()) {
            current = proposal.prompt();
            replaced++;
            barren = 0;
            keep(after);
        } else {
            failed.add(proposal.hypothesis());
            barren++;
        }
    }

    private LearnedPrompt.Gate gate(
            Proposal proposal, List<Outcome> before, List<Outcome> after, Map<String, String> groups) {
        Difference difference = Comparison.of(
                before, after, settings.signal(), seed, input -> groups.getOrDefault(input.id(), input.id()));
        return new LearnedPrompt.Gate(
                proposal.operator(), difference, settings.alpha(), difference.isGain(settings.alpha()));
    }
}
