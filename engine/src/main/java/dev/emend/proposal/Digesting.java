package dev.emend.proposal;

import dev.emend.Lots;
import dev.emend.metric.Outcome;
import dev.emend.prompt.Prompt;
import java.util.List;
import java.util.Optional;

/**
 * Reads every failure that is known of a prompt, and rewrites its instruction by what they call for together. As many as fit into
 * one request are shown in it. More are analysed in groups, each in a request of bounded length; the rules that come of it are
 * reconciled group by group ({@link FailureDigest}), and the last request rewrites the instruction by what is left.
 *
 * <p>The many failures are map-reduce as it is done over long documents; the last request is {@link Reflection}'s. One call to the
 * meta-model where the failures fit into a request of {@link FailureDigest#CHARACTERS}; else one for each group, about one in
 * nine of that to reconcile, and one to rewrite. Drafts of one parent share all but the last.
 */
public final class Digesting implements Operator {

    public static final String NAME = "digest-failures";

    private static final int SUCCESSES_SHOWN = 3;

    private final String taskDescription;

    /** @param taskDescription what the prompt is for, in a person's words; may be empty */
    public Digesting(String taskDescription) {
        this.taskDescription = taskDescription;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "reads all failures, in groups where they are many, and rewrites the instruction by what they call for";
    }

    @Override
    public boolean asks() {
        return true;
    }

    @Override
    public boolean readsAll() {
        return true;
    }

    /** Empty where the parent has no failures to look at. */
    @Override
    public Optional<Draft> draft(Material material) {
        Parent parent = material.parent();
        List<FailureDigest.Failure> failures = parent.failures().stream()
                .map(FailureDigest.Failure::of)
                // Alike are those alone that read the same.
                .map(failure -> new FailureDigest.Failure(failure.text(), failure.text()))
                .toList();
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        FailureDigest digest = FailureDigest.ofEveryKind(described(parent.prompt()), FailureDigest.CHARACTERS);
        FailureDigest.Groups groups = digest.grouped(failures);
        String wrong = "It went wrong " + failures.size() + " times in "
                + parent.outcomes().size();
        Ending ending = new Ending(material);
        if (groups.texts().size() == 1) {
            return Optional.of(ending.asked(
                    wrong + ":\n" + FailureDigest.numbered(groups.texts().getFirst()), List.of()));
        }
        return Optional.of(new Draft.Chained(
                NAME,
                asking -> ending.asked(
                        wrong + ". All of these were read, in " + groups.texts().size() + " groups.",
                        digest.of(groups, asking).rules())));
    }

    private String described(Prompt prompt) {
        return (taskDescription.strip() + "\nA language model is given this instruction:\n"
                        + prompt.instruction().source())
                .strip();
    }

    /** The request that rewrites the instruction; what it shows by lot is drawn before anything is asked. */
    private final class Ending {

        private final Material material;
        private final List<Outcome> successes;

        Ending(Material material) {
            this.material = material;
            this.successes = Lots.drawn(material.parent().successes(), SUCCESSES_SHOWN, material.random());
        }

        Draft.Asked asked(String wrong, List<String> rules) {
            Parent parent = material.parent();
            return new InstructionRequest(NAME, List.of(parent.id()), parent.prompt())
                    .task(taskDescription)
                    .instruction(
                            "The instruction that a language model is given now:",
                            parent.prompt().instruction())
                    .say(wrong)
                    .list("What the failures call for, the most important first:", rules)
                    .outcomes("It went right here:", successes, false)
                    .failed(material.failedHypotheses())
                    .closed(
                            Reflection.SYSTEM,
                            "says what in the instruction causes the errors",
                            "the complete improved instruction",
                            Reflection.GENERAL,
                            material.temperature());
        }
    }
}
