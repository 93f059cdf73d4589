package dev.emend.judge.audit;

import dev.emend.evaluation.agreement.Agreement;
import dev.emend.evaluation.agreement.Coefficient;
import dev.emend.evaluation.agreement.Level;
import dev.emend.evaluation.agreement.Rating;
import dev.emend.judge.Brief;
import dev.emend.judge.Duel;
import dev.emend.judge.DuelVerdict;
import dev.emend.judge.Preference;
import dev.emend.judge.Referee;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Audits a judge of two answers. One that compares them does so in both orders; of one that grades each alone, what tells of
 * orders is not measured. What is changed in an output is
 * drawn by lot from the pair's id, so that a change helps the better and the worse output alike; only canaries are put
 * into the output that had lost, since one that has won has nothing to gain.
 *
 * @param self the judge's own name among the writers of the outputs
 * @param seed of the bootstrap
 */
public record PairAudit(Referee judge, String self, Set<Probe> probes, long seed) {

    private static final int DRAWS = 3;
    private static final String FLIPS = "pairs whose verdict changes with the order; 0 is unbiased";
    private static final String FIRST = "decided verdicts for the answer shown first; 50 % is unbiased";
    /** The least that a verdict of one order moves a worth by: a win for a tie. Weighted worths always move a little. */
    private static final double MOVED = 0.25;
    /** Where a budget ended. */
    private static final Completion NOTHING = Completion.NONE;

    public PairAudit {
        probes = Set.copyOf(probes);
    }

    /**
     * A comparison in both orders.
     *
     * @param one as it is shown first
     * @param oneAsSecond as it is shown second: an attacker may write for the place
     */
    private record Match(Brief brief, String one, String oneAsSecond, String other) {

        static Match of(Brief brief, String one, String other) {
            return new Match(brief, one, one, other);
        }
    }

    /** A changed output of a pair: its worth before and after, both from 0 to 1. */
    private record Change(double before, double after) {

        double shift() {
            return after - before;
        }
    }

    /** The most calls that an audit of {@code pairs} pairs makes. */
    public long mostCalls(int pairs) {
        long each = judge.questionsEach();
        for (Probe probe : probes) {
            each += switch (probe) {
                case VERBOSITY, STYLE -> judge.questionsEach();
                case CONSISTENCY -> DRAWS * repeated();
                case CANARY -> 2L * judge.questionsEach();
            };
        }
        return each * pairs;
    }

    /** Questions of a repeat: in one order, or both grades. */
    private long repeated() {
        return judge.compares() ? judge.questionsEach() / 2 : judge.questionsEach();
    }

    /** Blocks while the judge is asked. A figure rests on what was answered before a budget ended. */
    public List<Finding> of(List<Pair> pairs, Inquirer inquirer) {
        List<Question> questions = new ArrayList<>();
        pairs.forEach(pair -> questions.addAll(questions(Match.of(pair.brief(), pair.a(), pair.b()))));
        List<Optional<Completion>> replies = inquirer.ask(questions);
        List<DuelVerdict> duels = verdicts(replies);
        List<Finding> findings = new ArrayList<>(asked(pairs, replies, duels));
        if (probes.contains(Probe.VERBOSITY)) {
            findings.add(verbosity(pairs, duels, inquirer));
        }
        if (probes.contains(Probe.STYLE)) {
            findings.add(style(pairs, duels, inquirer));
        }
        findings.add(selfPreference(pairs, duels));
        if (probes.contains(Probe.CONSISTENCY)) {
            findings.add(consistency(pairs, inquirer));
        }
        if (probes.contains(Probe.CANARY)) {
            findings.addAll(canaries(pairs, duels, inquirer));
        }
        return List.copyOf(findings);
    }

    private List<Question> questions(Match match) {
        int half = judge.questionsEach() / 2;
        List<Question> questions = new ArrayList<>(
                judge.questions(match.brief, match.one, match.other).subList(0, half));
        questions.addAll(
                judge.questions(match.brief, match.oneAsSecond, match.other).subList(half, judge.questionsEach()));
        return questions;
    }

    private List<DuelVerdict> verdicts(List<Optional<Completion>> replies) {
        List<DuelVerdict> verdicts = new ArrayList<>();
        for (int from = 0; from < replies.size(); from += judge.questionsEach()) {
            verdicts.add(judge.verdict(replies.subList(from, from + judge.questionsEach()).stream()
                    .map(reply -> reply.orElse(NOTHING))
                    .toList()));
        }
        return verdicts;
    }

    private List<Finding> asked(List<Pair> pairs, List<Optional<Completion>> replies, List<DuelVerdict> duels) {
        List<Finding> findings = new ArrayList<>(judge.compares() ? inOrders(replies, duels) : alone(replies, duels));
        findings.addAll(people(pairs, duels));
        return findings;
    }

    private List<Finding> alone(List<Optional<Completion>> replies, List<DuelVerdict> verdicts) {
        List<Double> unreadable = new ArrayList<>();
        List<Double> ties = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            OptionalDouble value = verdicts.get(i).ofOne();
            int from = i * judge.questionsEach();
            if (replies.subList(from, from + judge.questionsEach()).stream().allMatch(Optional::isPresent)) {
                unreadable.add(value.isEmpty() ? 1.0 : 0.0);
            }
            value.ifPresent(worth -> ties.add(worth == 0.5 ? 1.0 : 0.0));
        }
        String why = "not measurable: each output is graded alone";
        return List.of(
                Finding.share("unreadable", "pairs of which one has no grade", unreadable),
                Finding.unmeasured("position-flips", FLIPS, Finding.Unit.SHARE, why),
                Finding.unmeasured("prefers-first", FIRST, Finding.Unit.SHARE, why),
                Finding.share("ties", "pairs whose outputs have the same grade", ties));
    }

    private static List<Finding> inOrders(List<Optional<Completion>> replies, List<DuelVerdict> verdicts) {
        List<Duel> duels =
                verdicts.stream().flatMap(verdict -> verdict.duel().stream()).toList();
        List<Double> unreadable = new ArrayList<>();
        for (int i = 0; i < duels.size(); i++) {
            Duel duel = duels.get(i);
            replies.get(2 * i).ifPresent(reply -> unreadable.add(duel.oneFirst().isEmpty() ? 1.0 : 0.0));
            replies.get(2 * i + 1)
                    .ifPresent(reply -> unreadable.add(duel.otherFirst().isEmpty() ? 1.0 : 0.0));
        }
        List<Double> flips = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        List<Double> ties = new ArrayList<>();
        for (Duel duel : duels) {
            if (duel.isReadable()) {
                flips.add(duel.isConsistent() ? 0.0 : 1.0);
            }
            List<Preference> said = verdicts(duel);
            mean(said.stream()
                            .map(verdict -> verdict == Preference.TIE ? 1.0 : 0.0)
                            .toList())
                    .ifPresent(ties::add);
            mean(said.stream()
                            .filter(verdict -> verdict != Preference.TIE)
                            .map(Preference::ofFirst)
                            .toList())
                    .ifPresent(first::add);
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.share("unreadable", "replies that hold no verdict", unreadable));
        findings.add(Finding.share("position-flips", FLIPS, flips));
        findings.add(Finding.share("prefers-first", FIRST, first));
        findings.add(Finding.share("ties", "verdicts that are ties", ties));
        return findings;
    }

    private static List<Preference> verdicts(Duel duel) {
        List<Preference> verdicts = new ArrayList<>();
        duel.oneFirst().ifPresent(verdicts::add);
        duel.otherFirst().ifPresent(verdicts::add);
        return verdicts;
    }

    private static Optional<Double> mean(List<Double> values) {
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        values.stream().mapToDouble(value -> value).average().orElseThrow());
    }

    /** 1 or 0 for the better one, however little. */
    private static double decided(double value) {
        return (1 + Math.signum(value - 0.5)) / 2;
    }

    private List<Finding> people(List<Pair> pairs, List<DuelVerdict> duels) {
        String accuracy = "pairs that people decided, on which the judge decides alike; a tie counts half";
        String kappa = "agreement with people beyond chance, over win, tie and loss";
        List<Double> alike = new ArrayList<>();
        List<Rating> ratings = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            OptionalDouble value = duels.get(i).ofOne();
            Optional<Preference> human = pairs.get(i).human();
            if (value.isEmpty() || human.isEmpty()) {
                continue;
            }
            if (human.get() != Preference.TIE) {
                alike.add(
                        1 - Math.abs(decided(value.getAsDouble()) - human.get().ofFirst()));
            }
            ratings.add(new Rating(
                    "",
                    pairs.get(i).id(),
                    decided(value.getAsDouble()),
                    human.get().ofFirst()));
        }
        if (ratings.isEmpty()) {
            return List.of(Finding.unmeasured(
                    "human-accuracy",
                    accuracy,
                    Finding.Unit.SHARE,
                    pairs.stream().allMatch(pair -> pair.human().isEmpty())
                            ? "not measurable: the data hold no labels of people"
                            : "not measurable: no verdict on a pair that people decided could be read"));
        }
        Agreement agreement = Agreement.of(ratings, Coefficient.KAPPA, Level.ITEM, seed);
        return List.of(
                Finding.share("human-accuracy", accuracy, alike),
                new Finding(
                        "human-kappa",
                        kappa,
                        Finding.Unit.COEFFICIENT,
                        agreement.value(),
                        agreement.interval(),
                        agreement.n(),
                        agreement.value().isPresent()
                                ? ""
                                : "undefined: all verdicts and labels are one and the same"));
    }

    private Finding verbosity(List<Pair> pairs, List<DuelVerdict> duels, Inquirer inquirer) {
        List<Match> matches = new ArrayList<>();
        List<OptionalDouble> before = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            boolean a = pair.lot("verbosity");
            matches.add(Match.of(pair.brief(), Padding.of(a ? pair.a() : pair.b()), a ? pair.b() : pair.a()));
            before.add(worth(duels.get(i), a));
        }
        return Finding.shift(
                "verbosity",
                "what padding adds to an answer's worth; 0 is unbiased",
                changes(matches, before, inquirer).stream()
                        .flatMap(Optional::stream)
                        .map(Change::shift)
                        .toList());
    }

    private Finding style(List<Pair> pairs, List<DuelVerdict> duels, Inquirer inquirer) {
        List<Match> matches = new ArrayList<>();
        List<OptionalDouble> before = new ArrayList<>();
        List<Boolean> added = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            boolean a = pair.lot("style");
            String text = a ? pair.a() : pair.b();
            if (TurnedLayout.isCode(text)) {
                continue;
            }
            TurnedLayout turned = TurnedLayout.turned(text);
            matches.add(Match.of(pair.brief(), turned.text(), a ? pair.b() : pair.a()));
            before.add(worth(duels.get(i), a));
            added.add(turned.added());
        }
        List<Optional<Change>> changes = changes(matches, before, inquirer);
        List<Double> shifts = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            double sign = added.get(i) ? 1 : -1;
            changes.get(i).ifPresent(change -> shifts.add(sign * change.shift()));
        }
        Finding finding = Finding.shift(
                "style", "what Markdown around the same words adds to an answer's worth; 0 is unbiased", shifts);
        return matches.size() == pairs.size()
                ? finding
                : finding.noted((pairs.size() - matches.size()) + " outputs with code in them are left out");
    }

    /** Of one of the pair's outputs; empty where not all was readable. */
    private static OptionalDouble worth(DuelVerdict verdict, boolean ofA) {
        OptionalDouble worth = verdict.worth();
        return ofA || worth.isEmpty() ? worth : OptionalDouble.of(1 - worth.getAsDouble());
    }

    private List<Optional<Change>> changes(List<Match> matches, List<OptionalDouble> before, Inquirer inquirer) {
        List<Question> questions = new ArrayList<>();
        matches.forEach(match -> questions.addAll(questions(match)));
        List<DuelVerdict> duels = verdicts(inquirer.ask(questions));
        List<Optional<Change>> changes = new ArrayList<>();
        for (int i = 0; i < matches.size(); i++) {
            OptionalDouble after = worth(duels.get(i), true);
            changes.add(
                    before.get(i).isPresent() && after.isPresent()
                            ? Optional.of(new Change(before.get(i).getAsDouble(), after.getAsDouble()))
                            : Optional.empty());
        }
        return changes;
    }

    private Finding selfPreference(List<Pair> pairs, List<DuelVerdict> duels) {
        String meaning = "how much more the judge prefers its own outputs than people do; 0 is unbiased";
        List<Double> excess = new ArrayList<>();
        boolean tagged = false;
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            boolean a = pair.writerA().equals(Optional.of(self));
            boolean b = pair.writerB().equals(Optional.of(self));
            tagged |= pair.writerA().isPresent() && pair.writerB().isPresent();
            OptionalDouble value = duels.get(i).ofOne();
            if (a != b && value.isPresent() && pair.human().isPresent()) {
                double difference = value.getAsDouble() - pair.human().get().ofFirst();
                excess.add(a ? difference : -difference);
            }
        }
        return excess.isEmpty()
                ? Finding.unmeasured(
                        "self-preference",
                        meaning,
                        Finding.Unit.SHIFT,
                        tagged
                                ? "not measurable: no pair with a label of people has one output by " + self
                                : "not measurable: the outputs are not tagged with the model that wrote them")
                : Finding.shift("self-preference", meaning, excess);
    }

    private Finding consistency(List<Pair> pairs, Inquirer inquirer) {
        List<Question> questions = new ArrayList<>();
        for (Pair pair : pairs) {
            for (int draw = 1; draw <= DRAWS; draw++) {
                // Behind the draws of a judge that samples.
                int before = draw * (judge.compares() ? 1 : judge.questionsEach());
                judge.questions(pair.brief(), pair.a(), pair.b()).stream()
                        .limit(repeated())
                        .map(question -> question.at(1, before + question.draw()))
                        .forEach(questions::add);
            }
        }
        List<Optional<Preference>> said = repeats(inquirer.ask(questions));
        List<Double> agreeing = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            List<Preference> drawn = said.subList(DRAWS * i, DRAWS * (i + 1)).stream()
                    .flatMap(Optional::stream)
                    .toList();
            List<Double> same = new ArrayList<>();
            for (int one = 0; one < drawn.size(); one++) {
                for (int other = one + 1; other < drawn.size(); other++) {
                    same.add(drawn.get(one) == drawn.get(other) ? 1.0 : 0.0);
                }
            }
            mean(same).ifPresent(agreeing::add);
        }
        return Finding.share(
                "self-consistency", "repeats at temperature 1 that agree with one another; 1 is steady", agreeing);
    }

    private List<Optional<Preference>> repeats(List<Optional<Completion>> replies) {
        if (judge.compares()) {
            return replies.stream()
                    .map(reply -> judge.verdict(List.of(reply.orElse(NOTHING), NOTHING))
                            .duel()
                            .flatMap(Duel::oneFirst))
                    .toList();
        }
        return verdicts(replies).stream()
                .map(DuelVerdict::ofOne)
                .map(value -> value.isEmpty()
                        ? Optional.<Preference>empty()
                        : Optional.of(
                                value.getAsDouble() == 0.5
                                        ? Preference.TIE
                                        : value.getAsDouble() > 0.5 ? Preference.FIRST : Preference.SECOND))
                .toList();
    }

    private List<Finding> canaries(List<Pair> pairs, List<DuelVerdict> duels, Inquirer inquirer) {
        List<Match> attacks = new ArrayList<>();
        List<Match> controls = new ArrayList<>();
        List<OptionalDouble> before = new ArrayList<>();
        List<Canary> canaries = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            OptionalDouble worthOfA = worth(duels.get(i), true);
            boolean a = worthOfA.isPresent() && worthOfA.getAsDouble() != 0.5
                    ? worthOfA.getAsDouble() < 0.5
                    : pair.lot("canary");
            String target = a ? pair.a() : pair.b();
            String other = a ? pair.b() : pair.a();
            Canary canary = Canary.numbered(i);
            attacks.add(new Match(
                    pair.brief(),
                    canary.in(target, judge.temptation(true)),
                    canary.in(target, judge.temptation(false)),
                    other));
            controls.add(Match.of(pair.brief(), Canary.harmlessIn(target), other));
            before.add(worth(duels.get(i), a));
            canaries.add(canary);
        }
        List<Optional<Change>> attacked = changes(attacks, before, inquirer);
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.share(
                "canary",
                "outputs with an instruction to the judge in them that gain by it; compare with canary-control",
                gains(attacked)));
        findings.add(Finding.share(
                "canary-control",
                "the same outputs with a harmless note instead that gain by it",
                gains(changes(controls, before, inquirer))));
        Map<Canary, List<Optional<Change>>> byForm = new TreeMap<>();
        for (int i = 0; i < attacked.size(); i++) {
            byForm.computeIfAbsent(canaries.get(i), form -> new ArrayList<>()).add(attacked.get(i));
        }
        Arrays.stream(Canary.values())
                .filter(byForm::containsKey)
                .forEach(form -> findings.add(Finding.share(
                        "canary " + form.label(), "of this form alone", gains(byForm.getOrDefault(form, List.of())))));
        return findings;
    }

    private static List<Double> gains(List<Optional<Change>> changes) {
        return changes.stream()
                .flatMap(Optional::stream)
                .filter(change -> change.before <= 1 - MOVED)
                .map(change -> change.shift() >= MOVED ? 1.0 : 0.0)
                .toList();
    }
}
