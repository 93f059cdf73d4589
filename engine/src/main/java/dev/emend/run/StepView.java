package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import dev.emend.program.Program;
import dev.emend.program.PromptStep;
import dev.emend.program.Trace;
import dev.emend.search.Downstream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Examples and outcomes of a chain as one of its steps sees them. */
final class StepView {

    /** With fewer examples of its own, a step is shown all. */
    private static final int TOO_FEW = 8;

    /**
     * An example as a step sees it.
     *
     * @param example with the step's inputs
     * @param original the chain's
     * @param element which visit of the step it is, from 0
     */
    record Shown(Example example, Example original, int element) {}

    private final Program program;
    private final Map<String, Set<String>> sources;
    private final String step;
    private final boolean answers;
    private final Map<String, Blame> blames;

    /** @param blames by example, for what the chain did that is searched from */
    StepView(Program program, String step, Map<String, Blame> blames) {
        this.program = program;
        this.sources = program.sources();
        this.step = step;
        this.answers = program.answers(step);
        this.blames = blames;
    }

    /**
     * The examples that can teach the step something: those that came out right and those whose failure it is blamed for. Where
     * the step does not write the final answer, its output is taken for the right one where the chain came out right with it,
     * and what rescued the chain in its place where something did.
     *
     * @param outcomes of the chain
     * @param traces of these
     */
    List<Shown> train(List<Outcome> outcomes, List<Trace> traces) {
        List<Shown> all = new ArrayList<>();
        List<Shown> own = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            Blame blame = blames.get(outcome.example().id());
            List<Shown> made = shown(outcome, traces.get(i));
            all.addAll(made);
            boolean right = outcome.score().value() >= 1;
            if (blame == null ? right : blame.step().equals(step)) {
                own.addAll(made);
            }
        }
        return own.size() < TOO_FEW ? all : own;
    }

    private List<Shown> shown(Outcome outcome, Trace trace) {
        Example original = outcome.example();
        List<Trace.Visit> visits = trace.of(step);
        List<Shown> shown = new ArrayList<>();
        for (int i = 0; i < visits.size(); i++) {
            Trace.Visit visit = visits.get(i);
            boolean right = outcome.score().value() >= 1;
            String expected = isWholeAnswer(step)
                    ? original.expected()
                    : right ? visit.output().strip() : rescue(original);
            shown.add(new Shown(
                    original.withId(visits.size() == 1 ? original.id() : original.id() + "#" + i)
                            .withInputs(visit.inputs())
                            .withExpected(expected),
                    original,
                    i));
        }
        return shown;
    }

    /** Whether the step's output can be the chain's answer as it stands. What a map writes for an element is a part of it. */
    private boolean isWholeAnswer(String name) {
        return program.answers(name)
                && program.all().stream()
                        .anyMatch(one -> one instanceof PromptStep && one.name().equals(name));
    }

    private String rescue(Example original) {
        return Optional.ofNullable(blames.get(original.id()))
                .filter(blame -> blame.step().equals(step))
                .flatMap(Blame::rescue)
                .orElse("");
    }

    /** What the step did on an example that it has not been shown in its own terms. */
    Outcome outcome(Example example, Outcome whole, Trace trace) {
        List<Trace.Visit> visits = trace.of(step);
        return visits.isEmpty()
                ? whole
                : outcome(seen(example, visits.getFirst(), step), visits.getFirst(), whole, answers);
    }

    /** @param blamed whether the blames are of this outcome */
    Outcome outcome(Shown shown, Outcome whole, Trace trace, boolean blamed) {
        List<Trace.Visit> visits = trace.of(step);
        if (shown.element() >= visits.size()) {
            return new Outcome(new Answer(shown.example(), "", whole.answer().effort(), List.of()), whole.score());
        }
        Outcome seen = outcome(shown.example(), visits.get(shown.element()), whole, answers);
        Blame blame = blames.get(shown.original().id());
        if (!blamed || blame == null) {
            return seen;
        }
        String whose = blame.step().equals(step)
                ? " This step is to blame: "
                : " Another step, " + blame.step() + ", is to blame: ";
        return new Outcome(
                seen.answer(),
                new Score(
                        seen.score().value(),
                        seen.score().feedback() + whose + blame.why(),
                        seen.score().parts()));
    }

    /** The prompts that worked on with what the step wrote, in the chain's order, as each saw it. */
    List<Downstream> downstream(Outcome whole, Trace trace) {
        Set<String> reached = new HashSet<>(Set.of(step));
        List<Downstream> later = new ArrayList<>();
        program.prompts().forEach((name, prompt) -> {
            Set<String> own = new TreeSet<>(sources.getOrDefault(name, Set.of()));
            own.retainAll(reached);
            List<Trace.Visit> visits = trace.of(name);
            if (own.isEmpty() || visits.isEmpty()) {
                return;
            }
            reached.add(name);
            boolean last = program.answers(name);
            later.add(Downstream.of(
                    name,
                    prompt,
                    own,
                    visits.stream()
                            .map(visit -> outcome(seen(whole.example(), visit, name), visit, whole, last))
                            .toList()));
        });
        return later;
    }

    /** An example as a visit of the step met it. */
    private Example seen(Example example, Trace.Visit visit, String name) {
        return example.withInputs(visit.inputs()).withExpected(isWholeAnswer(name) ? example.expected() : "");
    }

    private static Outcome outcome(Example example, Trace.Visit visit, Outcome whole, boolean answers) {
        Score score = whole.score();
        String form = visit.violation().map(what -> "Its answer " + what + ". ").orElse("");
        String feedback = answers
                ? score.feedback()
                : score.value() >= 1
                        ? "The chain came out right."
                        : "The chain went on to the final answer " + Quote.of(whole.output()) + ". " + score.feedback();
        return new Outcome(
                new Answer(
                        example,
                        visit.output(),
                        whole.answer().effort(),
                        whole.answer().judgements()),
                new Score(score.value(), form + feedback, score.parts()));
    }
}
