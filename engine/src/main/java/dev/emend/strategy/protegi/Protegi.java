package dev.emend.strategy.protegi;

import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Outcome;
import dev.emend.proposal.Critique;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Edit;
import dev.emend.proposal.Material;
import dev.emend.proposal.Paraphrase;
import dev.emend.proposal.Parent;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Parents;
import dev.emend.search.Profile;
import dev.emend.search.Rounds;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import dev.emend.search.TrainLook;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Gradient descent by text and beam search: ProTeGi, also called APO (Pryzant, Iter, Li, Lee, Zhu and Zeng, "Automatic
 * Prompt Optimization with 'Gradient Descent' and Beam Search", 2023).
 *
 * <p>In every round each prompt of the beam answers a minibatch of train examples. Its errors are taken in groups; the
 * meta-model says of each group what in the prompt is to blame, which is the gradient, and edits the prompt against it. Each
 * edited prompt is paraphrased. A bandit selects the next beam from the old one and its successors ({@link BeamSelection}).
 *
 * <p>Departures, each with its reason:
 *
 * <ul>
 *   <li>Selection is on validation examples, since the train examples have shaped the successors; the paper's draws both from
 *       one set. The best of the last beam meet all of validation in finals.
 *   <li>All arms meet the examples in one order, and an arm that has met few is compared with the others on these few. The
 *       paper draws new examples for every pull, and an arm gains by having drawn easy ones.
 *   <li>The groups of errors have none in common, so that no two gradients are about the same errors; where there are few
 *       errors there are fewer groups.
 *   <li>A parent has at most 8 successors, as in the paper, but paraphrases beyond that are not written first and thrown away
 *       then: the edits stay, and lots are drawn for the paraphrases.
 *   <li>Errors are whatever scores below 1, with what the metric says of them; so that it works for graded metrics and free
 *       text as it does for labels.
 *   <li>Where calls are limited, beam, groups, paraphrases and minibatch shrink together, so that two rounds are affordable.
 * </ul>
 *
 * <p>Cost of a round with beam b, g groups and s successors a parent: b·g + b·s calls to the meta-model; to the task model b
 * minibatches, and for the selection at most half of what scoring all b·(s + 1) arms on all of validation costs.
 */
public final class Protegi implements Strategy {

    private static final int MOST_SUCCESSORS = 8;

    private static final Profile PROFILE = new Profile(
            "protegi",
            "criticises errors in groups, edits against each criticism, and keeps a beam by a bandit",
            "Pryzant et al., 2023, arXiv 2305.03495",
            Profile.Searches.INSTRUCTION,
            "beam x (groups + 8) meta calls; beam x (minibatch + 9 x validation / 2) task calls, both at most",
            List.of(
                    Profile.Option.whole("rounds", 1, "6", "rounds at most"),
                    Profile.Option.whole("beam", 1, "4, fewer where calls are limited", "prompts that survive a round"),
                    Profile.Option.whole(
                            "minibatch",
                            1,
                            "64, fewer where calls are limited",
                            "train examples in which errors are sought"),
                    Profile.Option.whole(
                            "groups",
                            1,
                            "4, fewer where calls are limited",
                            "groups of errors, each of which has a gradient; 8 at most"),
                    Profile.Option.whole("errors", 1, "4", "errors in a group"),
                    Profile.Option.whole(
                            "paraphrases",
                            0,
                            "2, fewer where calls are limited",
                            "of each edited prompt, 8 successors in all"),
                    Profile.Option.oneOf("selection", BeamSelection.Rule.labels(), "ucb, successive-rejects or race"),
                    Profile.Option.number("exploration", 0, 10, "1", "c of the upper confidence bound"),
                    Profile.Option.whole("block", 1, "4", "validation examples that an arm meets at a time")));

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public void search(Search search) {
        new Course(search).run();
    }

    /** How wide a round is; the paper's width first. */
    private record Width(int beam, int minibatch, int groups, int paraphrases) {

        static final List<Width> ALL =
                List.of(new Width(4, 64, 4, 2), new Width(3, 32, 3, 1), new Width(2, 12, 2, 1), new Width(1, 8, 1, 1));

        /** With a minibatch of no more than so many examples. */
        Width within(int examples) {
            return new Width(beam, Math.min(minibatch, examples), groups, paraphrases);
        }

        int successors() {
            return Math.min(MOST_SUCCESSORS, groups * (1 + paraphrases));
        }

        int finalists() {
            return Math.max(1, beam - 1);
        }

        /** Calls of a round in which each arm meets {@code examples}. */
        long round(int parents, int examples) {
            return (long) parents * (minibatch + groups + successors())
                    + (long) parents * (successors() + 1) * examples;
        }
    }

    /** Errors of a parent that get a gradient of their own. */
    private record Group(Candidate parent, List<Outcome> errors) {

        Parent material() {
            return new Parent(parent.id(), parent.prompt(), errors);
        }
    }

    /** One search's state. */
    private static final class Course {

        private final Search search;
        private final Scoreboard scoreboard;
        private final Contest contest;
        private final BeamSelection selection;
        private final Edit edit;
        private final Paraphrase paraphrase = new Paraphrase();
        private final List<Example> unseen;
        private final Width width;
        private final int rounds;
        private final int errors;
        /** Examples that an arm meets at a time; in a round it meets one block at least. */
        private final int block;

        private List<Candidate> beam;

        Course(Search search) {
            this.search = search;
            this.scoreboard = search.scoreboard();
            this.contest = new Contest(search, Contest.defaultBlock(search));
            this.edit = new Edit(search.description());
            this.unseen = TrainLook.unseen(search);
            Settings settings = new Settings(search);
            this.rounds = settings.whole("rounds", 6);
            this.errors = settings.whole("errors", 4);
            BeamSelection.Rule rule =
                    BeamSelection.Rule.labelled(settings.oneOf("selection", BeamSelection.Rule.labels()));
            this.block = settings.whole("block", 4);
            Width affordable = affordable();
            this.width = new Width(
                    settings.whole("beam", affordable.beam),
                    Math.min(unseen.size(), settings.whole("minibatch", affordable.minibatch)),
                    Math.min(MOST_SUCCESSORS, settings.whole("groups", affordable.groups)),
                    settings.whole("paraphrases", affordable.paraphrases));
            this.selection = new BeamSelection(search, rule, width.beam, block, settings.number("exploration", 1));
            this.beam = List.of(search.seed());
        }

        /** The widest with which two rounds are affordable. */
        private Width affordable() {
            return Width.ALL.stream()
                    .map(each -> each.within(unseen.size()))
                    .filter(each -> contest.finals(each.finalists())
                            .affords(each.round(1, 2 * block) + each.round(each.beam, 2 * block)))
                    .findFirst()
                    .orElse(Width.ALL.getLast());
        }

        void run() {
            search.phase("scoring the prompt");
            beam = selection.survivors(beam, block);
            Rounds taken = new Rounds(rounds);
            for (int round = 1; taken.areLeft() && affords(round); round++) {
                List<Group> groups = groups(round);
                List<Candidate> successors = successors(groups, round);
                if (!successors.isEmpty()) {
                    select(successors, round);
                }
                taken.passed(groups.isEmpty() || !successors.isEmpty());
            }
            contest.finals(width.finalists()).race(beam);
        }

        private boolean affords(int round) {
            return round == 1 || contest.finals(width.finalists()).allow(width.round(beam.size(), block));
        }

        private void select(List<Candidate> successors, int round) {
            List<Candidate> field = new ArrayList<>(beam);
            field.addAll(successors);
            search.phase("round " + round + ": selecting from " + field.size() + " candidates");
            beam = selection.survivors(field, rollouts(field.size()));
        }

        /** Half of what is left for the search beside another round, at most half of full scoring. */
        private long rollouts(int arms) {
            long most = (long) arms * search.validation().size() / 2;
            long spare = contest.finals(width.finalists()).spare();
            long free = spare == Long.MAX_VALUE ? spare : spare - width.round(width.beam, block);
            return Math.max((long) arms * block, Math.min(most, free / 2));
        }

        private List<Group> groups(int round) {
            List<Example> minibatch =
                    Lots.drawn(unseen, width.minibatch, search.random("round " + round + " minibatch"));
            search.phase("round " + round + ": looking for errors of " + beam.size() + " prompts in " + minibatch.size()
                    + " examples");
            search.evaluate(beam, minibatch);
            List<Group> groups = new ArrayList<>();
            for (Candidate parent : beam) {
                groups.addAll(groups(parent, minibatch, search.random("round " + round + " errors of " + parent.id())));
            }
            return groups;
        }

        private List<Candidate> successors(List<Group> groups, int round) {
            search.phase("round " + round + ": editing against " + groups.size() + " groups of errors");
            List<Candidate> successors = new ArrayList<>(edited(groups, round));
            successors.addAll(paraphrased(List.copyOf(successors), round));
            return successors;
        }

        private List<Group> groups(Candidate parent, List<Example> minibatch, UniformRandomProvider random) {
            List<Outcome> wrong = Lots.shuffled(
                    Parents.answering(parent, minibatch, scoreboard).failures(), random);
            List<Group> groups = new ArrayList<>();
            for (int from = 0; from < wrong.size() && groups.size() < width.groups; from += errors) {
                groups.add(new Group(parent, wrong.subList(from, Math.min(from + errors, wrong.size()))));
            }
            return groups;
        }

        /** Gradients first, then the edits against them; a group of which the meta-model says nothing has none. */
        private List<Candidate> edited(List<Group> groups, int round) {
            List<String> gradients = search.ask(groups.stream()
                    .map(group -> new Critique(search.description(), group.parent.prompt()).ofErrors(group.errors))
                    .toList());
            List<Draft> edits = new ArrayList<>();
            for (int i = 0; i < groups.size(); i++) {
                String gradient = Critique.read(gradients.get(i));
                if (!gradient.isEmpty()) {
                    Material material =
                            Material.of(groups.get(i).material(), search.random("round " + round + " edit " + i));
                    edits.add(edit.draft(material, List.of(gradient), List.of()));
                }
            }
            return search.propose(edits);
        }

        private List<Candidate> paraphrased(List<Candidate> edited, int round) {
            List<Draft> drafts = new ArrayList<>();
            for (Candidate parent : beam) {
                List<Candidate> own = edited.stream()
                        .filter(edit -> edit.parents().contains(parent.id()))
                        .toList();
                List<Draft> possible = new ArrayList<>();
                for (Candidate one : own) {
                    for (int i = 0; i < width.paraphrases; i++) {
                        paraphrase
                                .draft(Material.of(
                                        Parents.of(one),
                                        search.random("round " + round + " paraphrase " + i + " of " + one.id())))
                                .ifPresent(possible::add);
                    }
                }
                drafts.addAll(Lots.drawn(
                        possible,
                        Math.max(0, MOST_SUCCESSORS - own.size()),
                        search.random("round " + round + " lots of " + parent.id())));
            }
            return search.propose(drafts);
        }
    }
}
