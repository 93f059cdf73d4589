package dev.emend.run;

import dev.emend.Excerpt;
import dev.emend.data.Example;
import dev.emend.metric.Outcome;
import dev.emend.metric.Quote;
import dev.emend.program.Program;
import dev.emend.program.Trace;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.proposal.Ask;
import dev.emend.proposal.FailureDigest;
import dev.emend.search.Candidate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Has the meta-model say which step is to blame for a failure, and why: it reads what each step wrote, several failures in a
 * request of bounded length, and replies with a line for each.
 */
final class BlameCritique {

    private static final int FAILURES_IN_A_REQUEST = 6;
    private static final int CHARACTERS = 5000;
    private static final int LONGEST_FAILURE = 2000;
    private static final int TOKENS_OF_A_FAILURE = 60;
    private static final int LONGEST_REASON = 300;
    private static final String SYSTEM =
            "You find out which step of a chain of prompts for language models is the cause of a wrong answer.";

    private final Session session;
    private final Candidate base;
    private final Program program;
    private final Map<String, Prompt> instructions;
    private final List<String> prompts;

    BlameCritique(Session session, Candidate base) {
        this.session = session;
        this.base = base;
        this.program = base.program();
        this.instructions = program.prompts();
        this.prompts = List.copyOf(instructions.keySet());
    }

    /** @return by example; those that the reply names no step for are left out, and so is a step that the chain did not come to */
    Map<String, Blame> of(List<Outcome> failures) {
        Map<String, Blame> blames = new LinkedHashMap<>();
        List<List<String>> groups =
                FailureDigest.groups(failures.stream().map(this::shown).toList(), CHARACTERS, FAILURES_IN_A_REQUEST);
        List<String> replies = session.ask(groups.stream().map(this::ask).toList());
        Pattern line = Pattern.compile("(?mi)^\\W*(\\d+)\\W+(?:step\\W+)?("
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
                    String step = named(found.group(2));
                    if (!session.trace(base, failure.example()).of(step).isEmpty()) {
                        blames.putIfAbsent(
                                failure.example().id(),
                                Blame.of(step, Blame.Evidence.CRITIQUE, reason(found.group(3), failure)));
                    }
                }
            }
            first += groups.get(i).size();
        }
        return blames;
    }

    private String named(String written) {
        return prompts.stream().filter(written::equalsIgnoreCase).findFirst().orElseThrow();
    }

    private static String reason(String said, Outcome failure) {
        String text = said.strip();
        if (text.isEmpty()) {
            return failure.score().feedback();
        }
        return Excerpt.of(text, LONGEST_REASON);
    }

    /** What each step did, and what the chain should have answered. */
    private String shown(Outcome failure) {
        StringBuilder text = new StringBuilder();
        failure.example()
                .allInputs()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(Quote.of(value)).append('\n'));
        for (Trace.Visit visit : session.trace(base, failure.example()).visits()) {
            text.append("   step ")
                    .append(visit.step())
                    .append(" wrote: ")
                    .append(Quote.of(visit.output()))
                    .append('\n');
        }
        Example example = failure.example();
        if (!example.expected().isEmpty()) {
            text.append("   right answer: ")
                    .append(Quote.of(example.expected()))
                    .append('\n');
        }
        text.append("   feedback: ").append(Quote.of(failure.score().feedback()));
        return Excerpt.of(text.toString(), LONGEST_FAILURE);
    }

    private Ask ask(List<String> failures) {
        StringBuilder text = new StringBuilder();
        if (!session.description().isBlank()) {
            text.append("The task: ").append(session.description().strip()).append("\n\n");
        }
        text.append("A chain of steps does it:\n");
        program.outline().forEach(line -> text.append("- ").append(line).append('\n'));
        instructions.forEach((step, prompt) -> text.append("The instruction of ")
                .append(step)
                .append(": ")
                .append(Quote.of(prompt.instruction().source()))
                .append('\n'));
        text.append("\nThese came out wrong:\n\n");
        for (int i = 0; i < failures.size(); i++) {
            text.append(i + 1).append(". ").append(failures.get(i)).append("\n\n");
        }
        text.append("For each of them write one line: its number, the step that is to blame (")
                .append(String.join(" or ", prompts))
                .append("), and in a short sentence what that step did wrong. Like this:\n1 | ")
                .append(prompts.getFirst())
                .append(
                        " | it left out what the message asks for\nTo blame is the first step after which the right answer"
                                + " could not be found any more.");
        return new Ask(
                List.of(new ChatMessage(Role.SYSTEM, SYSTEM), new ChatMessage(Role.USER, text.toString())),
                new Sampling(0, 1, 40 + TOKENS_OF_A_FAILURE * failures.size(), List.of()));
    }
}
