package dev.emend.metric.text;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Options;
import dev.emend.metric.Score;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@link Rouge} of an answer against the expected one; of several, against that with the best F, as rouge-score's
 * {@code score_multi}.
 *
 * @param variant {@code L}, {@code Lsum}, or the n of ROUGE-N
 */
record RougeMetric(String variant, Figure figure, boolean stem, References references) implements Metric {

    static final List<String> OPTIONS = List.of("variant", "figure", "stem", "references", "separator");

    private static final List<String> VARIANTS = List.of("L", "Lsum", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    /** Which of the three is the score's value. */
    enum Figure {
        F,
        PRECISION,
        RECALL;

        double of(PrecisionRecall figures) {
            return switch (this) {
                case F -> figures.f();
                case PRECISION -> figures.precision();
                case RECALL -> figures.recall();
            };
        }
    }

    static RougeMetric from(Options options) {
        return new RougeMetric(
                options.choice("variant", "L", VARIANTS),
                switch (options.choice("figure", "f", List.of("f", "precision", "recall"))) {
                    case "precision" -> Figure.PRECISION;
                    case "recall" -> Figure.RECALL;
                    default -> Figure.F;
                },
                options.flag("stem", false),
                References.from(options));
    }

    /** With the variant, such as {@code rouge-2}, since a weighted sum may hold several. */
    @Override
    public String name() {
        return "rouge-" + variant;
    }

    @Override
    public void check(Example example) {
        references.check(example);
    }

    @Override
    public Score score(Answer answer) {
        List<String> wanted = references.of(answer.example());
        PrecisionRecall best = figures(wanted, answer.text());
        String figures = "ROUGE-" + variant + " F " + Wording.figure(best.f()) + " (precision "
                + Wording.figure(best.precision()) + ", recall " + Wording.figure(best.recall()) + ")";
        return new Score(
                figure.of(best),
                Wording.feedback(figures, wanted, answer.text()),
                Map.of("precision", best.precision(), "recall", best.recall(), "f", best.f()));
    }

    private PrecisionRecall figures(List<String> wanted, String came) {
        Stream<PrecisionRecall> each;
        if (variant.equals("Lsum")) {
            each = wanted.stream().map(text -> Rouge.lsum(text, came, stem));
        } else {
            List<String> words = RougeWords.of(came, stem);
            each = wanted.stream().map(text -> figures(RougeWords.of(text, stem), words));
        }
        // Of equals the first, as in rouge-score: they may differ in precision.
        return each.reduce((best, next) -> next.f() > best.f() ? next : best).orElseThrow();
    }

    private PrecisionRecall figures(List<String> wanted, List<String> came) {
        return variant.equals("L") ? Rouge.l(wanted, came) : Rouge.n(wanted, came, Integer.parseInt(variant));
    }
}
