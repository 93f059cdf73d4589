package dev.emend.refine;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.evaluation.Comparison;
import dev.emend.evaluation.Difference;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Proposal;
import dev.emend.run.Inquiry;
import dev.emend.run.RunEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Refines a prompt over a stream of inputs. A batch is answered; where answers fail, what is said of them becomes drafts of
 * a new prompt; the best draft that does better on the batch meets the prompt in force on the next inputs of the stream,
 * which neither was written for, and replaces it only where a paired test says that chance is an unlikely reason.
 *
 * <p>The test is {@link Comparison}'s, on a fixed number of inputs, looked at once; each of a run's gates is held to its
 * share of 0.05 ({@link LoopSettings#alpha}). Inputs of one group are never parted: a batch and a window are whole groups, and
 * the test exchanges these. That presumes inputs in no telling order: a stream that drifts compares both
 * prompts on the same inputs still, but the winner on these need not win on later ones.
 *
 * <p>Costs a call for each input of a batch; where there are failures, a call to the meta-model for each operator that asks
 * and a batch for each draft; and two calls for each input of a window. For one thread; inside, calls run in parallel.
 */
public final class PromptRefinement {

    private final LoopSettings settings;
    private final Inquiry inquiry;
    private final Consumer<RunEvent> events;
    private final Drafting drafting;
    private final long seed;
    private final List<LearnedPrompt.Step> steps = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final Map<String, String> groups = new LinkedHashMap<>();

    /**
     * The operators are {@code append-rule} and {@code apply-feedback}, after fixed rules about keeping to a context where
     * the signal is about that.
     *
     * @param description what the prompt is for; may be empty
     * @param inquiry with a task model and a meta-model, and with judges where the signal asks them
     * @param events hears what is done now
     */
    public PromptRefinement(
            String description, LoopSettings settings, Inquiry inquiry, long seed, Consumer<RunEvent> events) {
        this.settings = settings;
        this.inquiry = inquiry;
        this.events = events;
        this.seed = seed;
        this.drafting = new Drafting(description, settings.signal(), inquiry, seed);
    }

    /** A draft that may be tried. */
    private record Candidate(Proposal proposal, List<Outcome> outcomes, double score) {}

    /**
     * Blocks until the stream, the gates, patience or the budget end. May be called once.
     *
     * @param stream with distinct ids, in the order of their coming, groups in the order of their first inputs; right answers
     *     are not looked at. A {@link Retrieval} gives inputs their passages
     * @throws dev.emend.model.ModelException where a model cannot be used
     * @throws InvalidInputException where an input lacks what the prompt or the signal needs, or its group
     */
    public LearnedPrompt learn(Prompt prompt, List<Example> stream) {
        List<List<Example>> units = units(stream);
        Prompt current = prompt;
        int at = 0;
        int answered = 0;
        int gates = 0;
        int barren = 0;
        while (gates < settings.rounds()
                && barren < settings.patience()
                && inquiry.stopped().isEmpty()
                && units.size() - at >= settings.batch() + settings.window()) {
            List<Example> batch = joined(units.subList(at, at + settings.batch()));
            announce(
                    "answering inputs " + (answered + 1) + " to " + (answered + batch.size()) + " of " + stream.size());
            Optional<List<Outcome>> outcomes = answers(current, batch);
            if (outcomes.isEmpty()) {
                break;
            }
            at += settings.batch();
            answered += batch.size();
            List<LearnedPrompt.Tried> tried = new ArrayList<>();
            Optional<Candidate> best = best(current, prompt, outcomes.get(), batch, tried);
            if (best.isEmpty()) {
                barren += tried.isEmpty() ? 0 : 1;
                steps.add(new LearnedPrompt.Step(outcomes.get(), tried, Optional.empty()));
                continue;
            }
            List<Example> fresh = joined(units.subList(at, at + settings.window()));
            announce("gate " + (gates + 1) + ": both prompts answer " + fresh.size() + " fresh inputs");
            Optional<LearnedPrompt.Gate> gate = gate(current, best.get(), fresh);
            steps.add(new LearnedPrompt.Step(outcomes.get(), tried, gate));
            if (gate.isEmpty()) {
                break;
            }
            at += settings.window();
            answered += fresh.size();
            gates++;
            if (gate.get().passed()) {
                current = best.get().proposal().prompt();
                barren = 0;
            } else {
                failed.add(best.get().proposal().hypothesis());
                barren++;
            }
        }
        return new LearnedPrompt(current, steps, answered, inquiry.stopped(), inquiry.spend());
    }

    /** What is never parted: a group, or a single input. */
    private List<List<Example>> units(List<Example> stream) {
        Map<String, List<Example>> units = new LinkedHashMap<>();
        for (Example input : stream) {
            String key = settings.group().map(column -> group(input, column)).orElse(input.id());
            groups.put(input.id(), key);
            units.computeIfAbsent(key, unit -> new ArrayList<>()).add(input);
        }
        return new ArrayList<>(units.values());
    }

    private static String group(Example input, String column) {
        if (!input.hasColumn(column)) {
            throw new InvalidInputException(
                    "the input " + input.id() + " has no \"" + column + "\" to group by", input.where(), "");
        }
        return input.column(column);
    }

    private static List<Example> joined(List<List<Example>> units) {
        return units.stream().flatMap(List::stream).toList();
    }

    private void announce(String phase) {
        events.accept(new RunEvent.PhaseStarted(phase));
    }

    /** The best of the drafts on the batch, where it does better than the prompt in force. */
    private Optional<Candidate> best(
            Prompt current, Prompt own, List<Outcome> outcomes, List<Example> batch, List<LearnedPrompt.Tried> tried) {
        if (outcomes.stream().allMatch(outcome -> outcome.score().value() >= settings.target())) {
            return Optional.empty();
        }
        announce("writing drafts from " + outcomes.size() + " answers");
        Metric signal = settings.signal();
        double before = signal.aggregate(outcomes);
        Optional<Candidate> best = Optional.empty();
        for (Proposal proposal : drafting.proposals(current, own, outcomes, failed, tried)) {
            Optional<List<Outcome>> answered = answers(proposal.prompt(), batch);
            if (answered.isEmpty()) {
                tried.add(new LearnedPrompt.Tried(
                        proposal.operator(), proposal.hypothesis(), "the budget ended", OptionalDouble.empty()));
                return Optional.empty();
            }
            double score = signal.aggregate(answered.get());
            tried.add(
                    new LearnedPrompt.Tried(proposal.operator(), proposal.hypothesis(), "", OptionalDouble.of(score)));
            if (score > best.map(Candidate::score).orElse(before)) {
                best = Optional.of(new Candidate(proposal, answered.get(), score));
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

    /** Empty where the budget ended before both prompts were measured. */
    private Optional<LearnedPrompt.Gate> gate(Prompt current, Candidate challenger, List<Example> fresh) {
        Optional<List<Outcome>> before = answers(current, fresh);
        Optional<List<Outcome>> after = answers(challenger.proposal().prompt(), fresh);
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        Difference difference = Comparison.of(
                before.get(),
                after.get(),
                settings.signal(),
                seed,
                input -> groups.getOrDefault(input.id(), input.id()));
        boolean passed = difference.value() > 0 && difference.p() < settings.alpha();
        return Optional.of(
                new LearnedPrompt.Gate(challenger.proposal().operator(), difference, settings.alpha(), passed));
    }

    /** One answer to each, scored; empty where the budget ended before all were. */
    private Optional<List<Outcome>> answers(Prompt prompt, List<Example> inputs) {
        Refinement answers = new SelfRefinement(
                        RefineSettings.of(settings.signal()).withRounds(0), inquiry, event -> {})
                .refine(prompt, inputs, seed);
        return answers.refined().size() == inputs.size() ? Optional.of(answers.firsts()) : Optional.empty();
    }
}
