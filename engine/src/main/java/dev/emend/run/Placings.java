package dev.emend.run;

import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Evaluation;
import dev.emend.evaluation.MultipleComparisons;
import dev.emend.search.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Candidates of a comparison in their order, as people read of them: by names, with adjusted differences.
 *
 * <p>Differences to a baseline, which was named in advance, are adjusted for their number by Holm's method. Where the reference
 * is the winner, the data have chosen it: then they are adjusted for all pairs of prompts, of which any could have come to be
 * tested. Those that were not are counted with a p-value of 1, which makes the others' no smaller than they would be.
 *
 * @param compared how many prompts were compared
 */
record Placings(CandidateNames names, List<Candidate> blends, Reference reference, int compared) {

    /** @param placings best first */
    List<Ranking.Place> places(List<Placing> placings) {
        double[] adjusted = adjusted(placings.stream()
                .flatMap(placing -> placing.difference().stream())
                .mapToDouble(Difference::p)
                .toArray());
        List<Ranking.Place> places = new ArrayList<>();
        int next = 0;
        for (Placing placing : placings) {
            Optional<Evaluation.Contrast> contrast = Optional.empty();
            if (placing.difference().isPresent()) {
                contrast =
                        Optional.of(new Evaluation.Contrast(placing.difference().get(), adjusted[next++]));
            }
            places.add(place(placing, contrast));
        }
        return places;
    }

    private double[] adjusted(double[] p) {
        return MultipleComparisons.holm(
                switch (reference) {
                    case Reference.Baseline baseline -> p;
                    case Reference.Winner winner -> withThoseNotTested(p, compared * (compared - 1) / 2);
                });
    }

    private static double[] withThoseNotTested(double[] p, int pairs) {
        double[] all = Arrays.copyOf(p, pairs);
        Arrays.fill(all, p.length, pairs, 1);
        return all;
    }

    private Ranking.Place place(Placing placing, Optional<Evaluation.Contrast> contrast) {
        Candidate candidate = placing.candidate();
        boolean blend = blends.contains(candidate);
        return new Ranking.Place(
                names.of(candidate.id()),
                candidate.prompt(),
                blend ? candidate.parents().stream().map(names::of).toList() : List.of(),
                blend ? candidate.operator() : "given",
                blend ? names.in(candidate.hypothesis()) : "",
                placing.score(),
                contrast,
                placing.strength(),
                placing.fate());
    }
}
