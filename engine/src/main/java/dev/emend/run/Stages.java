package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.program.Execution;
import dev.emend.program.Program;
import dev.emend.program.Trace;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Has programs answer examples stage by stage: the calls that all of them wait for are one batch. So a step that two
 * candidates share is paid once, and one that did not change is found in the journal.
 */
final class Stages {

    /** Chains go to their end in blocks of so many examples, so that a budget that ends leaves whole answers. */
    static final int BLOCK = 32;

    /**
     * A program to be run on an example.
     *
     * @param draw among repeated answers to one example, from 0
     * @param from the step from which on the draw tells answers apart; the steps before it are those of draw 0. Where empty,
     *     from the first
     * @param replaced outputs that steps have in place of their own, by step
     */
    record Planned(Program program, Example example, int draw, Optional<String> from, Map<String, String> replaced) {

        Planned(Program program, Example example, int draw) {
            this(program, example, draw, Optional.empty(), Map.of());
        }
    }

    /**
     * @param responses in the order of what was planned; empty where a limit was reached before the answer
     * @param stopped which limit was reached, if one was
     */
    record Made(List<Optional<Response>> responses, Optional<StopReason> stopped) {}

    /** Stands for the request where an answer needed no model. */
    private static final Request NO_CALL =
            new Request(Purpose.TASK, List.of(new ChatMessage(Role.USER, "")), Sampling.GREEDY, Constraint.NONE, 0, 0);

    private final Calls calls;
    private final long seed;
    private final Execution.Instruments instruments;

    /** @param seed of the run */
    Stages(Calls calls, long seed) {
        this.calls = calls;
        this.seed = seed;
        this.instruments = calls.instruments();
    }

    Made make(List<Planned> planned) {
        boolean chains = planned.stream().anyMatch(one -> one.program.isChain());
        int size = chains ? BLOCK : Math.max(1, planned.size());
        List<Optional<Response>> responses = new ArrayList<>();
        Optional<StopReason> stopped = Optional.empty();
        for (int from = 0; from < planned.size(); from += size) {
            List<Planned> block = planned.subList(from, Math.min(planned.size(), from + size));
            if (stopped.isPresent()) {
                block.forEach(one -> responses.add(Optional.empty()));
            } else {
                Optional<List<Running>> begun = advanced(
                        block.stream()
                                .<Supplier<Running>>map(one -> () -> new Running(one))
                                .toList(),
                        chains);
                stopped = begun.isEmpty() ? Optional.of(StopReason.TIME) : run(begun.get(), chains);
                responses.addAll(begun.map(running ->
                                running.stream().map(Running::response).toList())
                        .orElseGet(() -> Collections.nCopies(block.size(), Optional.empty())));
            }
        }
        return new Made(responses, stopped);
    }

    /**
     * As far as the next prompts; tools that chains use on the way work side by side.
     *
     * @return empty where time was over before all were there
     */
    private Optional<List<Running>> advanced(List<Supplier<Running>> steps, boolean chains) {
        return chains
                ? calls.work(steps)
                : Optional.of(steps.stream().map(Supplier::get).toList());
    }

    private Optional<StopReason> run(List<Running> running, boolean chains) {
        while (true) {
            List<Request> requests =
                    running.stream().flatMap(one -> one.requests().stream()).toList();
            if (requests.isEmpty()) {
                return Optional.empty();
            }
            Calls.Batch batch = calls.complete(requests);
            List<Running> waiting = running.stream().filter(Running::isWaiting).toList();
            List<Supplier<Running>> taking = new ArrayList<>();
            int from = 0;
            for (Running one : waiting) {
                int to = from + one.execution.calls().size();
                List<Optional<Journal.Entry>> own = batch.entries().subList(from, to);
                taking.add(() -> one.take(own));
                from = to;
            }
            boolean late = advanced(taking, chains).isEmpty();
            if (late) {
                waiting.forEach(Running::cut);
            }
            Optional<StopReason> stopped =
                    batch.stopped().or(() -> late ? Optional.of(StopReason.TIME) : Optional.empty());
            if (stopped.isPresent()) {
                return stopped;
            }
        }
    }

    /** One program on one example. */
    private final class Running {

        private final Planned planned;
        private final Execution execution;
        private final List<Journal.Entry> had = new ArrayList<>();
        private boolean drawn;
        private boolean cut;

        Running(Planned planned) {
            this.planned = planned;
            this.drawn = planned.from.isEmpty();
            this.execution = new Execution(planned.program, planned.example.allInputs(), instruments, planned.replaced);
        }

        List<Request> requests() {
            List<Execution.Call> waiting = execution.calls();
            drawn |= !waiting.isEmpty()
                    && planned.from.filter(waiting.getFirst().step()::equals).isPresent();
            return waiting.stream()
                    .map(call -> Answers.request(
                            call.prompt(),
                            call.inputs(),
                            planned.example.id(),
                            seed,
                            drawn ? planned.draw : 0,
                            calls.seatOf(planned.example)))
                    .toList();
        }

        boolean isWaiting() {
            return !execution.calls().isEmpty();
        }

        /** It has no answer. */
        void cut() {
            cut = true;
        }

        /** Goes on to the next prompt, by way of what is between. */
        Running take(List<Optional<Journal.Entry>> entries) {
            List<String> answers = new ArrayList<>();
            for (Optional<Journal.Entry> entry : entries) {
                if (entry.isEmpty()) {
                    cut = true;
                    execution.fail("the budget ended");
                    return this;
                }
                had.add(entry.get());
                switch (entry.get().reply()) {
                    case Journal.Reply.Answered answered ->
                        answers.add(answered.completion().text());
                    case Journal.Reply.Rejected rejected -> {
                        execution.fail("The model rejected the request of the step "
                                + execution.calls().getFirst().step() + ": " + rejected.reason());
                        return this;
                    }
                }
            }
            execution.answer(answers);
            return this;
        }

        Optional<Response> response() {
            if (cut || isWaiting()) {
                return Optional.empty();
            }
            if (!planned.program.isChain()) {
                return Optional.of(new Response(planned.example, had.getFirst(), List.of()));
            }
            Usage usage = had.stream().map(entry -> entry.reply().usage()).reduce(Usage.NONE, Usage::plus);
            return Optional.of(
                    new Response(planned.example, together(usage), usage, List.of(), execution.trace(), had.size()));
        }

        /** The calls taken together, as if one call had given the answer. */
        private Journal.Entry together(Usage usage) {
            Trace trace = execution.trace();
            Duration took = Duration.ZERO;
            Completion.Finish finish = Completion.Finish.STOP;
            for (Journal.Entry entry : had) {
                took = took.plus(entry.took());
                if (entry.reply() instanceof Journal.Reply.Answered answered) {
                    finish = answered.completion().finish();
                }
            }
            Journal.Reply reply = trace.failure().isPresent()
                    ? new Journal.Reply.Rejected(trace.failure().get())
                    : new Journal.Reply.Answered(new Completion(execution.text(), finish, usage, List.of()));
            return had.isEmpty()
                    ? new Journal.Entry("", Purpose.TASK, "", NO_CALL, reply, took, calls.elapsedAtLastReply())
                    : new Journal.Entry(
                            had.getLast().key(),
                            Purpose.TASK,
                            had.getLast().model(),
                            had.getLast().request(),
                            reply,
                            took,
                            had.getLast().elapsed());
        }
    }
}
