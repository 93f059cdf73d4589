package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.metric.Outcome;
import dev.emend.metric.Quote;
import dev.emend.program.MapStep;
import dev.emend.program.OutputType;
import dev.emend.program.Program;
import dev.emend.program.PromptStep;
import dev.emend.program.Step;
import dev.emend.program.Trace;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.proposal.Ask;
import dev.emend.proposal.FailureDigest;
import dev.emend.search.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts each failure of a chain down to one of its prompts, by the strongest evidence there is: an output that is not in its form;
 * then a step whose input does better than its output; then the word of the meta-model, which reads what each step did, several
 * failures in a request; and where all of that is silent, the prompt that wrote the answer.
 *
 * <p>The second is an experiment: steps that write free text for later ones are left out, one at a time, and the chain goes on
 * with what the step was given. Where that comes out right, the step has lost what was needed.
 */
final class StepBlame {

    private static final int MOST_BYPASSED = 40;
    /** Of the calls that are left. */
    private static final double BYPASS_SHARE = 0.15;

    private static final int FAILURES_IN_A_REQUEST = 6;
    private static final int CHARACTERS = 5000;
    private static final int LONGEST_FAILURE = 2000;
    private static final int TOKENS_OF_A_FAILURE = 60;
    private static final int LONGEST_REASON = 300;
    /** Of what a failure leaves to be gained, what a bypass must gain. */
    private static final double RESCUED = 0.5;

    private static final String SYSTEM =
            "You find out which step of a chain of prompts for language models is the cause of a wrong answer.";

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

    /** @return by example, in the failures' order */
    Map<String, Blame> of(List<Outcome> failures) {
        Map<String, Blame> blames = new LinkedHashMap<>();
        failures.forEach(failure -> byForm(failure, blames));
        byBypass(without(failures, blames), blames);
        byCritique(without(failures, blames), blames);
        for (Outcome failure : without(failures, blames)) {
            blames.put(
                    failure.example().id(),
                    new Blame(last(failure), Blame.Evidence.LAST, failure.score().feedback()));
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
                        new Blame(
                                visit.step(),
                                Blame.Evidence.CONTRACT,
                                "Its answer " + visit.violation().orElseThrow() + ": " + Quote.of(visit.output()) + ".")));
    }

    private record Bypass(Outcome failure, String step) {}

    private void byBypass(List<Outcome> failures, Map<String, Blame> blames) {
        List<Bypass> bypasses = new ArrayList<>();
        List<Stages.Planned> planned = new ArrayList<>();
        double affordable = BYPASS_SHARE * session.callsLeft();
        long cost = 0;
        for (Outcome failure : failures.subList(0, Math.min(MOST_BYPASSED, failures.size()))) {
            for (Step step : program.all()) {
                List<Trace.Visit> visits = trace(failure).of(step.name());
                if (!canBeLeftOut(step) || visits.size() != 1) {
                    continue;
                }
                String input = String.join("\n", visits.getFirst().inputs().values());
                // What comes before the step is in the journal.
                cost += Math.max(1, program.calls() - 1);
                if (cost <= affordable && !input.equals(visits.getFirst().output())) {
                    bypasses.add(new Bypass(failure, step.name()));
                    planned.add(new Stages.Planned(
                            program, failure.example(), 0, Optional.empty(), Map.of(step.name(), input)));
                }
            }
        }
        List<Session.Traced> made = session.made(planned);
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
                                        + " what the later steps need."));
            }
        }
    }

    private boolean canBeLeftOut(Step step) {
        return step instanceof PromptStep prompt
                && prompt.type().equals(OutputType.TEXT)
                && !program.answers(step.name());
    }

    private void byCritique(List<Outcome> failures, Map<String, Blame> blames) {
        if (prompts.size() < 2 || failures.isEmpty()) {
            return;
        }
        List<List<String>> groups = FailureDigest.groups(
                failures.stream().map(this::shown).toList(), CHARACTERS, FAILURES_IN_A_REQUEST);
        List<String> replies = session.ask(groups.stream().map(this::ask).toList());
        Pattern line = Pattern.compile(
                "(?mi)^\\W*(\\d+)\\W+(?:step\\W+)?("
                        + prompts.stream()
                                .sorted(Comparator.comparingInt(name -> -name.length()))
                                .map(Pattern::quote)
                                .collect(Collectors.joining("|"))
                        + ")\\b\\W*(.*)$");
        int first = 0;
        for (int i = 0; i < groups.size(); i++) {
            Matcher found = line.matcher(replies.get(i));
            while (found.find()) {
                int number = found.group(1).length() > 4 ? 0 : Integer.parseInt(found.group(1));
                if (number >= 1 && number <= groups.get(i).size()) {
                    Outcome failure = failures.get(first + number - 1);
                    blames.putIfAbsent(
                            failure.example().id(),
                            new Blame(named(found.group(2)), Blame.Evidence.CRITIQUE, reason(found.group(3), failure)));
                }
            }
            first += groups.get(i).size();
        }
    }

    private String named(String written) {
        return prompts.stream().filter(written::equalsIgnoreCase).findFirst().orElseThrow();
    }

    private static String reason(String said, Outcome failure) {
        String text = said.strip();
        if (text.isEmpty()) {
            return failure.score().feedback();
        }
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + " […]";
    }

    /** What each step did, and what the chain should have answered. */
    private String shown(Outcome failure) {
        StringBuilder text = new StringBuilder();
        failure.example()
                .inputs()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(Quote.of(value)).append('\n'));
        for (Trace.Visit visit : trace(failure).visits()) {
            text.append("   step ")
                    .append(visit.step())
                    .append(" wrote: ")
                    .append(Quote.of(visit.output()))
                    .append('\n');
        }
        Example example = failure.example();
        if (!example.expected().isEmpty()) {
            text.append("   right answer: ").append(Quote.of(example.expected())).append('\n');
        }
        text.append("   feedback: ").append(Quote.of(failure.score().feedback()));
        return text.length() <= LONGEST_FAILURE ? text.toString() : text.substring(0, LONGEST_FAILURE) + " […]";
    }

    private Ask ask(List<String> failures) {
        StringBuilder text = new StringBuilder();
        if (!session.description().isBlank()) {
            text.append("The task: ").append(session.description().strip()).append("\n\n");
        }
        text.append("A chain of steps does it:\n");
        program.outline().forEach(line -> text.append("- ").append(line).append('\n'));
        for (Step step : program.all()) {
            switch (step) {
                case PromptStep prompt -> instruction(text, step.name(), prompt.prompt().instruction().source());
                case MapStep map -> instruction(text, step.name(), map.prompt().instruction().source());
                default -> {}
            }
        }
        text.append("\nThese came out wrong:\n\n");
        for (int i = 0; i < failures.size(); i++) {
            text.append(i + 1).append(". ").append(failures.get(i)).append("\n\n");
        }
        text.append("For each of them write one line: its number, the step that is to blame (")
                .append(String.join(" or ", prompts))
                .append("), and in a short sentence what that step did wrong. Like this:\n1 | ")
                .append(prompts.getFirst())
                .append(" | it left out what the message asks for\nTo blame is the first step after which the right answer"
                        + " could not be found any more.");
        return new Ask(
                List.of(new ChatMessage(Role.SYSTEM, SYSTEM), new ChatMessage(Role.USER, text.toString())),
                new Sampling(0, 1, 40 + TOKENS_OF_A_FAILURE * failures.size(), List.of()));
    }

    private static void instruction(StringBuilder text, String step, String source) {
        text.append("The instruction of ").append(step).append(": ").append(Quote.of(source)).append('\n');
    }
}
