package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.evaluation.agreement.Coefficient;
import dev.emend.judge.Range;
import dev.emend.judge.calibration.Calibration;
import dev.emend.judge.calibration.CalibrationResult;
import dev.emend.judge.calibration.CalibrationResult.Decision;
import dev.emend.judge.calibration.CalibrationTask;
import dev.emend.judge.calibration.JudgeDesign;
import dev.emend.judge.calibration.Kind;
import dev.emend.judge.calibration.NextLabel;
import dev.emend.judge.calibration.Rated;
import dev.emend.judge.calibration.RatedSplits;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Calibrations with a judge whose bias is known. Outputs say how good they are, from 0 to 9, and are as long as it pleases
 * them. Unless its rubric speaks of facts, the judge grades by length.
 */
class CalibrationTest {

    private static final Pattern QUALITY = Pattern.compile("quality (\\d)( x*)");
    private static final Pattern QUESTION = Pattern.compile("What\\? \\d+");

    /** The exhibit of the item that is judged; examples have other names. */
    private static final Pattern JUDGED =
            Pattern.compile("\\[BEGIN INPUT QUESTION [0-9a-f]+]\\n.*?\\n\\[END", Pattern.DOTALL);

    private static final Pattern RANGE = Pattern.compile("from (\\d+) to (\\d+)");

    private static List<Rated> items(int n, int perGroup) {
        return IntStream.range(0, n)
                .mapToObj(i -> item(
                        i, "g" + i / perGroup, List.of(quality(i) / 9.0, Math.min(1, quality(i) / 9.0 + i % 2 / 9.0))))
                .toList();
    }

    private static int quality(int i) {
        return (7 * i + i / 10) % 10;
    }

    private static Rated item(int i, String group, List<Double> raters) {
        return new Rated(
                new Example(
                        "item " + i, Map.of("question", "What? " + i), "", Map.of(Rated.GROUP, group), Where.NOWHERE),
                "quality " + quality(i) + " " + "x".repeat(3 * i % 11),
                raters);
    }

    private static CalibrationTask task(List<Rated> items, long calls, int labelNext, List<Rated> unlabelled) {
        return CalibrationTask.of(
                        Kind.GRADES,
                        "factuality",
                        RatedSplits.draw(items, OptionalLong.of(calls), 1, 1, Where.NOWHERE),
                        new Range(1, 5))
                .withCoefficient(Coefficient.SPEARMAN)
                .withThinking(false)
                .withCalls(calls)
                .withLabelNext(labelNext, unlabelled);
    }

    /** Of 100 items, 600 calls. */
    private static CalibrationTask graded(List<Rated> items, Coefficient coefficient, boolean line) {
        return task(items, coefficient, true, line, OptionalLong.of(600), OptionalLong.empty());
    }

    /** Without a limit of calls. */
    private static CalibrationTask limited(List<Rated> items, long tokens, boolean thinking) {
        return task(items, Coefficient.SPEARMAN, thinking, true, OptionalLong.empty(), OptionalLong.of(tokens));
    }

    private static CalibrationTask task(
            List<Rated> items,
            Coefficient coefficient,
            boolean thinking,
            boolean line,
            OptionalLong calls,
            OptionalLong tokens) {
        return task(items, 600, 0, List.of())
                .withCoefficient(coefficient)
                .withThinking(thinking)
                .withLine(line)
                .withLimits(calls, tokens, Optional.empty());
    }

    private static List<Rated> rerated(Function<Double, Double> rating) {
        return items(100, 2).stream()
                .map(item -> new Rated(
                        item.example(),
                        item.output(),
                        List.of(rating.apply(item.raters().getFirst()))))
                .toList();
    }

    private static final Function<Request, String> BIASED = request -> request.purpose() == Purpose.META
            ? "Hypothesis: people look at facts.\n```\n- It states facts.\n```"
            : graded(request, request.messages().getFirst().content().contains("states facts"));

    private static String graded(Request request, boolean byQuality) {
        Matcher text = QUALITY.matcher(request.messages().getLast().content());
        if (!text.find()) {
            throw new IllegalStateException(request.messages().getLast().content());
        }
        double share = byQuality
                ? Integer.parseInt(text.group(1)) / 9.0
                : (text.group(2).length() - 1) / 10.0;
        Matcher range = RANGE.matcher(request.messages().getLast().content());
        if (!range.find()) {
            return request.messages().getLast().content().contains("yes or no") ? share >= 0.5 ? "yes" : "no" : "?";
        }
        int least = Integer.parseInt(range.group(1));
        int greatest = Integer.parseInt(range.group(2));
        return Long.toString(Math.round(least + share * (greatest - least)));
    }

    private static InquiryDesk desk(Inquiry inquiry) {
        return new InquiryDesk(inquiry, event -> {});
    }

    private static CalibrationResult calibrated(
            CalibrationTask task, ScriptedModel model, Journal journal, Budget budget) {
        return Calibration.of(task, desk(new Inquiry(Models.local(model), budget, journal, 1, event -> {})));
    }

    private static CalibrationResult calibrated(CalibrationTask task, ScriptedModel model) {
        return calibrated(
                task,
                model,
                new InMemoryJournal(),
                new Budget(task.calls(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty()));
    }

    @Test
    void a_judge_that_grades_by_length_is_told_to_look_at_facts_and_proved() {
        CalibrationResult result = calibrated(task(items(100, 2), 600, 0, List.of()), new ScriptedModel(BIASED));

        assertThat(result.decision()).contains(Decision.CALIBRATED);
        assertThat(result.judge().options().get("rubric")).isEqualTo("- It states facts.");
        assertThat(result.best().agreement().value().getAsDouble()).isGreaterThan(0.9);
        assertThat(result.gain().orElseThrow().p()).isLessThan(0.05);
        assertThat(result.gain().orElseThrow().groups()).isEqualTo(20);
        assertThat(result.people().orElseThrow().value().getAsDouble()).isBetween(0.9, 1.0);
    }

    private static Set<String> questions(String text) {
        return QUESTION.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    @Test
    void only_train_items_are_shown_to_who_writes_rubrics_and_as_examples_to_the_judge() {
        CalibrationTask task = task(items(100, 2), 600, 0, List.of());
        Set<String> train = task.items().train().stream()
                .map(item -> item.example().column("question"))
                .collect(Collectors.toSet());
        Map<Purpose, Set<String>> shown = new ConcurrentHashMap<>();
        Function<Request, String> noting = request -> {
            String text = request.messages().stream().map(ChatMessage::content).collect(Collectors.joining("\n"));
            shown.computeIfAbsent(request.purpose(), any -> ConcurrentHashMap.newKeySet())
                    .addAll(questions(JUDGED.matcher(text).replaceAll("")));
            return BIASED.apply(request);
        };

        calibrated(task, new ScriptedModel(noting));

        assertThat(shown.get(Purpose.META)).isNotEmpty().isSubsetOf(train);
        assertThat(shown.get(Purpose.JUDGE)).isNotEmpty().isSubsetOf(train);
    }

    @Test
    void the_line_to_peoples_scale_is_stored_and_lowers_the_distance() {
        List<Rated> strict = rerated(rating -> rating * rating);

        CalibrationResult result = calibrated(task(strict, 600, 0, List.of()), new ScriptedModel(BIASED));

        assertThat(result.judge().options()).containsKeys("calibration", "human-scale");
        assertThat(result.line().orElseThrow().after())
                .isLessThan(result.line().orElseThrow().before() / 2);
    }

    @Test
    void the_agreement_is_that_of_the_judge_that_is_written() {
        List<Rated> strict = rerated(rating -> Math.pow(rating, 4));

        CalibrationResult with = calibrated(graded(strict, Coefficient.PEARSON, true), new ScriptedModel(BIASED));
        CalibrationResult without = calibrated(graded(strict, Coefficient.PEARSON, false), new ScriptedModel(BIASED));

        assertThat(with.judge().options()).containsKey("calibration");
        assertThat(with.best().agreement().value().getAsDouble())
                .isGreaterThan(without.best().agreement().value().getAsDouble() + 0.05);
        assertThat(without.line()).isEmpty();
        assertThat(without.judge().options()).doesNotContainKeys("calibration", "human-scale");
    }

    @Test
    void a_line_that_brings_scores_no_nearer_to_people_is_left_out() {
        CalibrationResult result =
                calibrated(task(rerated(rating -> rating), 600, 0, List.of()), new ScriptedModel(BIASED));

        assertThat(result.judge().options()).containsEntry("scale", "0-9").doesNotContainKey("calibration");
        assertThat(result.notes()).anyMatch(note -> note.contains("no nearer to people's ratings"));
    }

    /** A hold-out of 40 items. */
    @Test
    void items_in_too_few_groups_for_any_proof_are_refused_before_a_call_unless_it_is_asked_what_to_label() {
        ScriptedModel model = new ScriptedModel(BIASED);

        assertThatThrownBy(() -> calibrated(task(items(100, 20), 600, 0, List.of()), model))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the hold-out has 2 groups, and the test takes whole groups")
                .hasMessageContaining("label rows of more groups");
        assertThat(model.calls()).isZero();

        assertThat(calibrated(task(items(100, 20), 600, 3, List.of()), model).next())
                .hasSize(3);
    }

    @Test
    void a_few_items_of_no_group_prove_little_and_are_not_refused() {
        CalibrationResult result = calibrated(task(items(12, 1), 600, 0, List.of()), new ScriptedModel(BIASED));

        assertThat(result.foresight().groups()).isEqualTo(5);
        assertThat(result.decision()).isPresent();
    }

    @Test
    void a_judge_that_no_rubric_improves_stays_as_it_is() {
        ScriptedModel stubborn = new ScriptedModel(
                request -> request.purpose() == Purpose.META ? BIASED.apply(request) : graded(request, false));

        CalibrationResult result = calibrated(task(items(100, 2), 600, 0, List.of()), stubborn);

        assertThat(result.decision().orElseThrow()).isNotEqualTo(Decision.CALIBRATED);
        assertThat(result.judge().options().get("scale")).isEqualTo("1-5");
        assertThat(result.judge().options().get("readout")).isEqualTo("plain");
        assertThat(result.explanation())
                .startsWith(
                        result.decision().orElseThrow() == Decision.NO_CHANGE ? "No change: " : "Not enough evidence: ")
                .endsWith("The plain judge stays.");
    }

    /** The same replies, and as their tokens each text whole, where log-probabilities are asked for. */
    private record Weighing(LanguageModel model) implements LanguageModel {

        @Override
        public String name() {
            return "weighing";
        }

        @Override
        public Completion complete(Request request) {
            Completion plain = model.complete(request);
            return request.logProbabilities() == 0
                    ? plain
                    : new Completion(
                            plain.text(),
                            plain.finish(),
                            plain.usage(),
                            List.of(new Completion.Token(plain.text(), -0.1, List.of())));
        }
    }

    private static CalibrationResult calibrated(CalibrationTask task, LanguageModel model, Journal journal) {
        return Calibration.of(task, desk(new Inquiry(Models.local(model), Budget.calls(600), journal, 1, event -> {})));
    }

    private static long withLogProbabilities(Journal journal) {
        return journal.entries().stream()
                .filter(entry -> entry.request().logProbabilities() > 0)
                .count();
    }

    private static List<String> labels(CalibrationResult result) {
        return result.trials().stream().map(trial -> trial.design().label()).toList();
    }

    @Test
    void nothing_is_weighted_where_the_judge_gives_no_log_probabilities_and_no_grade_is_paid_for_twice() {
        Journal journal = new InMemoryJournal();

        CalibrationResult result =
                calibrated(task(items(100, 2), 600, 0, List.of()), new ScriptedModel(BIASED), journal);

        assertThat(withLogProbabilities(journal)).isEqualTo(1);
        assertThat(labels(result))
                .contains("1-5, as written", "0-9, as written")
                .doesNotHaveDuplicates()
                .noneMatch(label -> label.contains("weighted"));
        assertThat(result.judge().options()).containsEntry("readout", "plain");
        assertThat(result.notes())
                .filteredOn(note -> note.contains("gives no log-probabilities"))
                .hasSize(1);
    }

    @Test
    void pairs_are_compared_once_where_the_judge_gives_no_log_probabilities() {
        Journal journal = new InMemoryJournal();
        CalibrationTask task = CalibrationTask.of(
                Kind.PAIRS,
                "factuality",
                RatedSplits.draw(pairs(60), OptionalLong.of(600), 1, 1, Where.NOWHERE),
                new Range(0, 1));
        ScriptedModel first = new ScriptedModel(request -> request.purpose() == Purpose.META ? "no" : "A");

        CalibrationResult result = calibrated(task, first, journal);

        assertThat(withLogProbabilities(journal)).isEqualTo(2);
        assertThat(labels(result))
                .startsWith("comparison, as written", "grades 0-9, as written")
                .contains("comparison, after a critique")
                .noneMatch(label -> label.contains("weighted"));
    }

    private static List<Rated> pairs(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> new Rated(
                        new Example(
                                "pair " + i,
                                Map.of("question", "What? " + i),
                                "",
                                Map.of(Rated.GROUP, "g" + i, Rated.OTHER, "quality " + quality(i + 3) + " "),
                                Where.NOWHERE),
                        "quality " + quality(i) + " ",
                        List.of(quality(i) > quality(i + 3) ? 1.0 : 0.0)))
                .toList();
    }

    @Test
    void grades_are_weighted_where_the_judge_gives_log_probabilities() {
        CalibrationResult result = calibrated(
                task(items(100, 2), 600, 0, List.of()), new Weighing(new ScriptedModel(BIASED)), new InMemoryJournal());

        assertThat(labels(result)).contains("1-5, as written", "1-5, weighted", "0-9, weighted");
        assertThat(result.notes()).noneMatch(note -> note.contains("log-probabilities"));
    }

    @Test
    void a_judge_of_one_grade_is_at_chance_and_said_to_be() {
        ScriptedModel same = new ScriptedModel(request -> request.purpose() == Purpose.META ? "no" : "3");

        CalibrationResult result = calibrated(task(items(40, 1), 400, 0, List.of()), same);

        assertThat(result.decision()).contains(Decision.NO_CHANGE);
        assertThat(result.plain().agreement().value()).isEmpty();
        assertThat(result.notes()).anyMatch(note -> note.contains("counts as chance"));
    }

    @Test
    void twenty_rows_run_through_and_say_how_little_they_show() {
        CalibrationResult result = calibrated(task(items(20, 1), 300, 0, List.of()), new ScriptedModel(BIASED));

        assertThat(result.decision()).isPresent();
        assertThat(result.foresight().detectable()).isGreaterThan(0.5);
        assertThat(result.notes()).anyMatch(note -> note.contains("8 groups"));
    }

    @Test
    void the_result_is_the_same_whatever_the_threads_and_interruptions() {
        CalibrationTask task = task(items(60, 2), 400, 0, List.of());
        ScriptedModel serial = new ScriptedModel(BIASED, 1, 0);
        CalibrationResult expected = calibrated(task, serial);

        assertThat(calibrated(task, new ScriptedModel(BIASED, 8, 300))).isEqualTo(expected);

        InMemoryJournal journal = new InMemoryJournal();
        Budget budget = Budget.calls(400);
        for (int until = 40; until < 200; until += 60) {
            ScriptedModel failing = new ScriptedModel(BIASED, 4, 100).failingAfter(60);
            try {
                calibrated(task, failing, journal, budget);
            } catch (ModelException gone) {
                assertThat(gone).hasMessageContaining("gone");
            }
        }
        ScriptedModel last = new ScriptedModel(BIASED, 8, 100);
        assertThat(calibrated(task, last, journal, budget)).isEqualTo(expected);
        assertThat(last.calls()).isLessThan(serial.calls() - 100);
    }

    @Test
    void calls_are_never_exceeded_and_the_holdout_gets_its_part() {
        for (long calls : List.of(60L, 90L, 150L, 260L)) {
            ScriptedModel model = new ScriptedModel(BIASED);
            CalibrationResult result = calibrated(task(items(60, 1), calls, 0, List.of()), model);

            assertThat(model.calls()).isLessThanOrEqualTo(calls);
            assertThat(result.decision()).isPresent();
        }
    }

    @Test
    void tokens_are_never_exceeded_and_the_holdout_gets_its_part() {
        for (boolean thinking : List.of(false, true)) {
            for (long tokens : List.of(30_000L, 60_000L, 120_000L)) {
                ScriptedModel model = new ScriptedModel(BIASED);
                CalibrationResult result = calibrated(
                        limited(items(60, 1), tokens, thinking),
                        model,
                        new InMemoryJournal(),
                        new Budget(
                                OptionalLong.empty(), OptionalLong.of(tokens), OptionalLong.empty(), Optional.empty()));

                assertThat(model.tokens()).isLessThanOrEqualTo(tokens);
                assertThat(result.decision()).as(tokens + " tokens").isPresent();
                assertThat(result.plain().agreement().n()).isEqualTo(24);
            }
        }
    }

    @Test
    void tokens_that_the_holdout_alone_would_take_are_refused_after_the_first_judgement() {
        ScriptedModel model = new ScriptedModel(BIASED);

        assertThatThrownBy(() ->
                        calibrated(limited(items(60, 1), 5_000, false), model, new InMemoryJournal(), Budget.UNLIMITED))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("5000 tokens")
                .hasMessageContaining("Maybe");
        assertThat(model.calls()).isEqualTo(1);
    }

    private static CalibrationResult calibratedFor(long microDollars, ScriptedModel model, Price price) {
        CalibrationTask task = task(items(60, 1), 600, 0, List.of())
                .withLimits(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.of(new CalibrationTask.Money(microDollars, price, price)));
        Models models = Models.of(model, price, model, price).withJudges(List.of(new Models.Seat(model, price)));
        Budget money =
                new Budget(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(microDollars), Optional.empty());
        return Calibration.of(task, desk(new Inquiry(models, money, new InMemoryJournal(), 1, event -> {})));
    }

    @Test
    void money_is_never_exceeded_and_the_holdout_gets_its_part() {
        for (long microDollars : List.of(120_000L, 240_000L)) {
            ScriptedModel model = new ScriptedModel(BIASED);

            CalibrationResult result = calibratedFor(microDollars, model, new Price(4, 4, 4));

            assertThat(4 * model.tokens()).isLessThanOrEqualTo(microDollars);
            assertThat(result.decision()).as(microDollars + " micro-dollars").isPresent();
            assertThat(result.plain().agreement().n()).isEqualTo(24);
        }
    }

    @Test
    void money_that_the_holdout_alone_would_take_is_refused_after_the_first_judgement() {
        ScriptedModel model = new ScriptedModel(BIASED);

        assertThatThrownBy(() -> calibratedFor(20_000, model, new Price(4, 4, 4)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the budget of 0.0200 US dollars")
                .hasMessageContaining("Maybe");
        assertThat(model.calls()).isEqualTo(1);
    }

    @Test
    void a_budget_of_tokens_that_ends_early_leaves_the_plain_judge_without_a_decision() {
        CalibrationTask task = task(items(60, 1), 400, 0, List.of());
        Budget tokens =
                new Budget(OptionalLong.empty(), OptionalLong.of(30_000), OptionalLong.empty(), Optional.empty());

        CalibrationResult result = calibrated(task, new ScriptedModel(BIASED), new InMemoryJournal(), tokens);

        assertThat(result.decision()).isEmpty();
        assertThat(result.judge().options().get("readout")).isEqualTo("plain");
        assertThat(result.explanation()).contains("nothing is proved");
    }

    @Test
    void a_budget_below_the_holdouts_need_is_refused_before_any_call() {
        RatedSplits splits = RatedSplits.draw(items(60, 1), OptionalLong.empty(), 1, 1, Where.NOWHERE);
        CalibrationTask task = CalibrationTask.of(Kind.GRADES, "facts", splits, new Range(1, 5))
                .withCalls(40);
        ScriptedModel model = new ScriptedModel(BIASED);

        assertThatThrownBy(() -> calibrated(task, model))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("40 calls");
        assertThat(model.calls()).isZero();
    }

    @Test
    void items_that_the_judges_place_apart_are_proposed_for_labelling_from_many_groups() {
        List<Rated> unlabelled = IntStream.range(200, 240)
                .mapToObj(i -> item(i, "new " + i / 8, List.of()))
                .toList();

        CalibrationResult result = calibrated(task(items(100, 2), 700, 5, unlabelled), new ScriptedModel(BIASED));

        assertThat(result.next()).hasSize(5).allMatch(label -> label.group().startsWith("new"));
        assertThat(result.next().stream().map(NextLabel::group).distinct().count())
                .isGreaterThanOrEqualTo(3);
        assertThat(Math.abs(result.next().getFirst().one()
                        - result.next().getFirst().other()))
                .isGreaterThan(0.4);
    }

    private static CalibrationTask pairs() {
        List<Rated> pairs = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            int one = quality(i);
            int other = (one + 1 + i % 9) % 10;
            pairs.add(new Rated(
                    new Example(
                            "pair " + i,
                            Map.of("question", "What? " + i),
                            "",
                            Map.of(Rated.GROUP, "g" + i, Rated.OTHER, "quality " + other + " x"),
                            Where.NOWHERE),
                    "quality " + one + " x",
                    List.of(one > other ? 1.0 : 0.0)));
        }
        return CalibrationTask.of(
                        Kind.PAIRS,
                        "quality",
                        RatedSplits.draw(pairs, OptionalLong.of(800), 2, 1, Where.NOWHERE),
                        new Range(0, 1))
                .withThinking(false)
                .withCalls(800);
    }

    @Test
    void a_judge_of_pairs_that_says_nothing_readable_is_at_chance() {
        CalibrationResult result = calibrated(pairs(), new ScriptedModel(request -> "Hm."));

        assertThat(result.plain().agreement().value()).hasValue(0.5);
        assertThat(result.decision()).contains(Decision.NO_CHANGE);
        assertThat(result.notes()).anySatisfy(note -> assertThat(note).contains("no readable verdict on"));
    }

    @Test
    void a_judge_of_pairs_that_prefers_the_first_place_is_replaced_by_grades() {
        ScriptedModel model = new ScriptedModel(request -> request.purpose() == Purpose.META
                ? "no"
                : request.messages().getLast().content().contains("ANSWER B") ? "A" : graded(request, true));
        CalibrationResult result = calibrated(pairs(), model);

        assertThat(result.plain().agreement().value()).hasValue(0.5);
        assertThat(result.plain().consistency()).hasValue(0);
        assertThat(result.decision()).contains(Decision.CALIBRATED);
        assertThat(result.judge().options()).containsEntry("by", "grades").doesNotContainKey("against");
    }

    private record Row(String id, String question, String topic, String answer, double rating) {}

    /** As docs/calibration.md has it. */
    @Test
    void a_few_lines_calibrate_a_judge() {
        LanguageModel model = new ScriptedModel(BIASED);
        List<Row> rows = IntStream.range(0, 100)
                .mapToObj(i -> new Row(
                        "item " + i,
                        "What? " + i,
                        "topic " + i / 2,
                        "quality " + quality(i) + " " + "x".repeat(3 * i % 11),
                        1 + 4 * quality(i) / 9.0))
                .toList();

        Range scale = new Range(1, 5);
        List<Rated> rated = rows.stream()
                .map(row -> new Rated(
                        new Example(
                                row.id(),
                                Map.of("question", row.question()),
                                "",
                                Map.of(Rated.GROUP, row.topic()),
                                Where.NOWHERE),
                        row.answer(),
                        List.of(scale.share(row.rating()))))
                .toList();
        RatedSplits splits = RatedSplits.draw(rated, OptionalLong.of(600), 1, 1, Where.NOWHERE);
        CalibrationTask task =
                CalibrationTask.of(Kind.GRADES, "factuality", splits, scale).withCalls(600);
        Inquiry inquiry = new Inquiry(Models.local(model), Budget.calls(600), new InMemoryJournal(), 1, event -> {});
        CalibrationResult result = Calibration.of(task, new InquiryDesk(inquiry, event -> {}));
        JudgeDesign judge = result.judge();
        Metric metric = Metrics.named(judge.metric(), judge.options(), new TreeSet<>());

        assertThat(result.decision()).contains(Decision.CALIBRATED);
        assertThat(metric.asksJudges()).isTrue();
        assertThat(inquiry.spend().calls()).isLessThanOrEqualTo(600);
    }

    @Test
    void how_agreement_is_measured_follows_from_what_people_said() {
        RatedSplits yesOrNo = RatedSplits.draw(
                rerated(rating -> rating > 0.5 ? 1.0 : 0.0), OptionalLong.empty(), 1, 1, Where.NOWHERE);
        RatedSplits graded = RatedSplits.draw(items(100, 2), OptionalLong.empty(), 1, 1, Where.NOWHERE);

        assertThat(CalibrationTask.of(Kind.GRADES, "facts", yesOrNo, new Range(0, 1))
                        .coefficient())
                .isEqualTo(Coefficient.ACCURACY);
        assertThat(CalibrationTask.of(Kind.GRADES, "facts", graded, new Range(1, 5))
                        .coefficient())
                .isEqualTo(Coefficient.SPEARMAN);
        assertThat(pairs().coefficient()).isEqualTo(Coefficient.CHOICE);
    }
}
