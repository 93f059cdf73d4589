package dev.emend.strategy.auto;

import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.proposal.DemonstrationChoice;
import dev.emend.proposal.DemonstrationMutation;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Graft;
import dev.emend.proposal.Induction;
import dev.emend.proposal.Material;
import dev.emend.proposal.Operator;
import dev.emend.proposal.Operators;
import dev.emend.proposal.Parent;
import dev.emend.proposal.Reflection;
import dev.emend.search.Assignment;
import dev.emend.search.Candidate;
import dev.emend.search.Parents;
import dev.emend.search.Search;
import dev.emend.search.TrainLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where {@link Auto} writes, whichever stage asks. It knows what its parents answered on a few train examples, and which hypotheses
 * have failed. The bandit hears of every draft that came to nothing.
 */
final class Workshop {

    private final Search search;
    private final OperatorBandit bandit;
    private final Operators operators;
    private final Induction induction;
    private final Operator variation;
    private final DemonstrationChoice choice;
    private final List<Example> looked;
    private final List<String> failedHypotheses;

    /** @param examples of train that are looked at, the same for all parents */
    Workshop(Search search, OperatorBandit bandit, int examples) {
        this.search = search;
        this.failedHypotheses = new ArrayList<>(search.failedHypotheses());
        this.bandit = bandit;
        this.operators = new Operators(search.description(), search.train());
        this.looked = List.copyOf(Lots.drawn(search.train(), examples, search.random("train order")));
        this.induction = new Induction(search.description(), search.train(), looked);
        this.choice = new DemonstrationChoice(search.train());
        this.variation =
                new DemonstrationMutation(search.train(), search.train().size());
    }

    /** Train examples that proposals are written from. */
    List<Example> looked() {
        return looked;
    }

    /** Has candidates answer those of a few train examples that they do not show. */
    void lookAt(List<Candidate> candidates) {
        search.evaluate(candidates.stream()
                .map(candidate -> new Assignment(candidate, unseen(candidate)))
                .toList());
    }

    /** A candidate with its answers to those of a few train examples that it does not show. */
    Parent look(Candidate candidate) {
        lookAt(List.of(candidate));
        return parent(candidate);
    }

    /** As {@link #look}, where that takes no more than a quarter of the calls that are left. */
    Parent glance(Candidate candidate) {
        return looked.size() <= search.callsLeft() / 4 ? look(candidate) : parent(candidate);
    }

    /** A candidate with what is known of its answers to train examples that it does not show. */
    Parent parent(Candidate candidate) {
        return Parents.answering(candidate, unseen(candidate), search.scoreboard());
    }

    private List<Example> unseen(Candidate candidate) {
        return TrainLook.unseen(candidate, looked);
    }

    Operator operator(String name) {
        return switch (name) {
            case Induction.NAME -> induction;
            case DemonstrationMutation.NAME -> variation;
            default -> operators.named(name);
        };
    }

    /** Empty where the operator can do nothing with these parents. */
    Optional<Draft> draft(Operator operator, List<Parent> parents, String label) {
        return operator.draft(material(parents, label));
    }

    /** An instruction from train examples alone, without demonstrations. */
    Optional<Draft> induced(Candidate candidate, Induction.Manner manner, String label) {
        Parent bare = new Parent(candidate.id(), candidate.prompt().withDemonstrations(List.of()));
        return induction.draft(material(List.of(bare), label + " " + manner), manner);
    }

    private Material material(List<Parent> parents, String label) {
        return new Material(parents, failedHypotheses, Material.TEMPERATURE, search.random(label));
    }

    /** Has the drafts written, and lets the bandit know which of them came to nothing. */
    List<Candidate> write(List<Draft> drafts) {
        List<Optional<Candidate>> written = search.write(drafts);
        fruitless(drafts, written);
        return passed(written);
    }

    /** @param written what became of each draft */
    void fruitless(List<Draft> drafts, List<Optional<Candidate>> written) {
        for (int i = 0; i < written.size(); i++) {
            if (written.get(i).isEmpty()) {
                bandit.fruitless(drafts.get(i).operator());
            }
        }
    }

    static List<Candidate> passed(List<Optional<Candidate>> written) {
        return new ArrayList<>(written.stream().flatMap(Optional::stream).toList());
    }

    /** A candidate with other examples in place of its own, drawn by lot; none where there are too few to draw others. */
    List<Draft> draws(Candidate shown, int count, String label) {
        List<Draft> drafts = new ArrayList<>();
        int size = Math.max(shown.prompt().demonstrations().size(), choice.full());
        for (int i = 0; i < count && size < choice.available(); i++) {
            drafts.add(choice.shown(parent(shown), size, search.random(label + " " + i)));
        }
        return drafts;
    }

    /** The demonstrations of one candidate under the instructions of others. */
    List<Candidate> grafts(Candidate shown, List<Candidate> told, int most, String label) {
        List<Draft> drafts = new ArrayList<>();
        for (Candidate instruction : told) {
            operator(Graft.NAME)
                    .draft(Material.of(List.of(parent(shown), parent(instruction)), search.random(label + " graft")))
                    .filter(draft -> drafts.size() < most)
                    .ifPresent(drafts::add);
        }
        return search.propose(drafts);
    }

    /** Those that lost a race: what a reflection believed was wrong then. */
    void remember(List<Candidate> losers) {
        losers.stream()
                .filter(loser -> loser.operator().equals(Reflection.NAME))
                .forEach(loser -> failedHypotheses.add(loser.hypothesis()));
    }
}
