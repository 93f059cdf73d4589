package dev.emend.strategy;

import dev.emend.Fingerprint;
import dev.emend.evaluation.Estimate;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Models;
import dev.emend.run.Run;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import dev.emend.run.ScriptedModel;
import dev.emend.run.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The course of a run in lines: what happened, in order, and before it what the meta-model and judges were asked for it. Prompts and
 * questions are there by the first digits of their fingerprints; those of one batch, which come in no order, share a line.
 */
final class GoldenTrace {

    private static final int DIGITS = 8;

    private final Task task;
    private final ConcurrentLinkedQueue<Request> asked = new ConcurrentLinkedQueue<>();
    private final List<Moment> moments = new ArrayList<>();

    /** @param asked since the moment before */
    private record Moment(List<Request> asked, RunEvent event) {}

    private GoldenTrace(Task task) {
        this.task = task;
    }

    static String of(Task task, Function<Request, String> script) {
        return new GoldenTrace(task).run(script);
    }

    private String run(Function<Request, String> script) {
        ScriptedModel model = new ScriptedModel(request -> {
            asked.add(request);
            return script.apply(request);
        });
        RunResult result = new Run(task, Models.local(model), new InMemoryJournal()).execute(this::happened);
        return moments.stream()
                .flatMap(moment ->
                        Stream.concat(questions(moment.asked), line(moment.event, result.candidates()).stream()))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private void happened(RunEvent event) {
        if (!(event instanceof RunEvent.Called)) {
            List<Request> before = new ArrayList<>();
            for (Request next = asked.poll(); next != null; next = asked.poll()) {
                before.add(next);
            }
            moments.add(new Moment(before, event));
        }
    }

    private static Stream<String> questions(List<Request> asked) {
        return Stream.of(Purpose.META, Purpose.JUDGE).flatMap(purpose -> {
            List<String> prints = asked.stream()
                    .filter(request -> request.purpose() == purpose)
                    .map(GoldenTrace::print)
                    .sorted()
                    .toList();
            Fingerprint batch = Fingerprint.of("batch");
            prints.forEach(batch::add);
            return prints.isEmpty()
                    ? Stream.empty()
                    : Stream.of("  ? " + prints.size() + " " + purpose.name().toLowerCase(Locale.ROOT)
                            + marked(batch.hex()));
        });
    }

    private static String print(Request request) {
        Fingerprint print = Fingerprint.of("question");
        request.messages().forEach(message -> print.add(message.role().label()).add(message.content()));
        return print.hex();
    }

    private static String marked(String print) {
        return " #" + print.substring(0, DIGITS);
    }

    private static Optional<String> line(RunEvent event, List<RunResult.CandidateRecord> candidates) {
        return switch (event) {
            case RunEvent.Called called -> Optional.empty();
            case RunEvent.Started started -> Optional.of(started.task() + " by " + started.strategy());
            case RunEvent.PhaseStarted phase -> Optional.of(phase.phase());
            case RunEvent.Proposed proposed ->
                Optional.of("  + " + proposed.candidate() + " from " + proposed.parents() + " by " + proposed.operator()
                        + ": " + proposed.hypothesis()
                        + marked(candidates.get(proposed.candidate()).prompt().fingerprint()));
            case RunEvent.Refused refused ->
                Optional.of("  x " + refused.refusal().rule());
            case RunEvent.Scored scored -> Optional.of("  = " + scored.candidate() + " " + text(scored.estimate()));
            case RunEvent.Dropped dropped -> Optional.of("  - " + dropped.candidate() + " " + dropped.why());
            case RunEvent.Leading leading -> Optional.of("  ! " + leading.candidate() + " " + text(leading.estimate()));
            case RunEvent.SearchEnded ended ->
                Optional.of(ended.reason().label() + " after " + ended.spend().calls() + " calls");
            case RunEvent.Finished finished ->
                Optional.of(finished.result().verdict().label() + ": "
                        + finished.result().explanation());
        };
    }

    private static String text(Estimate estimate) {
        return String.format(Locale.ROOT, "%.3f on %d", estimate.value(), estimate.n());
    }
}
