package dev.emend.run;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.evaluation.Comparison;
import dev.emend.evaluation.Detectable;
import dev.emend.evaluation.Difference;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides whether a champion may replace the user's prompt, from both prompts' outcomes on the same hold-out examples,
 * which no search has seen.
 *
 * <p>The rule: promoted where the champion is ahead and a paired two-sided test gives p &lt; 0.05, so that a champion
 * that is no better is promoted in fewer than one run in forty.
 */
final class Gate {

    static final double ALPHA = Detectable.ALPHA;

    /** Share of examples on which two prompts usually differ; used before anything is known. */
    private static final double USUAL_DISCORDANCE = 0.3;

    /** The gate's decision with its evidence. */
    record Decision(Verdict verdict, Difference difference, double detectable, String explanation) {}

    private Gate() {}

    /**
     * @param seedOutcomes of the user's prompt, and {@code championOutcomes}: in the same order of examples
     * @param group the key of an example's group
     */
    static Decision decide(
            List<Outcome> seedOutcomes,
            List<Outcome> championOutcomes,
            Metric metric,
            long seed,
            Function<Example, String> group) {
        Difference difference = Comparison.of(seedOutcomes, championOutcomes, metric, seed, group);
        Set<String> groups = new HashSet<>();
        Set<String> differing = new HashSet<>();
        for (int i = 0; i < seedOutcomes.size(); i++) {
            Outcome before = seedOutcomes.get(i);
            String key = group.apply(before.example());
            groups.add(key);
            if (before.score().value() != championOutcomes.get(i).score().value()) {
                differing.add(key);
            }
        }
        double detectable =
                detectable(groups.size(), Math.max(0.05, (double) differing.size() / Math.max(1, groups.size())));
        boolean ahead = difference.value() > 0;
        Verdict verdict =
                difference.isGain(ALPHA) ? Verdict.PROMOTED : ahead ? Verdict.NOT_ENOUGH_EVIDENCE : Verdict.NO_CHANGE;
        String measured = String.format(
                Locale.ROOT,
                "%+.1f points on %d hold-out examples (95 %% interval %+.1f to %+.1f, %s, %s)",
                100 * difference.value(),
                difference.n(),
                100 * difference.interval().low(),
                100 * difference.interval().high(),
                probability(difference.p()),
                difference.test());
        String explanation = switch (verdict) {
            case PROMOTED -> "The champion is better: " + measured + ".";
            case NO_CHANGE -> "The champion is not better: " + measured + ". The prompt stays as it is.";
            case NOT_ENOUGH_EVIDENCE ->
                String.format(
                        Locale.ROOT,
                        "The champion is ahead, but chance could be the reason: %s. So many examples would probably"
                                + " have shown a difference of %.0f points or more. The prompt stays as it is.",
                        measured,
                        100 * detectable);
        };
        return new Decision(verdict, difference, detectable, explanation);
    }

    private static String probability(double p) {
        return p < 0.0001 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", p);
    }

    /** The smallest difference that {@code n} pairs would show four times in five; 1 where none would. */
    static double detectable(int n, double discordance) {
        return Detectable.difference(n, discordance);
    }

    /** {@link #detectable} before anything is known about the prompts. */
    static double detectable(int n) {
        return detectable(n, USUAL_DISCORDANCE);
    }

    /**
     * What the hold-out can show. Examples of one group count as one, since the test takes whole groups: how much alike they are is
     * not known, and so this is the least that it can show.
     */
    static double detectable(Splits splits) {
        return detectable(splits.holdoutGroups());
    }

    /** Whether some result on so many groups could be significant at all: with five, the smallest p is 2 in 32. */
    static boolean canPromote(int groups) {
        return Detectable.leastP(groups) < ALPHA;
    }

    /** @throws InvalidInputException where whatever is answered, nothing can be proved on the hold-out */
    static void requireProvable(Splits splits) {
        int groups = splits.holdoutGroups();
        if (canPromote(groups)) {
            return;
        }
        boolean grouped = groups < splits.holdout().size();
        throw new InvalidInputException(
                "the hold-out has " + groups
                        + (grouped ? groups == 1 ? " group" : " groups" : groups == 1 ? " example" : " examples")
                        + (grouped ? ", and the test takes whole groups" : "")
                        + ": with fewer than six nothing can be proved, whatever the answers",
                Where.NOWHERE,
                grouped
                        ? "give the hold-out more groups, or take a finer column than \""
                                + splits.group().orElse("") + "\"."
                        : "give the hold-out more examples: 100 show about " + Math.round(100 * detectable(100))
                                + " points.");
    }
}
