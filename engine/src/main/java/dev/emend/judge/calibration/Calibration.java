package dev.emend.judge.calibration;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.evaluation.Detectable;
import dev.emend.evaluation.agreement.Coefficient;
import dev.emend.model.Completion;
import dev.emend.model.Purpose;
import dev.emend.model.Usage;
import dev.emend.proposal.Ask;
import dev.emend.proposal.Draft;
import dev.emend.proposal.RubricWriting;
import dev.emend.proposal.RubricWriting.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for the judge that agrees best with people, stage by stage, and has it proved. Each stage races some variants of
 * the best so far against it on validation items: scales and readouts; rubrics that the meta-model drafts from train items,
 * and a checklist; rated examples in the prompt; rubrics rewritten from what the judge gets wrong on train items. Then the
 * best and the plain judge meet once on the hold-out.
 *
 * <p>A pure function of the task and the replies. A budget's end shortens the search; what the hold-out takes is kept back.
 */
public final class Calibration {

    private static final List<Double> SHARES = List.of(0.4, 0.3, 0.1, 0.1, 0.1);
    private static final List<Integer> EXAMPLES = List.of(4, 2);
    private static final int SHOWN_TO_DRAFT = 8;
    private static final int SHOWN_TO_REFINE = 6;
    private static final int REWRITES = 2;
    private static final int MOST_LOOKS = 3;
    /** Hold-out items may be longer than those seen, and a call is made only where the most that it could take fits. */
    private static final double RESERVE = 1.2;
    /** On the average of a text. */
    private static final double FEWEST_CHARACTERS_A_TOKEN = 3;

    private final CalibrationTask task;
    private final Desk desk;
    private final Bench bench;
    private final DesignRace race;
    private Designs designs;
    private final Map<String, JudgeDesign> tried = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private long written;
    private long writtenCost;
    private int stage;

    private Calibration(CalibrationTask task, Desk desk) {
        this.task = task;
        this.desk = desk;
        bench = new Bench(desk, usage -> task.cost(Purpose.JUDGE, usage));
        designs = new Designs(task.kind(), task.plainRubric(), task.thinking(), true);
        race = new DesignRace(bench, task.items().validation(), task.coefficient());
    }

    /**
     * Runs to the decision. Blocks while models are asked.
     *
     * @throws InvalidInputException where {@link #check} does, and where the budget does not suffice for the hold-out and any
     *     search: of calls before any, of tokens or money after the first judgement
     */
    public static CalibrationResult of(CalibrationTask task, Desk desk) {
        check(task);
        return new Calibration(task, desk).run();
    }

    /**
     * Looks for whatever would keep a calibration of this task from its first call. Few items alone do not: labels are dear, and what
     * so few can show is told beforehand.
     *
     * @throws InvalidInputException where the hold-out has several items a group, but too few groups for any proof, and no items to
     *     label next are asked for
     */
    public static void check(CalibrationTask task) {
        int groups = task.items().holdoutGroups();
        boolean isGrouped = groups < task.items().holdout().size();
        if (isGrouped && Detectable.leastP(groups) >= Detectable.ALPHA && task.labelNext() == 0) {
            throw new InvalidInputException(
                    "the hold-out has " + groups + (groups == 1 ? " group" : " groups")
                            + ", and the test takes whole groups: with fewer than six nothing can be proved, whatever the"
                            + " judges say",
                    Where.NOWHERE,
                    "label rows of more groups, or name a finer column with --group. With --label-next N it runs all the"
                            + " same, and says which rows to rate.");
        }
    }

    /** What a hold-out of this task can show. */
    public static Foresight foresight(CalibrationTask task) {
        return Foresight.of(task.items().holdoutGroups(), task.coefficient());
    }

    private CalibrationResult run() {
        long kept = keptBack();
        task.calls().ifPresent(calls -> {
            if (calls <= kept) {
                throw new InvalidInputException(
                        "the budget of " + calls
                                + " calls leaves nothing for the search: the hold-out and the proposals"
                                + " alone take " + kept,
                        Where.NOWHERE,
                        "allow more calls.");
            }
        });
        desk.phase("scales and readouts");
        checkCost();
        lookForLogProbabilities();
        JudgeDesign best = stage(designs.plain(), designs.forms());
        if (!bench.hasEnded()) {
            desk.phase("rubrics");
            best = stage(best, drafted(best));
        }
        if (!bench.hasEnded()) {
            desk.phase("examples");
            best = stage(best, withExamples(best));
        }
        for (int rewrite = 0; rewrite < REWRITES && !bench.hasEnded(); rewrite++) {
            desk.phase("rewriting the rubric");
            best = stage(best, refined(best));
        }
        List<CalibrationResult.Trial> trials = trials();
        if (trials.size() < 2) {
            notes.add("The budget left nothing for a race of designs. Maybe give it more calls.");
        }
        return new JudgeProof(task, desk, bench, best, designs, notes, callsLeft()).of(trials);
    }

    private long keptBack() {
        long holdout = 2 * bench.missing(designs.plain(), task.items().holdout());
        return holdout + (task.labelNext() > 0 && !task.unlabelled().isEmpty() ? 4L * task.labelNext() : 0);
    }

    private long callsLeft() {
        return task.calls().isEmpty() ? Long.MAX_VALUE / 2 : task.calls().getAsLong() - bench.asked() - written;
    }

    /**
     * What the search may spend.
     *
     * @param field of which one will meet the plain judge on the hold-out
     */
    private Allowance left(List<JudgeDesign> field) {
        return new Allowance(
                Math.max(0, callsLeft() - keptBack()),
                task.limit().isEmpty()
                        ? Double.MAX_VALUE
                        : task.limit().getAsLong() - bench.cost() - writtenCost - keptCost(field));
    }

    /** For the plain judge and the dearest of the field on the hold-out, and for the proposals. */
    private double keptCost(List<JudgeDesign> field) {
        double plain = bench.missingCost(designs.plain(), task.items().holdout());
        double dearest = field.stream()
                .mapToDouble(design -> bench.missingCost(design, task.items().holdout()))
                .max()
                .orElse(plain);
        long both = 2 * bench.missing(designs.plain(), task.items().holdout());
        return RESERVE * (plain + dearest) * keptBack() / both;
    }

    /** Where tokens or money are limited, one item tells what a judgement takes, before more are judged. */
    private void look(List<JudgeDesign> field) {
        if (task.limit().isPresent()) {
            bench.judge(field, task.items().validation().subList(0, 1));
        }
    }

    private void checkCost() {
        List<JudgeDesign> plain = List.of(designs.plain());
        look(plain);
        if (task.limit().isPresent() && left(plain).cost() <= 0) {
            throw new InvalidInputException(
                    "the budget of " + task.amount(task.limit().getAsLong())
                            + " leaves nothing for the search: by the first judgement, the hold-out and the"
                            + " proposals alone take about " + task.amount(Math.round(keptCost(plain))),
                    Where.NOWHERE,
                    "allow more, or --limit the rows.");
        }
    }

    /** Where the first verdict that can be read carries none, what is weighted by them would be what is written, paid for twice. */
    private void lookForLogProbabilities() {
        JudgeDesign weighted = designs.plainWeighted();
        for (Rated item : task.items().validation().stream().limit(MOST_LOOKS).toList()) {
            if (bench.hasEnded() || !left(List.of(designs.plain())).covers(bench.missing(weighted, List.of(item)), 0)) {
                return;
            }
            bench.judge(List.of(weighted), List.of(item));
            if (bench.gaveLogProbabilities()) {
                return;
            }
            if (bench.score(weighted, item).filter(score -> !score.isUnread()).isPresent()) {
                designs = designs.asWritten();
                notes.add("The judge gives no log-probabilities: no grade is weighted, all are read as written.");
                return;
            }
        }
    }

    private JudgeDesign stage(JudgeDesign best, List<JudgeDesign> variants) {
        double ahead = SHARES.subList(stage, SHARES.size()).stream()
                .mapToDouble(share -> share)
                .sum();
        double share = SHARES.get(stage) / ahead;
        stage++;
        List<JudgeDesign> field = new ArrayList<>(List.of(best));
        variants.stream()
                .filter(variant -> field.stream().noneMatch(other -> other.key().equals(variant.key())))
                .forEach(field::add);
        field.forEach(design -> tried.putIfAbsent(design.key(), design));
        look(field);
        // Some are so dear that their hold-out would leave nothing for a race.
        while (field.size() > 1 && left(field).cost() <= 0) {
            field.removeLast();
        }
        return field.size() == 1 ? best : race.best(field, left(field).part(share));
    }

    private List<JudgeDesign> drafted(JudgeDesign best) {
        RubricWriting writing = new RubricWriting(task.criterion());
        List<Example> shown = Examples.balanced(task.items().train(), SHOWN_TO_DRAFT).stream()
                .map(item -> Examples.told(item, task.kind(), task.people(), ""))
                .toList();
        List<Form> forms = new ArrayList<>(List.of(Form.CRITERIA, Form.LEVELS, Form.FAULTS));
        if (task.kind() == Kind.GRADES) {
            forms.add(Form.QUESTIONS);
        }
        List<Optional<String>> texts = write(
                best, forms.stream().map(form -> writing.drafted(shown, form)).toList());
        List<JudgeDesign> drafted = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            Form form = forms.get(i);
            Optional<String> text = texts.get(i);
            if (form == Form.QUESTIONS) {
                text.filter(questions -> questions.contains("?"))
                        .map(designs::checklist)
                        .ifPresent(drafted::add);
            } else {
                text.flatMap(rubric -> Designs.withRubric(
                                best, "rubric by " + form.name().toLowerCase(Locale.ROOT), rubric))
                        .ifPresent(drafted::add);
            }
        }
        return drafted;
    }

    private List<JudgeDesign> withExamples(JudgeDesign best) {
        return EXAMPLES.stream()
                .filter(n -> n <= task.items().train().size())
                .map(n -> Examples.balanced(task.items().train(), n))
                .flatMap(items -> Designs.withExamples(best, items).stream())
                .toList();
    }

    private List<JudgeDesign> refined(JudgeDesign best) {
        List<Rated> train = task.items().train();
        if (best.metric().equals("judge-checklist")
                || !left(List.of(best)).part(0.5).covers(bench.missing(best, train), bench.missingCost(best, train))) {
            return List.of();
        }
        bench.judge(List.of(best), train);
        List<Rated> judged = bench.judged(best, train);
        Map<String, Double> misplaced = misplaced(best, judged);
        List<Example> worst = judged.stream()
                .sorted(Comparator.<Rated>comparingDouble(item -> -Math.abs(misplaced.getOrDefault(item.id(), 0.0)))
                        .thenComparing(Rated::id))
                .filter(item -> misplaced.getOrDefault(item.id(), 0.0) != 0)
                .limit(SHOWN_TO_REFINE)
                .map(item ->
                        Examples.told(item, task.kind(), task.people(), said(misplaced.getOrDefault(item.id(), 0.0))))
                .toList();
        if (worst.isEmpty()) {
            return List.of();
        }
        Draft.Asked asked = new RubricWriting(task.criterion()).refined(best.option("rubric"), worst);
        List<JudgeDesign> refined = new ArrayList<>();
        write(best, List.of(asked, asked))
                .forEach(text -> text.flatMap(rubric -> Designs.withRubric(best, "rewritten", rubric))
                        .ifPresent(refined::add));
        return refined;
    }

    private String said(double misplaced) {
        return switch (task.kind()) {
            case GRADES -> misplaced > 0 ? "; the judge places it too high" : "; the judge places it too low";
            case PAIRS -> misplaced > 0 ? "; the judge leans to A" : "; the judge leans to B";
        };
    }

    /** By item: how much higher the judge places it than people do, for grades among these items, in [-1, 1]. */
    private Map<String, Double> misplaced(JudgeDesign design, List<Rated> judged) {
        double[] scores = judged.stream()
                .mapToDouble(item -> bench.score(design, item).orElseThrow().value())
                .toArray();
        double[] human = judged.stream().mapToDouble(Rated::rating).toArray();
        boolean pairs = task.kind() == Kind.PAIRS;
        double[] one = pairs ? scores : Coefficient.ranks(scores);
        double[] other = pairs ? human : Coefficient.ranks(human);
        Map<String, Double> misplaced = new LinkedHashMap<>();
        for (int i = 0; i < one.length; i++) {
            misplaced.put(judged.get(i).id(), (one[i] - other[i]) / (pairs ? 1 : one.length));
        }
        return misplaced;
    }

    private List<Optional<String>> write(JudgeDesign best, List<Draft.Asked> asked) {
        double most = asked.stream().mapToDouble(this::mostCost).sum();
        if (!left(List.of(best)).covers(asked.size(), most)) {
            return asked.stream().map(one -> Optional.<String>empty()).toList();
        }
        written += asked.size();
        List<Optional<Completion>> replies = desk.write(asked.stream()
                .map(one -> new Ask(one.messages(), one.sampling()))
                .toList());
        writtenCost += replies.stream()
                .flatMap(Optional::stream)
                .mapToLong(reply -> task.cost(Purpose.META, reply.usage()))
                .sum();
        List<Optional<String>> texts = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Draft.Asked one = asked.get(i);
            texts.add(replies.get(i).flatMap(reply -> RubricWriting.read(one, reply)));
        }
        long lost = texts.stream().filter(Optional::isEmpty).count();
        if (lost > 0) {
            notes.add(lost + " of " + asked.size() + " texts of the meta-model could not be used.");
        }
        return texts;
    }

    private double mostCost(Draft.Asked asked) {
        double prompt = asked.messages().stream()
                        .mapToDouble(message -> message.content().length())
                        .sum()
                / FEWEST_CHARACTERS_A_TOKEN;
        return task.cost(
                Purpose.META,
                new Usage((long) Math.ceil(prompt), 0, asked.sampling().maxTokens()));
    }

    private List<CalibrationResult.Trial> trials() {
        List<CalibrationResult.Trial> trials = new ArrayList<>();
        for (JudgeDesign design : tried.values()) {
            List<Rated> judged = bench.judged(design, task.items().validation());
            if (!judged.isEmpty()) {
                trials.add(new CalibrationResult.Trial(
                        design, bench.agreement(design, judged, task.coefficient()), judged.size()));
            }
        }
        return trials;
    }
}
