package dev.emend.strategy.textgrad;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Outcome;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Edit;
import dev.emend.proposal.Material;
import dev.emend.proposal.Parent;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Minibatches;
import dev.emend.search.Parents;
import dev.emend.search.Profile;
import dev.emend.search.Rounds;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import dev.emend.search.TrainLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Gradient descent by text: TextGrad (Yuksekgonul, Bianchi, Boen, Liu, Huang, Guestrin and Zou, "TextGrad: Automatic
 * 'Differentiation' via Text", 2024; later in Nature).
 *
 * <p>A step answers a batch of train examples with the current prompt. A backward pass ({@link BackwardPass}) turns the
 * evaluation of each wrong answer into a critique of the answer, and that into feedback on the prompt: the gradient. The
 * optimizer reads the gradients of the batch, and those of the last steps as momentum, and rewrites the prompt. If the new one
 * is worse on validation examples than the current one, the step is reverted.
 *
 * <p>Departures, each with its reason:
 *
 * <ul>
 *   <li>In a chain, failures are put down to steps first, and each is searched with those that are its own: criticism flows over
 *       every edge from the final answer back to that step, and one prompt is rewritten at a time. The paper rewrites all of them
 *       in each step.
 *   <li>Only wrong answers are criticised: asked what is wrong with a right one, a model invents something. A batch without
 *       a wrong answer is passed over for the next one.
 *   <li>A step that ties is kept as the current prompt, as in the paper's code, so that the search moves on a plateau; but it
 *       leads only when it is better than everything before on the same examples. With {@code ties: reverted} it is not kept
 *       either.
 *   <li>Where calls are limited, steps are validated on a part of the validation examples, always the same one.
 *   <li>A reply without a readable instruction is not the end of the search, and no step of those that there may be ({@link Rounds}).
 * </ul>
 *
 * <p>Cost of a step with a batch of b and d validation examples: b task calls, as many more for each batch without a wrong answer, at
 * most 4·b in all; up to 2·b + 1 meta calls, d task calls; in a chain b meta calls more for each edge behind the searched step.
 */
public final class Textgrad implements Strategy {

    private static final int FINALISTS = 1;
    private static final int SMALLEST_SUBSET = 8;

    /** In a step, until one holds a wrong answer. */
    private static final int MOST_BATCHES = 4;

    private static final Profile PROFILE = new Profile(
            "textgrad",
            "carries criticism of wrong answers back to the prompt, and rewrites it step by step",
            "Yuksekgonul et al., 2024, arXiv 2406.07496",
            Profile.Searches.INSTRUCTION,
            "2 x batch + 1 meta calls; batch + subset task calls, up to 4 x batch + subset where a batch has no wrong answer",
            List.of(
                    Profile.Option.whole("steps", 1, "12", "steps at most"),
                    Profile.Option.whole("batch", 1, "3", "train examples that are answered and criticised a step"),
                    Profile.Option.whole("momentum", 0, "3", "earlier steps whose gradients are shown again"),
                    Profile.Option.whole(
                            "subset",
                            1,
                            "all of validation, fewer where calls are limited",
                            "validation examples on which a step must not be worse"),
                    Profile.Option.oneOf(
                            "ties",
                            List.of("kept", "reverted"),
                            "kept, or reverted: what becomes of a step that is neither better nor worse")));

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public void search(Search search) {
        new Course(search).run();
    }

    /** One search's state. */
    private static final class Course {

        private final Search search;
        private final Scoreboard scoreboard;
        private final Contest contest;
        private final BackwardPass backward;
        private final Edit optimizer;
        private final List<Example> subset;
        private final int steps;
        private final int batch;
        private final Minibatches minibatches;
        private final int momentum;
        private final boolean keepsTies;
        private final List<Candidate> kept = new ArrayList<>();
        private final List<List<String>> past = new ArrayList<>();
        private final List<String> failed;
        private Candidate current;

        Course(Search search) {
            this.search = search;
            this.failed = new ArrayList<>(search.failedHypotheses());
            this.scoreboard = search.scoreboard();
            this.contest = new Contest(search, Contest.defaultBlock(search));
            this.backward = new BackwardPass(search);
            this.optimizer = new Edit(search.description());
            Settings settings = new Settings(search);
            this.steps = settings.whole("steps", 12);
            List<Example> unseen = TrainLook.unseen(search);
            this.batch = Math.min(unseen.size(), settings.whole("batch", 3));
            this.minibatches = new Minibatches(unseen, batch, search::random);
            this.momentum = settings.whole("momentum", 3);
            this.keepsTies = settings.oneOf("ties", List.of("kept", "reverted")).equals("kept");
            // As many examples as leave the calls for about seven steps where the finals keep all of theirs, and more
            // where calls are few.
            this.subset = contest.development(settings.whole(
                    "subset", Math.clamp(contest.finals(FINALISTS).spare() / 12, SMALLEST_SUBSET, Integer.MAX_VALUE)));
            this.current = search.seed();
        }

        void run() {
            search.phase("scoring the prompt on " + subset.size() + " examples");
            search.evaluate(List.of(current), subset);
            kept.add(current);
            Rounds taken = new Rounds(steps);
            for (int step = 1; taken.areLeft() && affords(step); step++) {
                search.phase("step " + step + ": criticising answers of candidate " + current.id());
                List<Outcome> wrong = wrong();
                taken.passed(wrong.isEmpty() || rewrites(wrong, step));
            }
            contest.finals(FINALISTS).race(contest.ranked(kept, subset));
        }

        /** Whether there was a new prompt to validate. */
        private boolean rewrites(List<Outcome> wrong, int step) {
            List<String> gradients = backward.gradients(current, wrong);
            Optional<Candidate> next = rewritten(wrong, gradients, step);
            past.add(gradients);
            next.ifPresent(this::validate);
            return next.isPresent();
        }

        private boolean affords(int step) {
            return step == 1 || contest.finals(FINALISTS).allow((MOST_BATCHES + 2L) * batch + 1 + subset.size());
        }

        /** The wrong answers in the next batch that has any; none where several batches have none. */
        private List<Outcome> wrong() {
            for (int i = 0; i < MOST_BATCHES; i++) {
                List<Example> examples = minibatches.next();
                search.evaluate(List.of(current), examples);
                List<Outcome> wrong =
                        Parents.answering(current, examples, scoreboard).failures();
                if (!wrong.isEmpty()) {
                    return wrong;
                }
            }
            return List.of();
        }

        private Optional<Candidate> rewritten(List<Outcome> wrong, List<String> gradients, int step) {
            List<String> remembered = past.subList(Math.max(0, past.size() - momentum), past.size()).stream()
                    .flatMap(List::stream)
                    .toList();
            Draft draft = optimizer.draft(
                    new Material(
                            List.of(new Parent(current.id(), current.prompt(), wrong)),
                            failed,
                            Material.TEMPERATURE,
                            search.random("step " + step)),
                    gradients,
                    remembered);
            return search.propose(List.of(draft)).stream().findFirst();
        }

        private void validate(Candidate next) {
            search.evaluate(List.of(next), subset);
            double score = score(next);
            double before = score(current);
            if (score < before || score == before && !keepsTies) {
                search.drop(
                        next,
                        String.format(
                                Locale.ROOT,
                                "reverted: %.3f against %.3f of candidate %d on %d examples",
                                score,
                                before,
                                current.id(),
                                subset.size()));
                failed.add(next.hypothesis());
                return;
            }
            current = next;
            kept.add(next);
            if (score > score(search.leader())) {
                search.lead(next);
            }
        }

        private double score(Candidate candidate) {
            return scoreboard.score(candidate.id(), subset);
        }
    }
}
