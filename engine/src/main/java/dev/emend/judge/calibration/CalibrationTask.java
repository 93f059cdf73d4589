package dev.emend.judge.calibration;

import dev.emend.evaluation.agreement.Coefficient;
import dev.emend.judge.Range;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What is to be calibrated.
 *
 * @param criterion what people rated, in a few words; told to the meta-model, and the plain judge's rubric where none is given
 * @param rubric the user's own, where there is one
 * @param items labelled, and by group in at most one split
 * @param unlabelled items that people could rate next
 * @param people the scale of their ratings
 * @param coefficient by which agreement is measured
 * @param thinking whether judges that write a critique first are tried, which cost many tokens
 * @param line whether a line from the judge's scores to people's is fitted
 * @param calls that may be made; empty where they are not limited
 * @param tokens that they may take, of all models together; empty where they are not limited
 * @param money that they may cost, in place of tokens; empty where it is not limited
 * @param labelNext how many items to propose for labelling
 * @param seed of every random choice
 */
public record CalibrationTask(
        Kind kind,
        String criterion,
        Optional<String> rubric,
        RatedSplits items,
        List<Rated> unlabelled,
        Range people,
        Coefficient coefficient,
        boolean thinking,
        boolean line,
        OptionalLong calls,
        OptionalLong tokens,
        Optional<Money> money,
        int labelNext,
        long seed) {

    /** What may be spent, in micro-dollars, and what the models take. */
    public record Money(long microDollars, Price judge, Price meta) {}

    /** @throws IllegalArgumentException where both tokens and money are limited */
    public CalibrationTask {
        unlabelled = List.copyOf(unlabelled);
        if (tokens.isPresent() && money.isPresent()) {
            throw new IllegalArgumentException("tokens and money cannot both be limited");
        }
    }

    /**
     * What is usual: no rubric of the user's own, nothing to label next, judges that write a critique first among those that
     * are tried, a line to people's scale, no limits, and seed 1. Agreement is the share of preferences of pairs, accuracy of
     * ratings of two values, and Spearman's correlation of others.
     */
    public static CalibrationTask of(Kind kind, String criterion, RatedSplits items, Range people) {
        return new CalibrationTask(
                kind,
                criterion,
                Optional.empty(),
                items,
                List.of(),
                people,
                usual(kind, items),
                true,
                true,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                0,
                1);
    }

    private static Coefficient usual(Kind kind, RatedSplits items) {
        if (kind == Kind.PAIRS) {
            return Coefficient.CHOICE;
        }
        long values = all(items)
                .flatMap(item -> item.raters().stream())
                .distinct()
                .limit(3)
                .count();
        return values == 2 ? Coefficient.ACCURACY : Coefficient.SPEARMAN;
    }

    private static Stream<Rated> all(RatedSplits items) {
        return Stream.of(items.train(), items.validation(), items.holdout()).flatMap(List::stream);
    }

    public CalibrationTask withRubric(String changed) {
        return with(parts -> parts.rubric = Optional.of(changed));
    }

    public CalibrationTask withCoefficient(Coefficient changed) {
        return with(parts -> parts.coefficient = changed);
    }

    public CalibrationTask withThinking(boolean changed) {
        return with(parts -> parts.thinking = changed);
    }

    public CalibrationTask withLine(boolean changed) {
        return with(parts -> parts.line = changed);
    }

    /** At least what {@link RatedSplits#draw} was told, and no more than the budget of who answers. */
    public CalibrationTask withCalls(long most) {
        return withLimits(OptionalLong.of(most), tokens, money);
    }

    /** @throws IllegalArgumentException where both tokens and money are limited */
    public CalibrationTask withLimits(OptionalLong mostCalls, OptionalLong mostTokens, Optional<Money> mostMoney) {
        return with(parts -> {
            parts.calls = mostCalls;
            parts.tokens = mostTokens;
            parts.money = mostMoney;
        });
    }

    /**
     * @param many how many items to propose
     * @param among unlabelled items; where there are none, labelled ones are proposed for a second rating
     */
    public CalibrationTask withLabelNext(int many, List<Rated> among) {
        return with(parts -> {
            parts.labelNext = many;
            parts.unlabelled = among;
        });
    }

    public CalibrationTask withSeed(long changed) {
        return with(parts -> parts.seed = changed);
    }

    /** Of what is limited beside calls: tokens, or micro-dollars. */
    OptionalLong limit() {
        return money.map(some -> OptionalLong.of(some.microDollars())).orElse(tokens);
    }

    /** What a reply takes of {@link #limit}. */
    long cost(Purpose purpose, Usage usage) {
        return money.map(some -> purpose == Purpose.META ? some.meta() : some.judge())
                .map(price -> price.microDollars(usage))
                .orElse(usage.total());
    }

    /** So much of {@link #limit}, in words. */
    String amount(long cost) {
        return money.isPresent() ? String.format(Locale.ROOT, "%.4f US dollars", cost / 1e6) : cost + " tokens";
    }

    /** The names of what the judge is shown beside an output, in order; none where it sees the output alone. */
    public List<String> shown() {
        return all(items)
                .flatMap(item -> item.example().inputs().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** What the plain judge goes by. */
    String plainRubric() {
        return rubric.orElseGet(() -> switch (kind) {
            case GRADES -> "- It is good by this criterion: " + criterion + ".";
            case PAIRS -> "- The better answer is better by this criterion: " + criterion + ".";
        });
    }

    private CalibrationTask with(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return parts.whole(this);
    }

    /** The components that have a usual value, to change some of them. */
    private static final class Parts {

        private Optional<String> rubric;
        private List<Rated> unlabelled;
        private Coefficient coefficient;
        private boolean thinking;
        private boolean line;
        private OptionalLong calls;
        private OptionalLong tokens;
        private Optional<Money> money;
        private int labelNext;
        private long seed;

        Parts(CalibrationTask of) {
            rubric = of.rubric;
            unlabelled = of.unlabelled;
            coefficient = of.coefficient;
            thinking = of.thinking;
            line = of.line;
            calls = of.calls;
            tokens = of.tokens;
            money = of.money;
            labelNext = of.labelNext;
            seed = of.seed;
        }

        CalibrationTask whole(CalibrationTask of) {
            return new CalibrationTask(
                    of.kind,
                    of.criterion,
                    rubric,
                    of.items,
                    unlabelled,
                    of.people,
                    coefficient,
                    thinking,
                    line,
                    calls,
                    tokens,
                    money,
                    labelNext,
                    seed);
        }
    }
}
