package dev.emend.run;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Who competes, and on which examples: without prompts that are the same to the letter, and without examples that one of the
 * prompts shows.
 */
final class ComparedField {

    private final Optional<String> baseline;
    private final Map<String, Prompt> prompts = new LinkedHashMap<>();
    private final List<Ranking.Repeat> repeats = new ArrayList<>();
    private final Splits splits;
    private final int shown;
    private final int lookalikes;

    /**
     * @param entrants at least two different ones
     * @param given of whose hold-out nothing is used without a baseline
     * @throws InvalidInputException where a prompt asks for what the examples do not have, a name is given twice, there is
     *     nothing to compare, or the baseline is not among the entrants
     */
    ComparedField(List<Entrant> entrants, Optional<String> baseline, Splits given) {
        this.baseline = baseline;
        enter(entrants);
        Splits used = new Splits(
                        given.train(),
                        given.validation(),
                        baseline.isPresent() ? given.holdout() : List.of(),
                        given.group())
                .reading(read());
        Splits all = used.withoutLookalikes();
        this.lookalikes = used.size() - all.size();
        this.splits = new Splits(unshown(all.train()), unshown(all.validation()), unshown(all.holdout()), all.group());
        this.shown = all.validation().size()
                + all.holdout().size()
                - splits.validation().size()
                - splits.holdout().size();
        requireExamples(splits.validation(), "to race on");
        if (baseline.isPresent()) {
            requireExamples(splits.holdout(), "for the gate, which decides between the winner and the baseline");
            Gate.requireProvable(splits);
        }
        prompts.forEach(this::check);
    }

    private void enter(List<Entrant> entrants) {
        List<Entrant> order = new ArrayList<>(entrants);
        baseline.ifPresent(name -> {
            Entrant first = entrants.stream()
                    .filter(entrant -> entrant.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new InvalidInputException(
                            "the baseline \"" + name + "\" is not among the prompts", Where.NOWHERE, ""));
            order.remove(first);
            order.addFirst(first);
        });
        Map<String, Prompt> named = new LinkedHashMap<>();
        Map<String, String> byPrint = new LinkedHashMap<>();
        for (Entrant entrant : order) {
            if (named.put(entrant.name(), entrant.prompt()) != null) {
                throw new InvalidInputException(
                        "the prompt \"" + entrant.name() + "\" is given twice",
                        Where.NOWHERE,
                        "one of them should go.");
            }
            String earlier = byPrint.putIfAbsent(entrant.prompt().fingerprint(), entrant.name());
            if (earlier == null) {
                prompts.put(entrant.name(), entrant.prompt());
            } else {
                repeats.add(new Ranking.Repeat(entrant.name(), earlier, true, "the same to the letter"));
            }
        }
        if (prompts.size() < 2) {
            throw new InvalidInputException(
                    named.size() < 2 ? "there is only one prompt" : "all prompts are the same to the letter",
                    Where.NOWHERE,
                    "name another one to compare with.");
        }
    }

    private Set<String> read() {
        return prompts.values().stream()
                .flatMap(prompt -> prompt.placeholders().stream())
                .collect(Collectors.toSet());
    }

    private List<Example> unshown(List<Example> examples) {
        return Unshown.among(examples, prompts.values());
    }

    private static void requireExamples(List<Example> examples, String why) {
        if (examples.isEmpty()) {
            throw new InvalidInputException(
                    "there are no examples " + why,
                    Where.NOWHERE,
                    "the split gives none, or the prompts show them all as demonstrations.");
        }
    }

    private void check(String name, Prompt prompt) {
        for (List<Example> split : List.of(splits.validation(), splits.holdout(), splits.train())) {
            for (Example example : split) {
                for (String placeholder : prompt.placeholders()) {
                    if (!example.inputs().containsKey(placeholder)) {
                        throw new InvalidInputException(
                                "the prompt \"" + name + "\" asks for {{" + placeholder + "}}, which the example \""
                                        + example.id() + "\" does not have; it has "
                                        + example.allInputs().keySet(),
                                example.where(),
                                "the prompt belongs to other data, or its placeholder has another name.");
                    }
                }
            }
        }
        Set<String> asked = Set.copyOf(prompt.messages().getLast().content().placeholders());
        for (Demonstration demonstration : prompt.demonstrations()) {
            if (!demonstration.inputs().keySet().containsAll(asked)) {
                throw new InvalidInputException(
                        "a demonstration of the prompt \"" + name + "\" does not fill its last message, which asks for "
                                + asked,
                        Where.NOWHERE,
                        "the demonstration's inputs have other names.");
            }
        }
    }

    /** The task on these examples, with the first prompt as its own. */
    Task of(Task task) {
        return task.withPrompt(prompts.values().iterator().next()).withSplits(splits);
    }

    /** By name, the baseline first. */
    Map<String, Prompt> prompts() {
        return prompts;
    }

    /** Of the prompts, by number. */
    List<String> names() {
        return List.copyOf(prompts.keySet());
    }

    /** Says who competes. */
    void announce(Task task, Consumer<RunEvent> events) {
        events.accept(RunEvent.Started.of(task, "compare", List.of()));
        events.accept(new RunEvent.PhaseStarted(CandidateNames.listed(names())));
    }

    /**
     * What differences are to: the baseline where there is one.
     *
     * @param winner its name
     */
    Reference reference(String winner) {
        return baseline.<Reference>map(Reference.Baseline::new).orElseGet(() -> new Reference.Winner(winner));
    }

    /** As {@link #reference}, by number; a baseline is the first. */
    int referenceNumber(int winner) {
        return baseline.isPresent() ? 0 : winner;
    }

    /** Entrants that are the same to the letter as an earlier one. */
    List<Ranking.Repeat> repeats() {
        return repeats;
    }

    /** What a reader must know of the examples and of the winner's score. */
    List<String> notes(StopReason stopped) {
        List<String> notes = new ArrayList<>();
        if (stopped != StopReason.FINISHED) {
            notes.add("The budget ended (" + stopped.label()
                    + ") before the comparison was done. The ranking is the one so"
                    + " far, and the first place is not settled.");
        }
        Unshown.lookalikes(lookalikes).ifPresent(notes::add);
        if (shown > 0) {
            notes.add(shown + (shown == 1 ? " example is" : " examples are")
                    + " left out for all prompts, because one of the prompts shows "
                    + (shown == 1 ? "it." : "them."));
        }
        notes.add("The winner is chosen by these very examples, so its score on them is a little too good."
                + (baseline.isPresent()
                        ? " The gate's score is on examples that no race has touched."
                        : " Name a --baseline to have it proved on examples that no race has touched."));
        return notes;
    }
}
