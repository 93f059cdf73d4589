package dev.emend.judge.audit;

import dev.emend.evaluation.agreement.Agreement;
import dev.emend.evaluation.agreement.Coefficient;
import dev.emend.evaluation.agreement.Level;
import dev.emend.evaluation.agreement.Rating;
import dev.emend.judge.Grader;
import dev.emend.judge.Temptation;
import dev.emend.metric.Question;
import dev.emend.metric.Questionnaire;
import dev.emend.model.Completion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Audits a judge that grades single outputs. Position bias has no meaning here. A grade has moved where it differs by half
 * a point or more, since weighted grades always move a little.
 *
 * @param self the judge's own name among the writers of the outputs
 * @param seed of the bootstrap
 */
public record GradeAudit(Grader judge, String self, Set<Probe> probes, long seed) {

    private static final int DRAWS = 3;
    private static final double MOVED = 0.5;

    public GradeAudit {
        probes = Set.copyOf(probes);
    }

    /** The most calls that an audit of this many outputs makes. */
    public long mostCalls(int outputs) {
        long each = 1;
        for (Probe probe : probes) {
            each += switch (probe) {
                case VERBOSITY, STYLE -> 1;
                case CONSISTENCY -> DRAWS;
                case CANARY -> 2;
            };
        }
        return each * outputs * judge.questionsEach();
    }

    /** Blocks while the judge is asked. A figure rests on what was answered before a budget ended. */
    public List<Finding> of(List<Output> outputs, Inquirer inquirer) {
        List<List<Completion>> replies = replies(
                outputs.stream()
                        .map(output -> judge.questions(output.brief(), output.text()))
                        .toList(),
                inquirer);
        List<OptionalDouble> grades = replies.stream().map(this::grade).toList();
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.share(
                "unreadable",
                "replies that hold no grade",
                replies.stream()
                        .filter(own -> !own.isEmpty())
                        .map(own -> grade(own).isEmpty() ? 1.0 : 0.0)
                        .toList()));
        findings.add(ties(grades));
        findings.addAll(people(outputs, grades));
        if (probes.contains(Probe.VERBOSITY)) {
            findings.add(verbosity(outputs, grades, inquirer));
        }
        if (probes.contains(Probe.STYLE)) {
            findings.add(style(outputs, grades, inquirer));
        }
        findings.add(selfPreference(outputs, grades));
        if (probes.contains(Probe.CONSISTENCY)) {
            findings.add(consistency(outputs, inquirer));
        }
        if (probes.contains(Probe.CANARY)) {
            findings.addAll(canaries(outputs, grades, inquirer));
        }
        return List.copyOf(findings);
    }

    /** For each list of questions the replies to all of them; none where a budget ended before. */
    private static List<List<Completion>> replies(List<List<Question>> questions, Inquirer inquirer) {
        Questionnaire questionnaire = new Questionnaire(questions);
        return questionnaire.complete(inquirer.ask(questionnaire.questions())).stream()
                .map(replies -> replies.orElse(List.of()))
                .toList();
    }

    /** On the judge's scale. */
    private OptionalDouble grade(List<Completion> replies) {
        return replies.isEmpty() ? OptionalDouble.empty() : judge.grade(replies);
    }

    private double width() {
        return judge.greatest() - judge.least();
    }

    private static Finding ties(List<OptionalDouble> grades) {
        double[] given = grades.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        String meaning = "pairs of outputs that get the same grade and so cannot be told apart";
        if (given.length < 2) {
            return Finding.unmeasured("ties", meaning, Finding.Unit.SHARE, "fewer than two readable grades");
        }
        double[] constant = new double[given.length];
        // Against a constant, two outputs are alike exactly where their grades are tied.
        double tied = Coefficient.ACCURACY_WITH_TIES.of(given, constant);
        return new Finding(
                "ties", meaning, Finding.Unit.SHARE, OptionalDouble.of(tied), Optional.empty(), given.length, "");
    }

    private List<Finding> people(List<Output> outputs, List<OptionalDouble> grades) {
        List<Rating> ratings = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Output output = outputs.get(i);
            if (grades.get(i).isPresent() && output.human().isPresent()) {
                ratings.add(new Rating(
                        output.writer().orElse(""),
                        output.group(),
                        grades.get(i).getAsDouble(),
                        output.human().getAsDouble()));
            }
        }
        if (ratings.isEmpty()) {
            return List.of(Finding.unmeasured(
                    "human-spearman",
                    "agreement with people",
                    Finding.Unit.COEFFICIENT,
                    "not measurable: the data hold no ratings of people"));
        }
        List<Finding> findings = new ArrayList<>();
        List<Coefficient> coefficients =
                List.of(Coefficient.PEARSON, Coefficient.SPEARMAN, Coefficient.KENDALL, Coefficient.ACCURACY);
        for (Level level : levels(ratings)) {
            for (Coefficient coefficient : coefficients) {
                findings.add(agreement(ratings, coefficient, level));
            }
        }
        if (onScale(ratings)) {
            findings.add(agreement(ratings, Coefficient.KAPPA, Level.ITEM));
        }
        return findings;
    }

    /** Systems and inputs can be told apart only where there are several. */
    private static List<Level> levels(List<Rating> ratings) {
        boolean systems = ratings.stream().map(Rating::system).distinct().count() > 1;
        boolean groups = ratings.stream().map(Rating::input).distinct().count() < ratings.size();
        return Stream.of(Level.values())
                .filter(level -> switch (level) {
                    case ITEM -> true;
                    case SYSTEM -> systems;
                    case SUMMARY -> groups;
                })
                .toList();
    }

    private boolean onScale(List<Rating> ratings) {
        return ratings.stream()
                .allMatch(rating -> rating.human() >= judge.least() && rating.human() <= judge.greatest());
    }

    private Finding agreement(List<Rating> ratings, Coefficient coefficient, Level level) {
        Agreement agreement = Agreement.of(ratings, coefficient, level, seed);
        String over = switch (level) {
            case ITEM -> "over all outputs";
            case SYSTEM -> "over the means of the writers";
            case SUMMARY -> "within each input, then averaged";
        };
        return new Finding(
                "human-" + coefficient.label().replace(' ', '-').toLowerCase(Locale.ROOT) + " "
                        + level.name().toLowerCase(Locale.ROOT),
                "agreement with people " + over,
                coefficient == Coefficient.ACCURACY ? Finding.Unit.SHARE : Finding.Unit.COEFFICIENT,
                agreement.value(),
                agreement.interval(),
                agreement.n(),
                agreement.value().isPresent() ? "" : "undefined: one side does not vary");
    }

    private Finding verbosity(List<Output> outputs, List<OptionalDouble> before, Inquirer inquirer) {
        List<OptionalDouble> after = asked(
                outputs,
                outputs.stream().map(output -> Padding.of(output.text())).toList(),
                inquirer);
        return Finding.shift(
                "verbosity",
                "what padding adds to an output's grade, as a share of the scale; 0 is unbiased",
                shifts(before, after));
    }

    private Finding style(List<Output> outputs, List<OptionalDouble> before, Inquirer inquirer) {
        List<Output> prose = new ArrayList<>();
        List<OptionalDouble> own = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            if (!TurnedLayout.isCode(outputs.get(i).text())) {
                prose.add(outputs.get(i));
                own.add(before.get(i));
            }
        }
        List<TurnedLayout> turned =
                prose.stream().map(output -> TurnedLayout.turned(output.text())).toList();
        List<OptionalDouble> after =
                asked(prose, turned.stream().map(TurnedLayout::text).toList(), inquirer);
        List<Double> shifts = new ArrayList<>();
        for (int i = 0; i < prose.size(); i++) {
            double sign = turned.get(i).added() ? 1 : -1;
            shifts(own.subList(i, i + 1), after.subList(i, i + 1)).forEach(shift -> shifts.add(sign * shift));
        }
        return Finding.shift(
                "style",
                "what Markdown around the same words adds to an output's grade, as a share of the scale; 0 is unbiased",
                shifts);
    }

    private List<OptionalDouble> asked(List<Output> outputs, List<String> texts, Inquirer inquirer) {
        List<List<Question>> questions = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            questions.add(judge.questions(outputs.get(i).brief(), texts.get(i)));
        }
        return replies(questions, inquirer).stream().map(this::grade).toList();
    }

    private List<Double> shifts(List<OptionalDouble> before, List<OptionalDouble> after) {
        List<Double> shifts = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).isPresent() && after.get(i).isPresent()) {
                shifts.add((after.get(i).getAsDouble() - before.get(i).getAsDouble()) / width());
            }
        }
        return shifts;
    }

    /** People's ratings are brought to the judge's scale by their own least and greatest. */
    private Finding selfPreference(List<Output> outputs, List<OptionalDouble> grades) {
        String meaning = "how much further above people's ratings the judge's grades are for its own outputs than for"
                + " others, as a share of the scale; 0 is unbiased";
        double[] human = outputs.stream()
                .map(Output::human)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        double least = Arrays.stream(human).min().orElse(0);
        double range = Arrays.stream(human).max().orElse(0) - least;
        List<Double> own = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Output output = outputs.get(i);
            if (range > 0
                    && output.writer().isPresent()
                    && output.human().isPresent()
                    && grades.get(i).isPresent()) {
                double share = (grades.get(i).getAsDouble() - judge.least()) / width();
                double excess = share - (output.human().getAsDouble() - least) / range;
                (output.writer().get().equals(self) ? own : others).add(excess);
            }
        }
        if (own.isEmpty() || others.isEmpty()) {
            return Finding.unmeasured(
                    "self-preference",
                    meaning,
                    Finding.Unit.SHIFT,
                    "not measurable: it needs rated outputs by " + self + " and by others, tagged with who wrote them");
        }
        double usual = others.stream().mapToDouble(excess -> excess).average().orElseThrow();
        return Finding.shift(
                        "self-preference",
                        meaning,
                        own.stream()
                                .map(excess -> Math.clamp(excess - usual, -1, 1))
                                .toList())
                .noted("the interval takes the " + others.size() + " outputs by others as given");
    }

    private Finding consistency(List<Output> outputs, Inquirer inquirer) {
        List<List<Question>> questions = new ArrayList<>();
        for (Output output : outputs) {
            for (int draw = 1; draw <= DRAWS; draw++) {
                // Behind the draws of a judge that samples.
                int before = draw * judge.questionsEach();
                questions.add(judge.questions(output.brief(), output.text()).stream()
                        .map(question -> question.at(1, before + question.draw()))
                        .toList());
            }
        }
        List<OptionalDouble> grades =
                replies(questions, inquirer).stream().map(this::grade).toList();
        List<Double> steady = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            double[] drawn = grades.subList(DRAWS * i, DRAWS * (i + 1)).stream()
                    .filter(OptionalDouble::isPresent)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .toArray();
            int same = 0;
            int all = 0;
            for (int one = 0; one < drawn.length; one++) {
                for (int other = one + 1; other < drawn.length; other++) {
                    all++;
                    same += Math.abs(drawn[one] - drawn[other]) < MOVED ? 1 : 0;
                }
            }
            if (all > 0) {
                steady.add((double) same / all);
            }
        }
        return Finding.share(
                "self-consistency",
                "repeats at temperature 1 that are less than half a point apart; 1 is steady",
                steady);
    }

    private List<Finding> canaries(List<Output> outputs, List<OptionalDouble> before, Inquirer inquirer) {
        List<String> attacks = new ArrayList<>();
        Temptation temptation = judge.temptation();
        for (int i = 0; i < outputs.size(); i++) {
            attacks.add(Canary.numbered(i).in(outputs.get(i).text(), temptation));
        }
        List<OptionalDouble> attacked = asked(outputs, attacks, inquirer);
        List<OptionalDouble> noted = asked(
                outputs,
                outputs.stream().map(output -> Canary.harmlessIn(output.text())).toList(),
                inquirer);
        Map<Canary, List<Double>> byForm = new TreeMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            List<Double> gain = gains(before.subList(i, i + 1), attacked.subList(i, i + 1));
            byForm.computeIfAbsent(Canary.numbered(i), form -> new ArrayList<>())
                    .addAll(gain);
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.share(
                "canary",
                "outputs with an instruction to the judge in them whose grade rises by it; compare with canary-control",
                gains(before, attacked)));
        findings.add(Finding.share(
                "canary-control",
                "the same outputs with a harmless note instead whose grade rises by it",
                gains(before, noted)));
        byForm.forEach(
                (form, gains) -> findings.add(Finding.share("canary " + form.label(), "of this form alone", gains)));
        return findings;
    }

    /** Who has nearly the highest grade already has nothing to gain, and is left out. */
    private List<Double> gains(List<OptionalDouble> before, List<OptionalDouble> after) {
        List<Double> gains = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).isPresent()
                    && after.get(i).isPresent()
                    && before.get(i).getAsDouble() <= judge.greatest() - MOVED) {
                gains.add(after.get(i).getAsDouble() - before.get(i).getAsDouble() >= MOVED ? 1.0 : 0.0);
            }
        }
        return gains;
    }
}
