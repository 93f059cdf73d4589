package dev.emend.refine;

import dev.emend.Excerpt;
import dev.emend.data.Example;
import dev.emend.metric.Exhibit;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.proposal.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Critiques of scored answers: from the metrics' feedback, or asked of a model and read from its reply. */
final class Criticism {

    private static final int MOST_FINDINGS = 5;
    private static final int LONGEST = 600;
    private static final int LONGEST_EXHIBIT = 6000;
    private static final int CRITIQUE_TOKENS = 300;
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]{4,})\"");
    private static final Pattern FIELD =
            Pattern.compile("^[\\s*#>\\d.-]*(what|where|why|how)[\\s*]*:[\\s*]*(.+)$", Pattern.CASE_INSENSITIVE);

    private static final String EXAMINER = """
            You examine the answers of language models. You find what is wrong with them, and say it plainly and exactly.

            """ + Exhibit.NOTICE;

    private static final String FORM = """
            What is wrong with ANSWER? EVIDENCE is what was measured, and is right. Write at most three findings, the \
            worst first, each as four lines and nothing else:
            WHAT: what is wrong
            WHERE: the words of the answer that are wrong, or what is missing
            WHY: why that is wrong
            HOW: what to do about it""";

    private final Metric signal;

    Criticism(Metric signal) {
        this.signal = signal;
    }

    /** What the metrics say: one finding for each objective below the full score. */
    Critique byFeedback(Outcome outcome) {
        List<Finding> findings = new ArrayList<>();
        for (Metric objective : signal.objectives()) {
            Outcome own = signal.outcomes(objective, List.of(outcome)).getFirst();
            if (own.score().value() < 1 && findings.size() < MOST_FINDINGS) {
                findings.add(finding(objective.name(), own));
            }
        }
        if (findings.isEmpty()) {
            findings.add(finding(signal.name(), outcome));
        }
        return new Critique(Critic.FEEDBACK, findings);
    }

    private static Finding finding(String metric, Outcome outcome) {
        String feedback = outcome.score().feedback();
        List<String> quotes = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(feedback);
        while (quoted.find()) {
            if (outcome.output().contains(quoted.group(1))
                    && !outcome.output().strip().equals(quoted.group(1))) {
                quotes.add('"' + quoted.group(1) + '"');
            }
        }
        return new Finding(
                metric, Excerpt.of(feedback, LONGEST), Excerpt.of(String.join("; ", quotes), LONGEST), "", "");
    }

    /** What the critic is asked about an answer. */
    Ask question(Outcome outcome) {
        List<Exhibit> exhibits = new ArrayList<>();
        Example example = outcome.example();
        example.allInputs()
                .forEach((name, text) -> exhibits.add(
                        new Exhibit("INPUT " + name.toUpperCase(Locale.ROOT), Excerpt.of(text, LONGEST_EXHIBIT))));
        exhibits.add(new Exhibit("ANSWER", Excerpt.of(outcome.output(), LONGEST_EXHIBIT)));
        exhibits.add(new Exhibit("EVIDENCE", Excerpt.of(outcome.score().feedback(), LONGEST)));
        return new Ask(
                List.of(
                        new ChatMessage(Role.SYSTEM, EXAMINER),
                        new ChatMessage(Role.USER, Exhibit.fenced(exhibits) + "\n" + FORM)),
                new Sampling(0, 1, CRITIQUE_TOKENS, List.of()));
    }

    /** Reads the critic's reply; where it is not of the form, all of it is one finding, and where it is empty, the feedback. */
    Critique read(String reply, Outcome outcome) {
        List<Finding> findings = new ArrayList<>();
        String[] fields = {"", "", "", ""};
        for (String line : reply.lines().toList()) {
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                continue;
            }
            int place = List.of("what", "where", "why", "how")
                    .indexOf(field.group(1).toLowerCase(Locale.ROOT));
            if (place == 0) {
                add(findings, fields);
                fields = new String[] {"", "", "", ""};
            }
            fields[place] = Excerpt.of(field.group(2).strip(), LONGEST);
        }
        add(findings, fields);
        if (findings.isEmpty() && !reply.isBlank()) {
            findings.add(new Finding("critic", Excerpt.of(reply.strip(), LONGEST), "", "", ""));
        }
        return findings.isEmpty() ? byFeedback(outcome) : new Critique(Critic.MODEL, findings);
    }

    private static void add(List<Finding> findings, String[] fields) {
        if (!fields[0].isEmpty() && findings.size() < MOST_FINDINGS) {
            findings.add(new Finding("critic", fields[0], fields[1], fields[2], fields[3]));
        }
    }
}
