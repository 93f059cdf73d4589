package dev.emend.run;

import dev.emend.metric.Metric;
import dev.emend.model.Purpose;
import dev.emend.model.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Keeps back what the gate will need, so that a search cannot spend what its proof costs: two answers for each hold-out
 * example and what judges are asked about the answers, the tokens, money and time that rollouts have taken so far, with a
 * tenth to spare, and the reservation that the very last call needs.
 *
 * <p>In a search, the same answer to the same example is judged once, however many candidates give it. The gate's examples are
 * new, so its questions are counted by what the metric asks, and not by what judges were paid for.
 */
final class GateAllowance {

    private static final double MARGIN = 1.1;

    /** For the length of questions before one was asked. */
    private static final int BYTES_A_TOKEN = 4;

    private final Ledger ledger;
    private final Calls calls;
    private final GateTime time;
    private final Models models;
    private final Metric metric;
    private final int holdout;
    private final boolean isOptional;
    private final Map<Integer, Met> met = new LinkedHashMap<>();
    private final int callsAtLeast;
    private final long questionsAtLeast;
    private final long questionTokens;
    private final double questionsSearched;
    private Met all = new Met(Spend.Part.NONE, 0, 0);
    private long rollouts;
    private long rolloutCalls;
    private boolean isKeeping;

    /**
     * What was met of a candidate.
     *
     * @param more questions about the answers than {@link Judging#questions} tells
     * @param calls of the program for these answers
     */
    private record Met(Spend.Part answers, long more, long calls) {
        Met plus(Met other) {
            return new Met(answers.plus(other.answers), more + other.more, calls + other.calls);
        }

        double each(ToLongFunction<Met> cost) {
            return (double) cost.applyAsLong(this) / Math.max(1, answers.calls());
        }
    }

    /** @param isOptional whether nothing is kept back once the budget is seen not to suffice for the gate */
    GateAllowance(Ledger ledger, Calls calls, Task task, Models models, boolean isOptional) {
        this.ledger = ledger;
        this.calls = calls;
        this.time = new GateTime(calls, task.budget().time());
        this.models = models;
        this.metric = task.metric();
        this.holdout = task.splits().holdout().size();
        this.callsAtLeast = task.program().calls();
        this.questionsAtLeast = GateCost.of(task).questions();
        this.questionTokens = 2
                * Judging.questions(metric, task.splits().holdout()).stream()
                        .mapToLong(question ->
                                Judging.request(question, task.seed()).promptBytes() / BYTES_A_TOKEN)
                        .sum();
        this.questionsSearched = Judging.questionsEach(metric, task.splits().validation());
        this.isOptional = isOptional;
        this.isKeeping = holdout > 0 && !(isOptional && !GateCost.of(task).leavesASearch(task.budget()));
        if (isKeeping) {
            ledger.withhold(new Ledger.Amount(gateCalls(), 0, 0), Ledger.Amount.ZERO);
            time.keepMost();
        } else {
            open();
        }
    }

    /** What came back in a rollout, for what rollouts cost. */
    void met(int candidate, Response response) {
        rollouts++;
        rolloutCalls += response.calls();
        Usage usage = response.usage();
        if (response.entry().reply() instanceof Journal.Reply.Answered || usage.total() > 0) {
            long microDollars = models.taskPrice(response.example()).microDollars(usage);
            int known = Judging.questions(metric, response.example()).size();
            Met one = new Met(
                    new Spend.Part(1, usage, microDollars),
                    Math.max(0, response.judgements().size() - known),
                    response.calls());
            met.merge(candidate, one, Met::plus);
            all = all.plus(one);
        }
    }

    /** Calls for an answer: as many as the program is seen to need, or as have been needed so far, whichever is more. */
    private double callsForAnswer() {
        double met = rollouts == 0 ? 0 : (double) rolloutCalls / rollouts;
        return met > callsAtLeast ? MARGIN * met : callsAtLeast;
    }

    /** Questions to judges about an answer in the search. */
    double questionsEach() {
        return questionsSearched + all.each(Met::more);
    }

    /** Calls of a rollout in the search, those of judges included. */
    double callsEach() {
        return callsForAnswer() + questionsEach();
    }

    /** Two answers for each hold-out example, and what judges are asked about them. */
    private long gateCalls() {
        double met = both(Met::calls);
        double pair = met > 2 * callsAtLeast ? MARGIN * met : 2 * callsAtLeast;
        return (long) Math.ceil(holdout * pair) + gateQuestions();
    }

    private long gateQuestions() {
        return questionsAtLeast + (long) Math.ceil(MARGIN * holdout * both(Met::more));
    }

    /** What the gate's questions cost. */
    private double judging(ToDoubleFunction<Spend.Part> cost) {
        long questions = gateQuestions();
        Spend.Part paid = calls.judging().calls() > 0 ? calls.judging() : unasked();
        return questions == 0 ? 0 : MARGIN * questions * cost.applyAsDouble(paid) / paid.calls();
    }

    /** What the gate's questions would cost before a judge was asked anything: replies are as long as answers, by the dearest judge. */
    private Spend.Part unasked() {
        double reply = all.each(met -> met.answers.usage().completion());
        Usage usage = new Usage(questionTokens, 0, (long) Math.ceil(questionsAtLeast * reply));
        long microDollars = models.seats().getOrDefault(Purpose.JUDGE, List.of()).stream()
                .mapToLong(seat -> seat.price().microDollars(usage))
                .max()
                .orElse(0);
        return new Spend.Part(Math.max(1, questionsAtLeast), usage, microDollars);
    }

    /** By the seed's rollouts and those of the dearest candidate. */
    private Ledger.Amount whole() {
        double tokens = both(met -> met.answers.usage().total());
        double microDollars = both(met -> met.answers.microDollars());
        return new Ledger.Amount(
                gateCalls(),
                (long) Math.ceil(
                        MARGIN * holdout * tokens + judging(part -> part.usage().total())),
                (long) Math.ceil(MARGIN * holdout * microDollars + judging(Spend.Part::microDollars)));
    }

    /** Whoever wins. */
    GateNeed need() {
        List<Integer> others =
                met.keySet().stream().filter(candidate -> candidate != 0).toList();
        return need(others);
    }

    /** @param candidates of whom one will be the winner */
    GateNeed need(List<Integer> candidates) {
        return new GateNeed(
                whole(),
                new Ledger.Amount(
                        atLeast(callsAtLeast, callsAtLeast, questionsAtLeast),
                        atLeast(
                                candidates,
                                met -> met.answers.usage().total(),
                                part -> part.usage().total()),
                        atLeast(candidates, met -> met.answers.microDollars(), Spend.Part::microDollars)));
    }

    private long atLeast(List<Integer> candidates, ToLongFunction<Met> cost, ToDoubleFunction<Spend.Part> judged) {
        double cheapest = candidates.stream()
                .mapToDouble(candidate -> each(candidate, cost))
                .min()
                .orElse(0);
        return atLeast(each(0, cost), cheapest, judging(judged) / MARGIN);
    }

    /**
     * For half of the hold-out.
     *
     * @param judging for all of it
     */
    private long atLeast(double before, double after, double judging) {
        int pairs = (holdout + 1) / 2;
        return (long) (pairs * (before + after) + judging * pairs / Math.max(1, holdout));
    }

    private double each(int candidate, ToLongFunction<Met> cost) {
        Met known = met.get(candidate);
        return known == null ? 0 : known.each(cost);
    }

    /** Adjusts what is kept back to what rollouts have cost so far. */
    void update() {
        if (isKeeping && isOptional && ledger.lacking(need().least()).isPresent()) {
            open();
        }
        if (isKeeping) {
            keep();
        }
    }

    private void keep() {
        ledger.withhold(whole(), calls.greatestRolloutBound().withoutCalls());
        if (rollouts > 0) {
            double answering = time.each(Purpose.TASK, rollouts);
            long judged = calls.judging().calls();
            double judging = judged == 0 ? answering : time.each(Purpose.JUDGE, judged);
            time.keep(MARGIN * (2 * holdout * answering + gateQuestions() * judging));
        }
    }

    /** Of an answer of the seed and one of the candidate that needs the most, together. */
    private double both(ToLongFunction<Met> cost) {
        double most = met.values().stream()
                .mapToDouble(known -> known.each(cost))
                .max()
                .orElse(0);
        return most + each(0, cost);
    }

    /** Gives everything back: the gate begins, or cannot. */
    void open() {
        isKeeping = false;
        ledger.withhold(Ledger.Amount.ZERO, Ledger.Amount.ZERO);
        time.open();
    }
}
