package dev.emend.run;

import dev.emend.metric.Outcome;
import dev.emend.metric.Quote;
import dev.emend.program.OutputType;
import dev.emend.program.Program;
import dev.emend.program.PromptStep;
import dev.emend.program.Step;
import dev.emend.program.Trace;
import dev.emend.search.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts each failure of a chain down to one of its prompts, by the strongest evidence there is: an output that is not in its form,
 * or on which a tool fails; then a step whose input does better than its output; then the word of the meta-model, which reads what each step did, several
 * failures in a request; and where all of that is silent, the prompt that wrote the answer.
 *
 * <p>The second is an experiment: steps that write free text for later ones are left out, one at a time, and the chain goes on
 * with what the step was given. Where that comes out right, the step has lost what was needed.
 */
final class StepBlame {

    private static final int MOST_BYPASSED = 40;
    /** Of the calls that are left. */
    private static final double BYPASS_SHARE = 0.15;

    /** Of what a failure leaves to be gained, what a bypass must gain. */
    private static final double RESCUED = 0.5;

    private final Session session;
    private final Candidate base;
    private final Program program;
    private final List<String> prompts;

    StepBlame(Session session, Candidate base) {
        this.session = session;
        this.base = base;
        this.program = base.program();
        this.prompts = List.copyOf(program.prompts().keySet());
    }

    /** @return by example, in the failures' order; without those of a tool that no prompt can mend */
    Map<String, Blame> of(List<Outcome> failures) {
        Map<String, Blame> blames = new LinkedHashMap<>();
        ToolFaults tools = new ToolFaults(program, this::trace);
        for (Outcome failure : failures) {
            byForm(failure, blames);
            tools.blame(failure)
                    .ifPresent(blame -> blames.putIfAbsent(failure.example().id(), blame));
        }
        List<Outcome> open =
                failures.stream().filter(failure -> !tools.isOwn(failure)).toList();
        byBypass(without(open, blames), blames);
        if (prompts.size() > 1) {
            new BlameCritique(session, base).of(without(open, blames)).forEach(blames::putIfAbsent);
        }
        for (Outcome failure : without(open, blames)) {
            blames.put(
                    failure.example().id(),
                    Blame.of(last(failure), Blame.Evidence.LAST, failure.score().feedback()));
        }
        Map<String, Blame> ordered = new LinkedHashMap<>();
        failures.forEach(failure -> {
            Blame blame = blames.get(failure.example().id());
            if (blame != null) {
                ordered.put(failure.example().id(), blame);
            }
        });
        return ordered;
    }

    private static List<Outcome> without(List<Outcome> failures, Map<String, Blame> blames) {
        return failures.stream()
                .filter(failure -> !blames.containsKey(failure.example().id()))
                .toList();
    }

    private Trace trace(Outcome outcome) {
        return session.trace(base, outcome.example());
    }

    private String last(Outcome failure) {
        return trace(failure).visits().reversed().stream()
                .map(Trace.Visit::step)
                .filter(prompts::contains)
                .findFirst()
                .orElse(prompts.getLast());
    }

    private void byForm(Outcome failure, Map<String, Blame> blames) {
        trace(failure).visits().stream()
                .filter(visit -> visit.violation().isPresent() && prompts.contains(visit.step()))
                .findFirst()
                .ifPresent(visit -> blames.put(
                        failure.example().id(),
                        Blame.of(
                                visit.step(),
                                Blame.Evidence.CONTRACT,
                                "Its answer " + visit.violation().orElseThrow() + ": " + Quote.of(visit.output())
                                        + ".")));
    }

    /** @param input of the step, which stands for its output */
    private record Bypass(Outcome failure, String step, String input) {}

    private void byBypass(List<Outcome> failures, Map<String, Blame> blames) {
        List<Bypass> bypasses = new ArrayList<>();
        List<Stages.Planned> planned = new ArrayList<>();
        double affordable = BYPASS_SHARE * session.singleCallsLeft();
        double cost = 0;
        for (Outcome failure : failures.subList(0, Math.min(MOST_BYPASSED, failures.size()))) {
            for (Step step : program.all()) {
                List<Trace.Visit> visits = trace(failure).of(step.name());
                if (!canBeLeftOut(step) || visits.size() != 1) {
                    continue;
                }
                String input = String.join("\n", visits.getFirst().inputs().values());
                // What comes before the step is in the journal.
                cost += Math.max(1, program.calls() - 1) + session.questionsEach();
                if (cost <= affordable && !input.equals(visits.getFirst().output())) {
                    bypasses.add(new Bypass(failure, step.name(), input));
                    planned.add(new Stages.Planned(
                            program, failure.example(), 0, Optional.empty(), Map.of(step.name(), input)));
                }
            }
        }
        List<Session.Traced> made = session.made(Collections.nCopies(planned.size(), base), planned);
        for (int i = 0; i < made.size(); i++) {
            Bypass bypass = bypasses.get(i);
            double before = bypass.failure().score().value();
            double after = made.get(i).outcome().score().value();
            if (after - before >= RESCUED * (1 - before)) {
                blames.putIfAbsent(
                        bypass.failure().example().id(),
                        new Blame(
                                bypass.step(),
                                Blame.Evidence.BYPASS,
                                "Given this step's input in place of its answer, the chain comes out right. The answer lacks"
                                        + " what the later steps need.",
                                Optional.of(bypass.input())));
            }
        }
    }

    private boolean canBeLeftOut(Step step) {
        return step instanceof PromptStep prompt
                && prompt.type().equals(OutputType.TEXT)
                && !program.answers(step.name());
    }
}
