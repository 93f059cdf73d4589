package dev.emend.run;

import dev.emend.InvalidInputException;
import dev.emend.Lots;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.evaluation.Comparison;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Estimates;
import dev.emend.evaluation.Interval;
import dev.emend.evaluation.Rollout;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Outcome;
import dev.emend.model.ModelException;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.DemonstrationChoice;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A look at a task for a few per cent of its budget: is there anything to gain, and what limits the prompt?
 *
 * <p>The user's prompt answers some validation examples, and so does the same prompt with demonstrations in front, which
 * are the cheapest change that often helps. What the prompt gets wrong bounds the gain from above. What demonstrations
 * gain is a gain that a search finds in its first step. The hold-out stays untouched.
 */
public final class Probe {

    private static final int FEWEST_EXAMPLES = 16;
    private static final int MOST_EXAMPLES = 60;
    private static final double LEVEL = 0.95;

    /** Two-sided: a chance in ten of being misled is small enough for a decision that costs a few calls. */
    private static final double ALPHA = 0.2;

    /** Whether a search is likely to be worth its budget. */
    public enum Outlook {
        /** Demonstrations alone gain something, by a paired test at 0.2. */
        PROMISING,
        /** Even a perfect prompt would gain less than the gate can show on this hold-out. */
        NOTHING_TO_GAIN,
        /** There are errors, but what would mend them is not known. */
        UNCLEAR
    }

    /**
     * What a probe found.
     *
     * @param score of the user's prompt
     * @param errors the share that the prompt leaves to gain, with its interval: one minus its score
     * @param demonstrations how many were shown
     * @param gained by showing them, on the same examples; empty where there are no train examples to show
     * @param outOfReach the share that neither prompt gets, with its interval
     * @param detectable the smallest gain that the gate would probably show
     * @param limits what limits the prompt, the greatest first, in sentences
     * @param stopped which limit of the budget ended it, if one did
     */
    public record Result(
            Outlook outlook,
            Estimate score,
            Estimate errors,
            int demonstrations,
            Optional<Difference> gained,
            Estimate outOfReach,
            double detectable,
            List<String> limits,
            Spend spend,
            Optional<StopReason> stopped) {

        public Result {
            limits = List.copyOf(limits);
        }
    }

    private final Task task;
    private final Models models;
    private final Journal journal;

    public Probe(Task task, Models models, Journal journal) {
        this.task = Unshown.of(task).task();
        this.models = models;
        this.journal = journal;
    }

    /** How many validation examples a probe of this task looks at, each with two prompts, for this share of its calls. */
    public static int examples(Task task, double share) {
        long calls = task.budget().calls().orElse(400);
        List<Example> validation = task.splits().validation();
        double questions = Judging.questionsEach(task.metric(), validation);
        int wanted = (int) Math.clamp(Math.round(share * calls / 2 / (1 + questions)), FEWEST_EXAMPLES, MOST_EXAMPLES);
        return Math.min(wanted, validation.size());
    }

    /**
     * Blocks until the probe is done. Every call is journaled: run again with the same journal to go on.
     *
     * @param share of the budget's calls, in (0, 1)
     * @throws InvalidInputException where the task cannot be run as it is
     * @throws ModelException where a model cannot be used
     * @throws NoVerdictException where the budget ended before a single example was scored
     */
    public Result execute(double share, Consumer<RunEvent> events) {
        Run.check(task);
        if (task.program().isChain()) {
            throw new InvalidInputException(
                    "a chain cannot be probed",
                    Where.NOWHERE,
                    "an optimization with a small budget says which of its steps is to blame.");
        }
        List<Example> examples = drawn(task.splits().validation(), examples(task, share));
        models.requireScored(examples, task.metric());
        Ledger ledger = new Ledger(task.budget());
        Calls calls = new Calls(models, journal, ledger, events, System::nanoTime);
        calls.timeRunsOn();
        task.budget().time().ifPresent(calls::deadline);
        Optional<Prompt> shown = withDemonstrations();
        Scoreboard scoreboard = new Scoreboard(task.metric(), task.splits()::groupOf);
        Rollouts rollouts = new Rollouts(task, calls);
        for (Example example : examples) {
            rollouts.plan(0, task.prompt(), example);
            shown.ifPresent(prompt -> rollouts.plan(1, prompt, example));
        }
        events.accept(new RunEvent.PhaseStarted("probing " + examples.size() + " validation examples"));
        Optional<StopReason> stopped = rollouts.make(
                (candidate, outcome) -> scoreboard.add(new Rollout(candidate, outcome)), (candidate, response) -> {});
        List<Example> met = shown.isPresent() ? scoreboard.shared(0, 1, examples) : scoreboard.shared(0, 0, examples);
        if (met.isEmpty()) {
            throw new NoVerdictException(stopped.orElse(StopReason.FINISHED), ledger.spend());
        }
        return result(met, shown, scoreboard, ledger.spend(), stopped);
    }

    private Result result(
            List<Example> met,
            Optional<Prompt> shown,
            Scoreboard scoreboard,
            Spend spend,
            Optional<StopReason> stopped) {
        List<Outcome> own = scoreboard.outcomes(0, met);
        List<Outcome> other = shown.isPresent() ? scoreboard.outcomes(1, met) : own;
        Optional<Difference> gained =
                shown.map(prompt -> Comparison.of(own, other, task.metric(), task.seed(), task.splits()::groupOf));
        Estimate errors = left(own);
        double detectable = Gate.detectable(task.splits());
        return new Result(
                outlook(errors, gained, detectable),
                scoreboard.estimate(0, met).orElseThrow(),
                errors,
                shown.map(prompt -> prompt.demonstrations().size()).orElse(0),
                gained,
                left(better(own, other)),
                detectable,
                new ProbeLimits(task, own).sentences(),
                spend,
                stopped);
    }

    private static Outlook outlook(Estimate errors, Optional<Difference> gained, double detectable) {
        if (errors.interval().high() < detectable) {
            return Outlook.NOTHING_TO_GAIN;
        }
        boolean helped = gained.filter(by -> by.isGain(ALPHA)).isPresent();
        return helped ? Outlook.PROMISING : Outlook.UNCLEAR;
    }

    /** What such outcomes leave to gain by the metric, which need not be a mean. */
    private Estimate left(List<Outcome> outcomes) {
        Estimate score = Estimates.of(outcomes, task.metric(), LEVEL, task.splits()::groupOf);
        return new Estimate(
                1 - score.value(),
                new Interval(1 - score.interval().high(), 1 - score.interval().low(), LEVEL),
                score.n(),
                score.unread(),
                score.unanswered(),
                score.cutOff(),
                score.unreadReply());
    }

    /** For each example the better of the two. */
    private static List<Outcome> better(List<Outcome> first, List<Outcome> second) {
        return IntStream.range(0, first.size())
                .mapToObj(i ->
                        first.get(i).score().value() >= second.get(i).score().value() ? first.get(i) : second.get(i))
                .toList();
    }

    /** At random, but with each expected answer about as often as it is among all: so few examples mislead less. */
    private List<Example> drawn(List<Example> all, int size) {
        UniformRandomProvider random = Lots.random(task.seed(), "probe examples");
        List<Example> ordered = Lots.shuffled(all, random);
        ordered.sort(Comparator.comparing(Example::expected));
        double start = random.nextDouble();
        return IntStream.range(0, size)
                .mapToObj(i -> ordered.get((int) ((i + start) * ordered.size() / size)))
                .toList();
    }

    /** The user's prompt with a fair first choice of demonstrations. */
    private Optional<Prompt> withDemonstrations() {
        DemonstrationChoice choice = new DemonstrationChoice(task.splits().train());
        List<Demonstration> chosen = choice.choose(
                choice.unit(),
                task.prompt().demonstrations(),
                example -> 0,
                Lots.random(task.seed(), "probe demonstrations"));
        return chosen.size() > task.prompt().demonstrations().size()
                ? Optional.of(task.prompt().withDemonstrations(chosen))
                : Optional.empty();
    }
}
