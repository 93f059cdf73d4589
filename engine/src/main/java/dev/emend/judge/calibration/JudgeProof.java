package dev.emend.judge.calibration;

import dev.emend.evaluation.Detectable;
import dev.emend.evaluation.agreement.Agreement;
import dev.emend.evaluation.agreement.AgreementGain;
import dev.emend.evaluation.agreement.Level;
import dev.emend.evaluation.agreement.Rating;
import dev.emend.judge.calibration.CalibrationResult.Decision;
import dev.emend.judge.calibration.CalibrationResult.Line;
import dev.emend.judge.calibration.CalibrationResult.Proof;
import dev.emend.judge.calibration.LineFitting.Fitted;
import dev.emend.metric.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The best judge against the plain one on the hold-out, which nothing else looks at, each as its file would have it: with
 * its line to people's scale where one is kept. The best replaces the plain one where
 * it is ahead and a paired two-sided test by groups gives p &lt; 0.05.
 */
final class JudgeProof {

    private static final double ALPHA = Detectable.ALPHA;
    /** Below this many groups the bootstrap's intervals are too narrow. */
    private static final int FEW_GROUPS = 20;

    private final CalibrationTask task;
    private final Desk desk;
    private final Bench bench;
    private final JudgeDesign plain;
    private final JudgeDesign best;
    private final JudgeDesign second;
    private final List<String> notes;
    private final long left;

    /** @param left calls, of which the hold-out takes its part */
    JudgeProof(
            CalibrationTask task,
            Desk desk,
            Bench bench,
            JudgeDesign best,
            Designs designs,
            List<String> notes,
            long left) {
        this.task = task;
        this.desk = desk;
        this.bench = bench;
        this.best = best;
        this.plain = designs.plain();
        this.second = best.key().equals(plain.key()) ? designs.forms().get(1) : plain;
        this.notes = new ArrayList<>(notes);
        this.left = left;
    }

    CalibrationResult of(List<CalibrationResult.Trial> trials) {
        boolean same = best.key().equals(plain.key());
        List<Rated> holdout = task.items().holdout();
        desk.phase((same ? "the plain judge" : "both judges") + " on " + holdout.size() + " hold-out items");
        long before = bench.asked();
        bench.judge(same ? List.of(plain) : List.of(plain, best), holdout);
        List<Rated> pairs = bench.judged(best, bench.judged(plain, holdout));
        boolean enough = 2 * pairs.size() >= holdout.size();
        if (pairs.size() < holdout.size()) {
            notes.add("The budget ended on the hold-out: " + pairs.size() + " of " + holdout.size()
                    + " items were judged.");
        }
        LineFitting fitting = new LineFitting(task, bench);
        Fitted plainLine = fitting.of(plain, pairs);
        Fitted bestLine = same ? plainLine : fitting.of(best, pairs);
        List<Rating> plainRatings = ratings(plain, plainLine, pairs);
        List<Rating> bestRatings = ratings(best, bestLine, pairs);
        Proof plainProof = proof(plain, plainRatings, pairs);
        Proof bestProof = proof(best, bestRatings, pairs);
        noteUnread(same ? List.of(plain) : List.of(plain, best), pairs);
        noteUndefined(plainProof);
        noteFewGroups(pairs);
        Optional<AgreementGain> gain = same || pairs.isEmpty()
                ? Optional.empty()
                : Optional.of(AgreementGain.of(plainRatings, bestRatings, task.coefficient(), task.seed()));
        Optional<Decision> decision =
                enough ? Optional.of(gain.map(JudgeProof::decided).orElse(Decision.NO_CHANGE)) : Optional.empty();
        JudgeDesign chosen = decision.filter(Decision.CALIBRATED::equals).isPresent() ? best : plain;
        Fitted line = chosen.equals(best) ? bestLine : plainLine;
        line.dropped().ifPresent(why -> notes.add("No line to people's scale is stored: " + why + "."));
        List<NextLabel> next = task.labelNext() == 0
                ? List.of()
                : new NextLabels(bench, best, second, task.seed())
                        .propose(
                                task.labelNext(),
                                task.unlabelled(),
                                Stream.concat(task.items().train().stream(), task.items().validation().stream())
                                        .toList(),
                                left - (bench.asked() - before));
        return new CalibrationResult(
                decision,
                finished(chosen, line.line()),
                plainProof,
                bestProof,
                gain,
                PeopleAgreement.of(pairs, task.coefficient(), task.seed()),
                line.line(),
                Calibration.foresight(task),
                trials,
                next,
                notes,
                explanation(decision, gain));
    }

    private static Decision decided(AgreementGain gain) {
        return gain.value() <= 0
                ? Decision.NO_CHANGE
                : gain.p() < ALPHA ? Decision.CALIBRATED : Decision.NOT_ENOUGH_EVIDENCE;
    }

    /** Of the judge as its file would have it. */
    private List<Rating> ratings(JudgeDesign design, Fitted fitted, List<Rated> pairs) {
        return bench.ratings(design, fitted.line().map(Line::map), pairs);
    }

    private Proof proof(JudgeDesign design, List<Rating> ratings, List<Rated> pairs) {
        OptionalDouble consistency = pairs.stream()
                .flatMap(item -> bench.score(design, item).stream())
                .filter(score -> score.parts().containsKey("order disagreement"))
                .mapToDouble(score -> 1 - score.parts().getOrDefault("order disagreement", 0.0))
                .average();
        return new Proof(design, Agreement.of(ratings, task.coefficient(), Level.ITEM, task.seed()), consistency);
    }

    private void noteUnread(List<JudgeDesign> designs, List<Rated> pairs) {
        for (JudgeDesign design : designs) {
            long unread = pairs.stream()
                    .flatMap(item -> bench.score(design, item).stream())
                    .filter(Score::isUnread)
                    .count();
            if (unread > 0) {
                notes.add("The judge \"" + design.label() + "\" gave no readable verdict on " + unread + " of "
                        + pairs.size() + " hold-out items, which count as the lowest grade or a tie.");
            }
        }
    }

    private void noteUndefined(Proof proof) {
        if (proof.agreement().value().isEmpty() && proof.agreement().n() > 1) {
            notes.add(
                    "The plain judge's agreement is undefined, as where it gives all items the same grade; it counts as"
                            + " chance.");
        }
    }

    private void noteFewGroups(List<Rated> pairs) {
        long groups = pairs.stream().map(Rated::group).distinct().count();
        if (groups < FEW_GROUPS) {
            notes.add("The hold-out has " + groups + (groups == 1 ? " group" : " groups")
                    + ": bootstrap intervals of fewer than 20 are too narrow, and the p-value decides.");
        }
    }

    /** As it is written into a judge file. */
    private JudgeDesign finished(JudgeDesign design, Optional<Line> line) {
        Map<String, String> options = new TreeMap<>(design.options());
        options.remove("against");
        options.put("show", task.shown().isEmpty() ? "none" : String.join(",", task.shown()));
        line.ifPresent(fitted -> {
            options.put("calibration", fitted.map().text());
            options.put("human-scale", task.people().text());
        });
        return new JudgeDesign(design.label(), design.metric(), new TreeMap<>(options), design.shown());
    }

    private static String explanation(Optional<Decision> decision, Optional<AgreementGain> gain) {
        if (decision.isEmpty()) {
            return "The budget ended before half of the hold-out was judged, so nothing is proved. The plain judge stays.";
        }
        String measured = gain.map(JudgeProof::measured).orElse("");
        return switch (decision.get()) {
            case CALIBRATED -> "The calibrated judge agrees better with people: " + measured + ".";
            case NO_CHANGE ->
                gain.isEmpty()
                        ? "No change: no design agreed better with people on the validation items. The plain judge stays."
                        : "No change: the best design does not agree better on the hold-out: " + measured
                                + ". The plain judge stays.";
            case NOT_ENOUGH_EVIDENCE ->
                "Not enough evidence: the best design is ahead, but chance could be the reason: " + measured
                        + ". The plain judge stays.";
        };
    }

    private static String measured(AgreementGain gain) {
        return String.format(
                Locale.ROOT,
                "%+.2f on %d hold-out items%s, p = %.4f, %s",
                gain.value(),
                gain.n(),
                gain.interval()
                        .map(interval -> String.format(
                                Locale.ROOT, " (95 %% interval %+.2f to %+.2f)", interval.low(), interval.high()))
                        .orElse(""),
                gain.p(),
                gain.test());
    }
}
