package dev.emend.strategy.auto;

import dev.emend.metric.Outcome;
import dev.emend.proposal.Contract;
import dev.emend.proposal.DemonstrationChoice;
import dev.emend.proposal.DemonstrationSets;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Induction;
import dev.emend.proposal.Parent;
import dev.emend.proposal.Reflection;
import dev.emend.search.Candidate;
import dev.emend.search.Parents;
import dev.emend.search.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The candidates of {@link Auto}'s first race: those that most often help come first, as many as the budget can tell apart.
 * Half are draws of demonstrations; the other half say something else: the answer's form, instructions that were induced or
 * reflected, each alone and over the first draw.
 */
final class Opening {

    private static final String LABEL = "opening";
    private static final int FEWEST_OWN = 2;
    private static final int MOST_OWN = 8;

    /** A full draw has two of each label, and where labels are few so many: there more of each may still help. */
    private static final int LARGE = 16;

    private final Search search;
    private final Workshop workshop;
    private final DemonstrationChoice choice;

    /** @param draw of the examples; under one name, a smaller draw is the beginning of a larger one */
    private record Size(int examples, String draw) {}

    Opening(Search search, Workshop workshop) {
        this.search = search;
        this.workshop = workshop;
        this.choice = new DemonstrationChoice(search.train());
    }

    /** @param arms how many at most, about */
    List<Candidate> candidates(int arms) {
        search.phase("opening: demonstrations, formats and instructions");
        Parent seed = workshop.glance(search.seed());
        List<Draft> shown = first(shown(seed), Math.max(2, arms / 2));
        List<Draft> told = first(told(seed), Math.max(1, (arms - shown.size() + 1) / 2));
        List<Optional<Candidate>> written =
                search.write(Stream.concat(shown.stream(), told.stream()).toList());
        List<Optional<Candidate>> instructions = written.subList(shown.size(), written.size());
        workshop.fruitless(told, instructions);
        List<Candidate> demonstrated = Workshop.passed(written.subList(0, shown.size()));
        List<Candidate> instructed = Workshop.passed(instructions);
        List<Candidate> both = demonstrated.stream()
                .filter(draw -> !draw.prompt().demonstrations().isEmpty())
                .findFirst()
                .map(firstDraw ->
                        workshop.grafts(firstDraw, instructed, arms - demonstrated.size() - instructed.size(), LABEL))
                .orElse(List.of());
        return inTurn(List.of(demonstrated, both, instructed));
    }

    /** One of each kind in turn, since of equals a race keeps the first. */
    private static List<Candidate> inTurn(List<List<Candidate>> kinds) {
        List<Candidate> turns = new ArrayList<>();
        int longest = kinds.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            int place = i;
            kinds.stream().filter(kind -> place < kind.size()).forEach(kind -> turns.add(kind.get(place)));
        }
        return turns;
    }

    private static List<Draft> first(List<Draft> drafts, int most) {
        return drafts.subList(0, Math.min(drafts.size(), most));
    }

    /**
     * Demonstrations: several full draws, since draws of one size differ by more than sizes do, and fewer and more of them; the
     * model's own right answers, where they say more than the label; and none, where the seed shows some.
     */
    private List<Draft> shown(Parent seed) {
        List<Draft> drafts = labelled();
        ownAnswers(seed).ifPresent(own -> drafts.add(Math.min(1, drafts.size()), own));
        if (!seed.prompt().demonstrations().isEmpty()) {
            drafts.add(
                    Math.min(2, drafts.size()),
                    new DemonstrationSets.Shown(List.of(), "no demonstrations").draft(Parents.of(search.seed())));
        }
        return drafts;
    }

    private Optional<Draft> ownAnswers(Parent seed) {
        List<Outcome> telling = seed.successes().stream()
                .filter(outcome ->
                        words(outcome.output()) > words(outcome.example().expected()))
                .limit(MOST_OWN)
                .toList();
        if (telling.size() < FEWEST_OWN) {
            return Optional.empty();
        }
        return Optional.of(new DemonstrationSets(List.of(), telling)
                .bootstrapped(telling.size(), telling.size(), search.random(LABEL + " own answers"))
                .draft(Parents.of(search.seed())));
    }

    private static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    private List<Draft> labelled() {
        List<Draft> drafts = new ArrayList<>();
        int unit = choice.unit();
        if (unit == 0) {
            return drafts;
        }
        // Of more than half of the examples, no two draws are very different.
        int full = Math.max(unit, Math.min(Math.max(2 * unit, LARGE), choice.available() / 2));
        for (Size size : List.of(
                new Size(full, "a"),
                new Size(full, "b"),
                new Size(unit, "a"),
                new Size(full, "c"),
                new Size(full + full / 2, "a"),
                new Size(2 * unit, "d"),
                new Size(unit, "b"))) {
            drafts.add(choice.shown(
                    Parents.of(search.seed()),
                    Math.min(size.examples, choice.available()),
                    search.random(LABEL + " " + size.draw)));
        }
        return drafts;
    }

    /**
     * The answer's form, and instructions; where answers have to be worked out, first one that asks for that, for the seed may forbid
     * it and every rewrite of the seed with it.
     */
    private List<Draft> told(Parent seed) {
        boolean reasoned = answersAreReasoned();
        List<Draft> drafts = new ArrayList<>();
        workshop.draft(workshop.operator(Contract.NAME), List.of(seed), "contract")
                .ifPresent(drafts::add);
        if (reasoned) {
            workshop.induced(search.seed(), Induction.Manner.REASONED, LABEL).ifPresent(drafts::add);
        }
        workshop.induced(search.seed(), Induction.Manner.FREE, LABEL).ifPresent(drafts::add);
        workshop.draft(workshop.operator(Reflection.NAME), List.of(seed), LABEL + " reflect")
                .ifPresent(drafts::add);
        if (!reasoned) {
            // The seed may forbid reasoning where answers are labels, too: where arms are many, one asks for it.
            workshop.induced(search.seed(), Induction.Manner.REASONED, LABEL).ifPresent(drafts::add);
        }
        workshop.induced(search.seed(), Induction.Manner.RULES, LABEL).ifPresent(drafts::add);
        return drafts;
    }

    /** Whether right answers are more than a label, so that a model may have to work towards them. */
    private boolean answersAreReasoned() {
        return choice.answers() > choice.available() / 3;
    }
}
