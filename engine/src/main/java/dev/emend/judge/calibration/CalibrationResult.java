package dev.emend.judge.calibration;

import dev.emend.evaluation.agreement.Agreement;
import dev.emend.evaluation.agreement.AgreementGain;
import dev.emend.judge.MonotoneMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a calibration found.
 *
 * @param decision empty where the budget ended before both judges had judged half of the hold-out
 * @param judge what to use: the best design where it was proved, else the plain one; with the line to people's scale where
 *     one was fitted
 * @param plain the plain judge on the hold-out, with its line to people's scale where one is kept
 * @param best the search's winner on the hold-out, likewise; the plain judge itself where nothing beat it
 * @param gain of the best over the plain, on the hold-out; empty where they are one
 * @param people leave-one-rater-out on the hold-out; empty where no item has two raters
 * @param line from the judge's scores to people's; empty where there were too few judged items to fit one, where it was
 *     of no use, as a note then says, and where none was wanted
 * @param trials every design that was tried, on the validation items that it judged, in the order tried
 * @param next items to label next; none where none were asked for
 * @param notes what a reader should know
 * @param explanation of the decision, in a sentence or two
 */
public record CalibrationResult(
        Optional<Decision> decision,
        JudgeDesign judge,
        Proof plain,
        Proof best,
        Optional<AgreementGain> gain,
        Optional<Agreement> people,
        Optional<Line> line,
        Foresight foresight,
        List<Trial> trials,
        List<NextLabel> next,
        List<String> notes,
        String explanation) {

    public CalibrationResult {
        trials = List.copyOf(trials);
        next = List.copyOf(next);
        notes = List.copyOf(notes);
    }

    /** Whether the plain judge is replaced. */
    public enum Decision {
        /** The best design agrees better with people on the hold-out, and chance is an unlikely reason. */
        CALIBRATED,
        /** Nothing agrees better, or the hold-out does not confirm it. */
        NO_CHANGE,
        /** The best design is ahead on the hold-out, but chance could be the reason. */
        NOT_ENOUGH_EVIDENCE
    }

    /**
     * A judge on the hold-out.
     *
     * @param consistency for comparisons in both orders, the share of pairs with the same verdict in both; else empty
     */
    public record Proof(JudgeDesign design, Agreement agreement, OptionalDouble consistency) {}

    /**
     * @param before mean distance from people's ratings on the hold-out without the line, on people's scale
     * @param after with it
     */
    public record Line(MonotoneMap map, double before, double after) {}

    /**
     * A design that was tried.
     *
     * @param agreement on the validation items that it judged; chance where it is undefined. Too high for the winner,
     *     which was chosen by it
     * @param n how many items those are
     */
    public record Trial(JudgeDesign design, double agreement, int n) {}
}
