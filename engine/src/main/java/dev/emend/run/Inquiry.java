package dev.emend.run;

import dev.emend.Fingerprint;
import dev.emend.data.Example;
import dev.emend.evaluation.CutOff;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.metric.TextEmbedding;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.ModelException;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.program.Program;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Ask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Has models answer what belongs to no run, under one budget and from a journal: asked again after an interruption, what was
 * paid for is found there. For use by one thread; inside, calls run in parallel.
 */
public final class Inquiry {

    /** Of one request whose replies cannot be read. */
    public static final int MOST_TRIES = Sender.MOST_TRIES;

    private final Models models;
    private final Calls calls;
    private final Ledger ledger;
    private final long seed;
    private final Optional<TextEmbedding> embedding;
    private final Map<String, Integer> drawn = new HashMap<>();
    private Optional<StopReason> stopped = Optional.empty();
    private CutOff cutOff = CutOff.NONE;

    /**
     * @param models for every purpose that will be asked for
     * @param seed of the sampling
     */
    public Inquiry(Models models, Budget budget, Journal journal, long seed, Consumer<RunEvent> events) {
        this(models, budget, journal, seed, events, System::nanoTime);
    }

    /** @param clock nanoseconds; only the time limit depends on it */
    Inquiry(Models models, Budget budget, Journal journal, long seed, Consumer<RunEvent> events, LongSupplier clock) {
        this.models = models;
        this.ledger = new Ledger(budget);
        this.calls = new Calls(models, journal, ledger, events, clock);
        this.seed = seed;
        this.embedding = JournaledEmbedding.of(models, journal, calls);
        budget.time().ifPresent(calls::deadline);
    }

    /**
     * Blocks until all questions are answered or a limit is reached. A judge that rejects a question replies with an empty
     * text.
     *
     * @return a reply for each question, in their order; empty where a limit was reached before it
     * @throws ModelException where a judge cannot be used
     */
    public List<Optional<Completion>> ask(List<Question> questions) {
        return made(questions.stream()
                .map(question -> Judging.request(question, seed))
                .toList());
    }

    /**
     * Blocks until the model of this purpose has replied to all, or a limit is reached. A request that it rejects is replied
     * to with an empty text. The same request asked again draws another reply, where its temperature lets it.
     *
     * @return a reply for each, in their order; empty where a limit was reached before it
     * @throws ModelException where the model cannot be used
     */
    public List<Optional<Completion>> complete(Purpose purpose, List<Ask> asks) {
        List<Optional<Completion>> replies = new ArrayList<>();
        repeatable(() -> replies.addAll(
                made(asks.stream().map(ask -> request(purpose, ask)).toList())));
        return replies;
    }

    /**
     * Does work that can be done again where it fails, as where a model cannot be used: what it asks for is then the same draws, so that
     * those that were paid for are found. Throws what the work does.
     */
    public void repeatable(Runnable work) {
        Map<String, Integer> before = new HashMap<>(drawn);
        try {
            work.run();
        } catch (RuntimeException failed) {
            drawn.clear();
            drawn.putAll(before);
            throw failed;
        }
    }

    /**
     * Has the task model answer each example with the prompt, and judges say what the metric asks. Blocks until all is there or
     * a limit is reached. Answers are those that {@link Evaluator} would have under the same seed.
     *
     * @param metric whose questions judges answer; empty where nobody judges
     * @throws dev.emend.InvalidInputException where a model is missing, before any call
     * @throws ModelException where a model cannot be used
     */
    public Answers answer(Prompt prompt, List<Example> examples, Optional<Metric> metric) {
        return answer(Program.of(prompt), examples, metric);
    }

    /** As {@link #answer(Prompt, List, Optional)}, by a chain. */
    public Answers answer(Program program, List<Example> examples, Optional<Metric> metric) {
        models.requireAnswering(examples);
        metric.ifPresent(asking -> models.requireJudges(asking, examples));
        List<Stages.Planned> planned = examples.stream()
                .map(example -> new Stages.Planned(program, example, 0))
                .toList();
        Answers answers = Answers.made(planned, metric, calls, ledger, seed);
        stopped = stopped.or(answers::stopped);
        cutOff = cutOff.plus(answers.cutOff());
        return new Answers(answers.responses(), stopped, answers.spend());
    }

    /** Whom it asks. */
    public Models models() {
        return models;
    }

    /** Of all answers of prompts and chains so far. */
    public CutOff cutOff() {
        return cutOff;
    }

    /** Of the task model that answers this example. */
    public Price taskPrice(Example example) {
        return calls.taskPrice(example);
    }

    /** The models' embedding, whose vectors are journaled; empty where there is none. */
    public Optional<TextEmbedding> embedding() {
        return embedding;
    }

    /**
     * Which of the equal ones it is decides on the seed, and nothing else: so one more question changes no other's, and a
     * longer inquiry finds what a shorter one has paid for.
     */
    private Request request(Purpose purpose, Ask ask) {
        Request first = new Request(purpose, ask.messages(), ask.sampling(), Constraint.NONE, seed, 0);
        int draw = drawn.merge(first.fingerprint(purpose.label()), 1, Integer::sum) - 1;
        long own = Fingerprint.of("inquiry seed").add(seed).add(draw).seed() >>> 33;
        return new Request(purpose, ask.messages(), ask.sampling(), Constraint.NONE, own, 0);
    }

    /**
     * Blocks until all requests are answered or rejected, or a limit is reached. Equal requests are one.
     *
     * @param requests all of one purpose
     * @return a reply for each, in their order; empty where a limit was reached before it
     * @throws ModelException where the model cannot be used
     */
    public List<Optional<Journal.Reply>> send(List<Request> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        Calls.Batch batch = calls.complete(requests);
        stopped = stopped.or(batch::stopped);
        return batch.entries().stream()
                .map(entry -> entry.map(Journal.Entry::reply))
                .toList();
    }

    private List<Optional<Completion>> made(List<Request> requests) {
        return send(requests).stream()
                .map(reply -> reply.map(Journal.Reply::completion))
                .toList();
    }

    /** Which limit was reached first, if one was. */
    public Optional<StopReason> stopped() {
        return stopped;
    }

    public Spend spend() {
        return ledger.spend();
    }
}
