package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.OwnInputs;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A task whose examples have as inputs what its program reads, without those that are the same then, and without those of validation
 * and hold-out that its own prompts show, such as those that a prompt took from its train examples before there were more rows. What a
 * prompt answers to them says nothing of others, and a candidate that shows others would be held to it.
 *
 * @param leftOut how many its prompts show
 * @param lookalikes how many are left out since the program reads the same of others
 */
record Unshown(Task task, int leftOut, int lookalikes) {

    static Unshown of(Task task) {
        // A step that reads only a part of the inputs shows a part of many examples.
        Collection<Prompt> prompts = task.program().prompts().values().stream()
                .filter(prompt ->
                        prompt.placeholders().containsAll(task.program().inputs()))
                .toList();
        Splits read = task.splits().reading(task.program().inputs());
        Splits all = read.withoutLookalikes();
        OwnInputs own = new OwnInputs(Stream.of(all.train(), all.validation(), all.holdout())
                .flatMap(List::stream)
                .toList());
        Splits splits = new Splits(
                all.train(), among(all.validation(), own, prompts), among(all.holdout(), own, prompts), all.group());
        int leftOut = all.validation().size()
                + all.holdout().size()
                - splits.validation().size()
                - splits.holdout().size();
        return new Unshown(task.withSplits(splits), leftOut, read.size() - all.size());
    }

    /** Those that none of the prompts shows. */
    static List<Example> among(List<Example> examples, Collection<Prompt> prompts) {
        return among(examples, new OwnInputs(examples), prompts);
    }

    private static List<Example> among(List<Example> examples, OwnInputs own, Collection<Prompt> prompts) {
        return examples.stream()
                .filter(example -> prompts.stream().noneMatch(prompt -> own.areShown(prompt, example)))
                .toList();
    }

    /** What was left out, and why. */
    List<String> notes() {
        return Stream.of(shown(), lookalikes(lookalikes))
                .flatMap(Optional::stream)
                .toList();
    }

    static Optional<String> lookalikes(int count) {
        return count == 0
                ? Optional.empty()
                : Optional.of(count + (count == 1 ? " example is" : " examples are")
                        + " left out, because nothing that is read tells " + (count == 1 ? "it" : "them")
                        + " from others.");
    }

    private Optional<String> shown() {
        return leftOut == 0
                ? Optional.empty()
                : Optional.of(leftOut + (leftOut == 1 ? " example" : " examples")
                        + " of validation and hold-out " + (leftOut == 1 ? "is" : "are")
                        + " left out, because your prompt shows " + (leftOut == 1 ? "it." : "them."));
    }
}
