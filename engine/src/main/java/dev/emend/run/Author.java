package dev.emend.run;

import dev.emend.Lots;
import dev.emend.proposal.Ask;
import dev.emend.proposal.Draft;
import dev.emend.search.Authoring;
import dev.emend.search.Candidate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.rng.UniformRandomProvider;

/** Writes the candidates of a run. What several drafts ask the meta-model is asked once. Used by one thread. */
final class Author implements Authoring {

    private final Task task;
    private final Proposals proposals;
    private final Consumer<Optional<StopReason>> asked;
    private final Map<Ask, String> answered = new HashMap<>();
    private int questions;
    private int blank;

    /** @param asked hears after each batch which limit was reached, if one was; it may unwind what is being done */
    Author(Task task, Proposals proposals, Consumer<Optional<StopReason>> asked) {
        this.task = task;
        this.proposals = proposals;
        this.asked = asked;
    }

    @Override
    public String description() {
        return task.description();
    }

    @Override
    public UniformRandomProvider random(String label) {
        return Lots.random(task.seed(), label);
    }

    @Override
    public List<Optional<Candidate>> write(List<Draft> drafts) {
        Proposals.Written written = proposals.write(
                drafts.stream().map(draft -> draft.ready(this::askOnce)).toList());
        asked.accept(written.stopped());
        return written.candidates();
    }

    /** What the meta-model replies to each; an empty text where it rejects the request, or never ends to think. */
    List<String> ask(List<Ask> questions) {
        if (questions.isEmpty()) {
            return List.of();
        }
        Calls.Batch batch = proposals.ask(questions);
        asked.accept(batch.stopped());
        List<String> replies = batch.entries().stream()
                .flatMap(Optional::stream)
                .map(entry -> entry.reply().completion().text())
                .toList();
        this.questions += replies.size();
        blank += (int) replies.stream().filter(String::isBlank).count();
        return replies;
    }

    /** That the meta-model said nothing to any question, in a sentence; empty where it was asked none, or did. */
    Optional<String> silence() {
        return questions == 0 || blank < questions
                ? Optional.empty()
                : Optional.of("The meta-model's replies to " + questions
                        + " questions about the prompt are all empty. Maybe it thinks"
                        + " for longer than it may write, or rejects them: choose another meta-model.");
    }

    /** Drafts of one parent read the same failures: what was asked for one of them is not asked for the others. */
    private List<String> askOnce(List<Ask> questions) {
        List<Ask> unanswered = questions.stream()
                .filter(question -> !answered.containsKey(question))
                .distinct()
                .toList();
        List<String> replies = ask(unanswered);
        for (int i = 0; i < unanswered.size(); i++) {
            answered.put(unanswered.get(i), replies.get(i));
        }
        return questions.stream().map(answered::get).toList();
    }
}
