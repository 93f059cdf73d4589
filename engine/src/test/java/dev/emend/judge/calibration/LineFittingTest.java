package dev.emend.judge.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.evaluation.agreement.Coefficient;
import dev.emend.judge.Range;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.model.Usage;
import dev.emend.proposal.Ask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A line is kept where it tells items apart as the judge does, and brings its grades nearer to people. */
class LineFittingTest {

    private static final Pattern GRADED = Pattern.compile("grade (\\d|none)");
    private static final JudgeDesign JUDGE = new JudgeDesign(
            "0-9", "judge", Map.of("scale", "0-9", "critique", "none", "readout", "plain", "reference", "never"));

    /** Replies with the grade that the output names. */
    private static final Desk DESK = new Desk() {
        @Override
        public List<Optional<Completion>> judge(List<Question> questions) {
            return questions.stream()
                    .map(question -> {
                        Matcher grade =
                                GRADED.matcher(question.messages().getLast().content());
                        return Optional.of(new Completion(
                                grade.find() ? grade.group(1) : "", Completion.Finish.STOP, Usage.NONE, List.of()));
                    })
                    .toList();
        }

        @Override
        public List<Optional<Completion>> write(List<Ask> asks) {
            throw new IllegalStateException("nothing is to be written");
        }

        @Override
        public void phase(String doing) {}
    };

    private static Rated item(int i, String grade, double rating) {
        return new Rated(
                new Example("item " + i, Map.of(), "", Map.of(Rated.GROUP, "g" + i), Where.NOWHERE),
                "grade " + grade,
                List.of(rating));
    }

    /** Forty items with grades from 0 to 9, as many on the hold-out. */
    private static LineFitting.Fitted fitted(IntToDoubleFunction human, List<Rated> more) {
        return fitted(human, more, human);
    }

    private static LineFitting.Fitted fitted(
            IntToDoubleFunction human, List<Rated> more, IntToDoubleFunction humanOnHoldout) {
        List<Rated> items = IntStream.range(0, 80)
                .mapToObj(
                        i -> item(i, Integer.toString(i % 10), (i < 40 ? human : humanOnHoldout).applyAsDouble(i % 10)))
                .toList();
        List<Rated> train = items.subList(0, 20);
        List<Rated> validation =
                Stream.concat(items.subList(20, 40).stream(), more.stream()).toList();
        CalibrationTask task = CalibrationTask.of(
                        Kind.GRADES,
                        "facts",
                        new RatedSplits(train, validation, items.subList(40, 80)),
                        new Range(0, 1))
                .withThinking(false)
                .withCoefficient(Coefficient.SPEARMAN);
        Bench bench = new Bench(DESK, Usage::total);
        bench.judge(List.of(JUDGE), train);
        bench.judge(List.of(JUDGE), validation);
        bench.judge(List.of(JUDGE), items.subList(40, 80));
        return new LineFitting(task, bench).of(JUDGE, items.subList(40, 80));
    }

    @Test
    void aLineThatBringsGradesNearerIsKept() {
        LineFitting.Fitted fitted = fitted(grade -> grade * grade / 81.0, List.of());

        assertThat(fitted.dropped()).isEmpty();
        assertThat(fitted.line().orElseThrow().after()).isLessThan(1e-6);
        assertThat(fitted.line().orElseThrow().before()).isGreaterThan(0.1);
    }

    @Test
    void aLineThatTiesWhatTheJudgeTellsApartIsNot() {
        LineFitting.Fitted fitted = fitted(grade -> grade < 8 ? 0.2 - grade / 100.0 : grade / 10.0, List.of());

        assertThat(fitted.line()).isEmpty();
        assertThat(fitted.dropped().orElseThrow()).contains("one value to 13 % of the pairs");
    }

    @Test
    void aLineThatRanksNothingIsNot() {
        LineFitting.Fitted fitted = fitted(grade -> 1 - grade / 9.0, List.of());

        assertThat(fitted.line()).isEmpty();
        assertThat(fitted.dropped().orElseThrow()).startsWith("it has 1 knot, ");
    }

    @Test
    void aReplyThatNobodyCouldReadHasNoPlaceOnTheLine() {
        List<Rated> unreadable =
                IntStream.range(100, 110).mapToObj(i -> item(i, "none", 1)).toList();

        assertThat(fitted(grade -> grade * grade / 81.0, unreadable).line())
                .isEqualTo(fitted(grade -> grade * grade / 81.0, List.of()).line());
    }

    /** What people say of the hold-out's items plays no part in whether a line is kept. */
    @Test
    void theHoldoutHasNoSayInWhetherALineIsKept() {
        LineFitting.Fitted kept = fitted(grade -> grade * grade / 81.0, List.of(), grade -> 1 - grade / 9.0);

        assertThat(kept.dropped()).isEmpty();
        assertThat(kept.line().orElseThrow().after())
                .isGreaterThan(kept.line().orElseThrow().before());
    }
}
