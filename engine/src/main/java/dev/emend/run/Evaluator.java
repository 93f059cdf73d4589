package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.model.Completion;
import dev.emend.program.Program;
import dev.emend.prompt.Prompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Has prompts answer examples, one prompt after the other, and has judges say what a metric asks, without any search: what
 * {@code emend run}, {@code emend evaluate} and {@code emend score} do. Everything is under one budget; each prompt has a
 * journal of its own, so that it pays for no answer twice, whichever prompts it is evaluated with.
 *
 * <p>For one thread; calls run in parallel.
 */
public final class Evaluator {

    private final Models models;
    private final Ledger ledger;
    private final Optional<Duration> limit;
    private final long seed;
    private final Consumer<RunEvent> events;
    private final LongSupplier clock;
    private final Map<Journal, Calls> opened = new LinkedHashMap<>();

    // The same prompt under two names finds the same replies, which were paid for once.
    private final Set<String> booked = new HashSet<>();

    /** @param seed of the sampling */
    public Evaluator(Models models, Budget budget, long seed, Consumer<RunEvent> events) {
        this(models, budget, seed, events, System::nanoTime);
    }

    /** @param clock nanoseconds; only the time limit depends on it */
    Evaluator(Models models, Budget budget, long seed, Consumer<RunEvent> events, LongSupplier clock) {
        this.models = models;
        this.ledger = new Ledger(budget);
        this.limit = budget.time();
        this.seed = seed;
        this.events = events;
        this.clock = clock;
    }

    /** By all prompts and judges so far, what was found in a journal included. */
    public Spend spend() {
        return ledger.spend();
    }

    /**
     * Blocks until all answers are there or a limit is reached.
     *
     * @param draws how many answers to each example, each under a sampling seed of its own, at least 1
     * @param metric whose questions judges answer; empty where nobody judges
     * @throws dev.emend.model.ModelException where a model cannot be used
     * @throws dev.emend.InvalidInputException where an example lacks an input that the prompt needs, or a model is missing
     */
    public Answers answer(Prompt prompt, List<Example> examples, int draws, Optional<Metric> metric, Journal journal) {
        return answer(Program.of(prompt), examples, draws, metric, journal);
    }

    /** As {@link #answer(Prompt, List, int, Optional, Journal)}, by a chain. */
    public Answers answer(
            Program program, List<Example> examples, int draws, Optional<Metric> metric, Journal journal) {
        models.requireAnswering(examples);
        metric.ifPresent(asking -> models.requireJudges(asking, examples));
        Calls calls = calls(journal);
        List<Stages.Planned> planned = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            for (Example example : examples) {
                planned.add(new Stages.Planned(program, example, draw));
            }
        }
        return Answers.made(planned, metric, calls, ledger, seed);
    }

    /**
     * What the journal holds of one program's answers, without a call and without a tool: so much is left of an {@link #answer} that
     * a model's failure ended. Unjudged.
     */
    public List<Response> found(Program program, List<Example> examples, Journal journal) {
        Ledger nothing = new Ledger(Budget.calls(0));
        Calls calls = new Calls(models, new FixedJournal(journal), nothing, event -> {}, clock);
        calls.deadline(Duration.ZERO);
        List<Stages.Planned> planned = examples.stream()
                .map(example -> new Stages.Planned(program, example, 0))
                .toList();
        // All at once first: a model that has answered one of them is none that rejects everything.
        List<Response> together =
                Answers.made(planned, Optional.empty(), calls, nothing, seed).responses();
        // A chain that stops at its first step on one example says nothing of the others.
        return program.isChain()
                ? planned.stream()
                        .flatMap(one ->
                                Answers.made(List.of(one), Optional.empty(), calls, nothing, seed).responses().stream())
                        .toList()
                : together;
    }

    /**
     * What judges said of answers that exist already.
     *
     * @param answers with their judgements, in the order given; where the budget ended, those that were judged until then
     * @param stopped which limit ended it, if one did
     */
    public record Judgements(List<Answer> answers, Optional<StopReason> stopped) {

        public Judgements {
            answers = List.copyOf(answers);
        }
    }

    /**
     * Has judges say what the metric asks about answers that exist already. Blocks until all is said or a limit is reached.
     *
     * @throws dev.emend.model.ModelException where a judge cannot be used
     */
    public Judgements judge(Metric metric, List<Answer> answers, Journal journal) {
        Calls calls = calls(journal);
        Judging.Replies replies = new Judging(metric, calls, seed)
                .ask(answers.stream().map(metric::questions).toList());
        List<Answer> judged = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Optional<List<Completion>> own = replies.judgements().get(i);
            if (own.isPresent()) {
                judged.add(answers.get(i).judged(own.get()));
            }
        }
        return new Judgements(judged, replies.stopped());
    }

    /** What one journal is asked for again was booked before, and so was its time. */
    private Calls calls(Journal journal) {
        Calls calls = opened.computeIfAbsent(journal, this::opened);
        limit.ifPresent(whole -> calls.deadline(whole.minus(elapsed().minus(calls.elapsedAtLastReply()))));
        return calls;
    }

    private Calls opened(Journal journal) {
        return new Calls(
                models,
                journal,
                ledger,
                booked,
                event -> events.accept(
                        event instanceof RunEvent.Called called
                                ? new RunEvent.Called(called.spend(), elapsed(), called.replayed())
                                : event),
                clock);
    }

    /** By all journals. */
    private Duration elapsed() {
        return opened.values().stream().map(Calls::elapsedAtLastReply).reduce(Duration.ZERO, Duration::plus);
    }
}
