package dev.emend.strategy.mipro;

import dev.emend.search.Contest;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import java.util.List;
import java.util.OptionalInt;

/**
 * How large a search of {@link Mipro} is: as in the paper where the calls pay for it, else with smaller minibatches, else with
 * fewer candidates too, unless the user says how many.
 *
 * @param candidates sets of demonstrations
 * @param minibatch validation examples of a trial
 * @param options as the task file gives them
 */
record PairPlan(int candidates, int minibatch, Options options) {

    /** How many of a search's pairs enter the finals. */
    static final int FINALISTS = 2;

    private static final int CANDIDATES = 12;
    private static final int MINIBATCH = 35;

    /**
     * @param most demonstrations in a set, at most; with 0, instructions alone are searched
     * @param mostOwn of them right answers of the model's own, at most
     * @param threshold the score from which on an answer is right, in [0, 1]
     * @param temperature of the meta-model
     */
    record Options(
            OptionalInt candidates,
            OptionalInt trials,
            OptionalInt minibatch,
            int most,
            int mostOwn,
            double threshold,
            double temperature) {

        static Options in(Settings settings) {
            return new Options(
                    settings.whole("candidates"),
                    settings.whole("trials"),
                    settings.whole("minibatch"),
                    settings.whole("max-demonstrations", 16),
                    settings.whole("max-bootstrapped", 4),
                    settings.number("threshold", 1),
                    settings.number("temperature", 1));
        }
    }

    static PairPlan of(Search search, Contest contest) {
        Options options = Options.in(new Settings(search));
        int candidates = options.candidates.orElse(CANDIDATES);
        int validation = search.validation().size();
        int whole = Math.min(validation, options.minibatch.orElse(MINIBATCH));
        int small = options.minibatch.isPresent() ? whole : Math.min(whole, Math.max(4, validation / 6));
        for (int minibatch : List.of(whole, small)) {
            PairPlan plan = new PairPlan(candidates, minibatch, options);
            if (plan.affords(plan.trials(), contest)) {
                return plan;
            }
        }
        PairPlan plan = new PairPlan(candidates, small, options);
        while (options.candidates.isEmpty() && plan.candidates > 2 && !plan.affords(plan.fewTrials(), contest)) {
            plan = new PairPlan(plan.candidates - 1, small, options);
        }
        return plan;
    }

    private boolean affords(int trials, Contest contest) {
        long rollouts = (trials + 1L) * minibatch;
        return contest.finals(FINALISTS).affords(rollouts + instructions() + 2L * ownAnswers());
    }

    boolean showsDemonstrations() {
        return options.most > 0;
    }

    /** How many, the seed's own among them. */
    int instructions() {
        return showsDemonstrations() ? Math.max(2, candidates / 2) : candidates;
    }

    /** Pairs that are scored, at most, as far as calls last. */
    int trials() {
        return options.trials.orElse(usualTrials());
    }

    /** As many as so many candidates need: where more are asked for, candidates are not given up for them. */
    private int fewTrials() {
        return Math.min(trials(), usualTrials());
    }

    /** Without demonstrations a pair is an instruction, and each is tried once. */
    private int usualTrials() {
        if (!showsDemonstrations()) {
            return candidates;
        }
        double logarithm = Math.log(candidates) / Math.log(2);
        return (int) Math.max(4 * logarithm, 1.5 * candidates);
    }

    /** Right answers of the model's own to be collected. */
    int ownAnswers() {
        return Math.min(2 * options.mostOwn, 2 * options.most);
    }
}
