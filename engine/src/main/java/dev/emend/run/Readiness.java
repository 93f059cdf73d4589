package dev.emend.run;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.model.Purpose;
import dev.emend.program.Program;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import dev.emend.strategy.Strategies;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a task can be run as it is, and what is to be said of it before anything is spent. */
final class Readiness {

    /** From this on, a hold-out is called too small: no prompt change can be expected to gain as much. */
    private static final double IMPLAUSIBLE_GAIN = 0.2;

    private final Unshown unshown;
    private final Task task;

    private Readiness(Unshown unshown) {
        this.unshown = unshown;
        this.task = unshown.task();
    }

    static Readiness of(Task task) {
        return new Readiness(Unshown.of(task));
    }

    /** The task as it is run: without the examples that its prompts show. */
    Task task() {
        return task;
    }

    /** What a user should know, such as that the hold-out is too small to prove much. */
    List<String> notes() {
        List<String> notes = new ArrayList<>(unshown.notes());
        task.program().prompts().values().forEach(prompt -> prompt.lookalikes().ifPresent(notes::add));
        smallHoldout().ifPresent(notes::add);
        return notes;
    }

    private Optional<String> smallHoldout() {
        int holdout = task.splits().holdout().size();
        int groups = task.splits().holdoutGroups();
        double detectable = Gate.detectable(groups);
        return detectable < IMPLAUSIBLE_GAIN
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "A hold-out of %d examples%s can hardly prove a gain of less than %.0f points. Maybe give it more%s:"
                                + " 100 show about %.0f points.",
                        holdout,
                        groups == holdout ? "" : " in " + groups + " groups",
                        100 * detectable,
                        groups == holdout ? " examples" : " groups",
                        100 * Gate.detectable(100)));
    }

    /**
     * Looks for whatever would keep a run of this task from its first call.
     *
     * @throws InvalidInputException where the task cannot be run as it is
     */
    void check() {
        try {
            requireFit();
        } catch (InvalidInputException flaw) {
            String note = unshown.notes().stream().map(left -> ". " + left).collect(Collectors.joining());
            throw note.isEmpty()
                    ? flaw
                    : new InvalidInputException(
                            flaw.what() + note, flaw.where(), flaw.maybe().orElse(""));
        }
    }

    /**
     * Looks whether everyone is there whom a run of this task asks.
     *
     * @throws InvalidInputException where a model is missing
     */
    void check(Models models, Strategy strategy) {
        List<Example> examples = task.splits().all().toList();
        models.requireScored(examples, task.metric());
        Set<Purpose> asked = strategy.asks(task.options());
        String asking = "the strategy " + strategy.name();
        if (asked.contains(Purpose.META)) {
            models.require(Purpose.META, asking);
        }
        if (asked.contains(Purpose.JUDGE)) {
            models.require(Purpose.JUDGE, asking);
        }
        if (task.program().isChain()) {
            models.require(Purpose.META, "the search of a chain");
        }
    }

    private void requireFit() {
        Settings.check(Strategies.named(task.strategy(), Where.NOWHERE).profile(), task.options());
        task.learned().ifPresent(learned -> learned.check(task.program()));
        Splits splits = task.splits();
        requireExamples(splits.train(), "train", "proposals are written from it");
        requireExamples(splits.validation(), "validation", "candidates are compared on it");
        requireExamples(splits.holdout(), "holdout", "the gate proves the change on it");
        // Better now than after a thousand calls.
        splits.all().forEach(example -> {
            requireInputs(task.program(), example);
            task.metric().check(example);
        });
        Gate.requireProvable(splits);
        requireASearch();
    }

    private void requireASearch() {
        GateCost gate = GateCost.of(task);
        if (!gate.leavesASearch(task.budget())) {
            int each = 2 * task.program().calls();
            throw new InvalidInputException(
                    "the budget of " + task.budget().calls().getAsLong() + " calls leaves nothing for the search: the"
                            + " gate alone needs " + gate.calls() + ", "
                            + (each == 2 ? "two" : each)
                            + " for each hold-out example"
                            + (gate.questions() == 0 ? "" : " and " + gate.questions() + " of judges"),
                    Where.NOWHERE,
                    "allow more calls, or make the hold-out smaller.");
        }
    }

    private static void requireInputs(Program program, Example example) {
        for (String input : program.inputs()) {
            if (!example.inputs().containsKey(input)) {
                throw new InvalidInputException(
                        "the example \"" + example.id() + "\" has no \"" + input + "\", which the "
                                + (program.isChain() ? "chain" : "prompt") + " asks for; it has "
                                + example.allInputs().keySet(),
                        example.where(),
                        "the input has another name there.");
            }
        }
    }

    private static void requireExamples(List<Example> split, String name, String why) {
        if (split.isEmpty()) {
            throw new InvalidInputException(
                    "the " + name + " split is empty, but " + why,
                    Where.NOWHERE,
                    "give data.split." + name + " some of the rows.");
        }
    }
}
