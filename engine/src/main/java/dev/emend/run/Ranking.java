package dev.emend.run;

import dev.emend.data.Splits;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Evaluation;
import dev.emend.judge.League;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a comparison of prompts ended, with the evidence.
 *
 * @param places best first; who met more examples stands before who dropped out earlier
 * @param reference the prompt that the others' differences are to
 * @param repeats entrants that are the same as, or nearly the same as, an earlier one
 * @param selected names of those that are kept, in the order chosen; first the one to use: the winner, or a baseline that no
 *     gate has let it replace
 * @param gate what the gate says of winner and baseline; empty without a baseline, or where the budget ended before
 * @param refusals blends that the screen refused, in order
 * @param examples how many there were to race on
 * @param notes what else a reader should know
 * @param stopped why the comparison ended
 */
public record Ranking(
        List<Place> places,
        Reference reference,
        List<Repeat> repeats,
        List<String> selected,
        Optional<Decided> gate,
        List<RunResult.Refusal> refusals,
        int examples,
        List<String> notes,
        Spend spend,
        StopReason stopped) {

    private static final double ALPHA = 0.05;

    public Ranking {
        places = List.copyOf(places);
        repeats = List.copyOf(repeats);
        selected = keepsBaseline(reference, gate) ? first(reference.name(), selected) : List.copyOf(selected);
        refusals = List.copyOf(refusals);
        notes = List.copyOf(notes);
    }

    /**
     * A prompt and its place.
     *
     * @param name the entrant's, or {@code blend-N}
     * @param parents names of the prompts that a blend was made from; empty for an entrant
     * @param operator what made it, {@code given} for an entrant
     * @param hypothesis why a blend should be better; empty for an entrant
     * @param score on the examples that it met; empty where it met none
     * @param contrast against the reference, on the examples that both met; adjusted for the number of comparisons; empty for
     *     the reference itself and where they share none
     * @param strength where a judge compared answers
     * @param fate no champion's
     */
    public record Place(
            String name,
            Prompt prompt,
            List<String> parents,
            String operator,
            String hypothesis,
            Optional<Estimate> score,
            Optional<Evaluation.Contrast> contrast,
            Optional<League.Standing> strength,
            Fate fate) {

        public Place {
            parents = List.copyOf(parents);
        }

        /**
         * Whether the test tells it apart from the reference. That is more than that one of them dropped out of the race, which shows
         * who does not win on these very examples.
         */
        public boolean isToldApart() {
            return contrast.filter(by -> by.adjusted() < ALPHA).isPresent();
        }

        private boolean isDropped() {
            return fate instanceof Fate.Dropped;
        }

        public boolean isBlend() {
            return !parents.isEmpty();
        }
    }

    /**
     * An entrant that repeats an earlier one.
     *
     * @param exact whether they are the same to the letter; such a one is not asked anything
     * @param how in a few words
     */
    public record Repeat(String name, String of, boolean exact, String how) {}

    /**
     * What the gate decided.
     *
     * @param baseline its score on the hold-out; empty where the winner is the baseline
     * @param winner its score on the same examples
     */
    public record Decided(
            Verdict verdict,
            Optional<Estimate> baseline,
            Optional<Estimate> winner,
            Optional<Difference> difference,
            double detectable,
            String explanation) {

        static Decided of(RankingDraft.Proof proof) {
            Gate.Decision decision = proof.decision();
            return new Decided(
                    decision.verdict(),
                    Optional.of(proof.baseline()),
                    Optional.of(proof.winner()),
                    Optional.of(decision.difference()),
                    decision.detectable(),
                    decision.explanation());
        }

        /** The winner is the baseline itself: there is nothing to prove. */
        static Decided unbeaten(Splits splits) {
            return new Decided(
                    Verdict.NO_CHANGE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Gate.detectable(splits),
                    "No prompt beats the baseline on the examples of the race. The hold-out stays untouched.");
        }
    }

    /** Whether there is a baseline, and the gate did not let the winner replace it. */
    private static boolean keepsBaseline(Reference reference, Optional<Decided> gate) {
        return reference.isBaseline() && !gate.map(Decided::verdict).equals(Optional.of(Verdict.PROMOTED));
    }

    /** As many as before, or one, this one first. */
    private static List<String> first(String name, List<String> names) {
        return Stream.concat(Stream.of(name), names.stream().filter(other -> !other.equals(name)))
                .limit(Math.max(1, names.size()))
                .toList();
    }

    public Place winner() {
        return places.getFirst();
    }

    /** The prompt to use: the winner, or the baseline where there is one and the gate did not promote the winner. */
    public Place use() {
        return keepsBaseline(reference, gate)
                ? places.stream()
                        .filter(place -> place.name().equals(reference.name()))
                        .findFirst()
                        .orElseThrow()
                : winner();
    }

    /** What the table means, in sentences. */
    public List<String> findings() {
        List<String> findings = new ArrayList<>();
        String most = (reference.isBaseline() ? "the baseline " : "the best, ") + reference.name();
        List<String> better = names(place -> isToldApart(place, 1));
        List<String> alike = names(this::isAlike);
        List<String> out = names(place -> isOutByChance(place, better.isEmpty()));
        List<String> worse = names(place -> isToldApart(place, -1));
        if (!better.isEmpty()) {
            findings.add("Better than " + most + ": " + listed(better) + ".");
        }
        if (!alike.isEmpty()) {
            findings.add(listed(alike) + " cannot be told apart from " + most + ": chance could be the reason for the"
                    + " difference.");
        }
        if (!out.isEmpty()) {
            findings.add(listed(out) + " dropped out of the race, since " + (out.size() == 1 ? "it" : "they")
                    + " would not win on these very examples; on others, chance could be the reason for the"
                    + " difference.");
        }
        if (!worse.isEmpty()) {
            findings.add("Worse than " + most + ": " + listed(worse) + ".");
        }
        return findings;
    }

    private static boolean isToldApart(Place place, int sign) {
        return place.isToldApart()
                && Math.signum(place.contrast().orElseThrow().difference().value()) == sign;
    }

    /** Of a winner that met the baseline at the gate, the verdict speaks. */
    private boolean isAlike(Place place) {
        return place.contrast().isPresent()
                && !place.isToldApart()
                && !place.isDropped()
                && !(isMeasuredByGate() && place.equals(winner()));
    }

    /** A race proves who does not win on its own examples, and not what holds for others. */
    private boolean isOutByChance(Place place, boolean nobodyBetter) {
        boolean isReference = place.name().equals(reference.name());
        return place.isDropped()
                && (isReference
                        ? nobodyBetter && !isMeasuredByGate()
                        : place.contrast().isPresent() && !place.isToldApart());
    }

    private boolean isMeasuredByGate() {
        return gate.flatMap(Decided::difference).isPresent();
    }

    private List<String> names(Predicate<Place> of) {
        return places.stream().filter(of).map(Place::name).toList();
    }

    private static String listed(List<String> names) {
        return names.size() == 1
                ? names.getFirst()
                : names.subList(0, names.size() - 1).stream().collect(Collectors.joining(", ")) + " and "
                        + names.getLast();
    }
}
