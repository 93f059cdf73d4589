package dev.emend.run;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.metric.Outcome;
import dev.emend.program.Program;
import dev.emend.program.Step;
import dev.emend.program.ToolStep;
import dev.emend.program.Trace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Failures of a chain in which a tool failed. Where the tool was given the answer of a prompt, that prompt may be to blame; where it was
 * given none, no prompt can mend it.
 */
final class ToolFaults {

    private final Set<String> tools;
    private final Map<String, Set<String>> sources;
    private final Function<Outcome, Trace> traces;

    /** @param traces what happened in an outcome */
    ToolFaults(Program program, Function<Outcome, Trace> traces) {
        this.tools = program.all().stream()
                .filter(ToolStep.class::isInstance)
                .map(Step::name)
                .collect(Collectors.toSet());
        this.sources = program.sources();
        this.traces = traces;
    }

    /** The tool that failed and ended the chain, if one did. */
    private Optional<Trace.Visit> fault(Outcome outcome) {
        Trace trace = traces.apply(outcome);
        return trace.failure().isEmpty() || trace.visits().isEmpty()
                ? Optional.empty()
                : Optional.of(trace.visits().getLast())
                        .filter(visit -> tools.contains(visit.step())
                                && visit.violation().isPresent());
    }

    /** Of the prompts whose words came to the tool that failed, the one that spoke last. */
    Optional<Blame> blame(Outcome outcome) {
        return fault(outcome)
                .flatMap(visit -> writer(outcome, visit)
                        .map(step -> Blame.of(
                                step,
                                Blame.Evidence.CONTRACT,
                                "The tool of the step " + visit.step() + " failed on its answer: "
                                        + outcome.score().feedback())));
    }

    private Optional<String> writer(Outcome outcome, Trace.Visit visit) {
        Set<String> read = sources.getOrDefault(visit.step(), Set.of());
        return traces.apply(outcome).visits().reversed().stream()
                .map(Trace.Visit::step)
                .filter(read::contains)
                .findFirst();
    }

    /** Whether a tool failed that was given nothing that a prompt wrote. */
    boolean isOwn(Outcome outcome) {
        return fault(outcome).isPresent() && blame(outcome).isEmpty();
    }

    /** What a reader must know; empty where no tool failed. */
    Optional<String> note(List<Outcome> outcomes) {
        List<Outcome> failed =
                outcomes.stream().filter(outcome -> fault(outcome).isPresent()).toList();
        long own = failed.stream().filter(this::isOwn).count();
        return failed.isEmpty()
                ? Optional.empty()
                : Optional.of("On " + failed.size() + " of " + outcomes.size()
                        + " train examples a tool failed, such as: "
                        + failed.getFirst().score().feedback()
                        + (own == 0
                                ? ""
                                : " It was given no prompt's answer on " + own + ", which no prompt can mend."));
    }

    /**
     * Looks whether the chain gets past its tools at all.
     *
     * @throws InvalidInputException where one that is given no prompt's answer failed on every example
     */
    void requireSomeToWork(List<Outcome> outcomes) {
        if (!outcomes.isEmpty() && outcomes.stream().allMatch(this::isOwn)) {
            Outcome first = outcomes.getFirst();
            throw new InvalidInputException(
                    "the tool of the step \"" + fault(first).orElseThrow().step() + "\" fails on all " + outcomes.size()
                            + " examples that the chain was run on: "
                            + first.score().feedback(),
                    Where.NOWHERE,
                    "its command or its interface has changed: mend it, and begin a new run.");
        }
    }
}
