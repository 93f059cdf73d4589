package dev.emend.proposal;

import dev.emend.metric.Outcome;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Draws rules from any number of failures, by requests of bounded length: groups of failures are analysed, each in a request of
 * its own; what was found is reconciled, group by group, until one text is left.
 *
 * <p>No failure gets lost unsaid. Each is shown in exactly one request, or is alike others that are, and is counted: with the
 * last of its kind that is shown, or in a cluster that the digest states and the last request names.
 */
public final class FailureDigest {

    /** Characters of a request, of which most models read some thousand at once. */
    public static final int CHARACTERS = 6000;

    private static final int FEWEST_CHARACTERS = 3000;
    private static final int MOST_ANALYSES = 24;
    private static final int SHOWN_OF_A_KIND = 3;
    private static final int LONGEST_FINDING = 600;
    private static final int MOST_TOKENS = 200;
    private static final String SYSTEM =
            "You find out why a prompt for a language model fails, and say what would mend it.";
    private static final String ANALYSE =
            "What do these failures have in common? Write at most four rules, one a line, that"
                    + " would prevent them. General rules; do not copy the inputs.";
    private static final String RECONCILE =
            "Make one list of these: at most five rules, one a line, the most important first."
                    + " Merge what says the same; where two contradict each other, keep the one that concerns more failures.";

    /**
     * A failure as it is shown.
     *
     * @param text what happened
     * @param kind failures of one kind are alike; a few of them are shown
     */
    public record Failure(String text, String kind) {

        /** An answer with what the metric says of it; alike are those of which it says the same but for numbers. */
        public static Failure of(Outcome outcome) {
            StringBuilder text = new StringBuilder();
            outcome.example()
                    .inputs()
                    .forEach((name, value) -> text.append(name)
                            .append(": ")
                            .append(InstructionRequest.shortened(value))
                            .append('\n'));
            String feedback = InstructionRequest.shortened(outcome.score().feedback());
            text.append("answer: ")
                    .append(InstructionRequest.shortened(outcome.output().strip()))
                    .append("\nfeedback: ")
                    .append(feedback);
            return new Failure(
                    text.toString(), feedback.toLowerCase(Locale.ROOT).replaceAll("\\d+", "#"));
        }
    }

    /** Failures of a kind that are counted and not shown. */
    public record Cluster(String kind, int failures) {}

    /**
     * What was learnt.
     *
     * @param rules one a line, the most important first; empty where the meta-model said nothing
     * @param shown failures that stood in a request
     * @param clusters of all others
     * @param calls to the meta-model
     */
    public record Digest(List<String> rules, int shown, List<Cluster> clusters, int calls) {

        public Digest {
            rules = List.copyOf(rules);
            clusters = List.copyOf(clusters);
        }

        /** All failures: shown, and counted. */
        public int failures() {
            return shown + clusters.stream().mapToInt(Cluster::failures).sum();
        }
    }

    private record Shown(String text, int alike) {}

    private final String taskDescription;
    private final int characters;

    /**
     * @param taskDescription what the prompt is for; may be empty
     * @param characters of a request at most, its system message included; at least 3000
     */
    public FailureDigest(String taskDescription, int characters) {
        if (characters < FEWEST_CHARACTERS) {
            throw new IllegalArgumentException("a request needs at least " + FEWEST_CHARACTERS + " characters");
        }
        this.taskDescription = cut(taskDescription, FEWEST_CHARACTERS / 3);
        this.characters = characters;
    }

    /** @param asking what the meta-model replies to each; one batch */
    public Digest of(List<Failure> failures, Function<List<Ask>, List<String>> asking) {
        if (failures.isEmpty()) {
            return new Digest(List.of(), 0, List.of(), 0);
        }
        Map<String, List<Failure>> kinds = new LinkedHashMap<>();
        failures.forEach(failure ->
                kinds.computeIfAbsent(failure.kind(), kind -> new ArrayList<>()).add(failure));
        List<Map.Entry<String, List<Failure>>> largestFirst = kinds.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Failure>> kind) ->
                        -kind.getValue().size()))
                .toList();
        List<Shown> shown = new ArrayList<>();
        List<List<String>> groups = List.of();
        int ofAKind = SHOWN_OF_A_KIND;
        int left = largestFirst.size();
        while (groups.isEmpty() || groups.size() > MOST_ANALYSES) {
            if (!groups.isEmpty()) {
                // First fewer of each kind, then fewer kinds.
                left = ofAKind == 1 ? Math.max(1, left * MOST_ANALYSES / groups.size() - 1) : left;
                ofAKind = 1;
            }
            shown = shown(largestFirst.subList(0, left), ofAKind);
            groups = groups(shown.stream().map(FailureDigest::line).toList(), room(ANALYSE), Integer.MAX_VALUE);
        }
        List<Cluster> clusters = new ArrayList<>();
        for (int i = 0; i < largestFirst.size(); i++) {
            int size = largestFirst.get(i).getValue().size();
            int hidden = i < left ? size - Math.min(ofAKind, size) : size;
            if (hidden > 0) {
                clusters.add(new Cluster(largestFirst.get(i).getKey(), hidden));
            }
        }
        int untold = largestFirst.subList(left, largestFirst.size()).stream()
                .mapToInt(kind -> kind.getValue().size())
                .sum();
        return reduced(groups, shown.size(), clusters, untold, asking);
    }

    private static List<Shown> shown(List<Map.Entry<String, List<Failure>>> kinds, int ofAKind) {
        List<Shown> shown = new ArrayList<>();
        for (Map.Entry<String, List<Failure>> kind : kinds) {
            List<Failure> alike = kind.getValue();
            int some = Math.min(ofAKind, alike.size());
            for (int i = 0; i < some; i++) {
                shown.add(new Shown(alike.get(i).text(), i == some - 1 ? alike.size() - some : 0));
            }
        }
        return shown;
    }

    private static String line(Shown shown) {
        return cut(shown.text, 1200)
                + (shown.alike > 0 ? "\n(" + shown.alike + " more failures are like this one)" : "");
    }

    private Digest reduced(
            List<List<String>> groups,
            int shown,
            List<Cluster> clusters,
            int untold,
            Function<List<Ask>, List<String>> asking) {
        List<String> findings = asked(groups, ANALYSE, "", asking);
        int calls = groups.size();
        String rest = untold == 0 ? "" : "\n" + untold + " more failures of other, rarer kinds are not among these.";
        while (findings.size() > 1) {
            List<List<String>> next = groups(findings, room(RECONCILE + rest), Integer.MAX_VALUE);
            calls += next.size();
            findings = asked(next, RECONCILE, next.size() == 1 ? rest : "", asking);
        }
        List<String> rules = findings.stream()
                .flatMap(String::lines)
                .map(line -> line.strip().replaceFirst("^(?:[-*•]|\\d{1,2}[.)])\\s+", ""))
                .filter(line -> !line.isEmpty())
                .toList();
        return new Digest(rules, shown, clusters, calls);
    }

    private List<String> asked(
            List<List<String>> groups, String question, String rest, Function<List<Ask>, List<String>> asking) {
        List<Ask> asks = groups.stream()
                .map(group -> new Ask(
                        List.of(
                                new ChatMessage(Role.SYSTEM, SYSTEM),
                                new ChatMessage(Role.USER, head() + numbered(group) + question + rest)),
                        new Sampling(0, 1, MOST_TOKENS, List.of())))
                .toList();
        List<String> replies = asking.apply(asks);
        List<String> findings = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            String reply = replies.get(i).replaceAll("`{3,}\\w*", " ").strip();
            // Where the meta-model says nothing, what it was shown goes on, shortened.
            findings.add(cut(reply.isEmpty() ? String.join("\n", groups.get(i)) : reply, LONGEST_FINDING));
        }
        return findings;
    }

    private String head() {
        return taskDescription.isBlank() ? "" : "The task: " + taskDescription.strip() + "\n\n";
    }

    private static String numbered(List<String> texts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            text.append(i + 1).append(". ").append(texts.get(i)).append("\n\n");
        }
        return text.toString();
    }

    private int room(String question) {
        return characters - SYSTEM.length() - head().length() - question.length();
    }

    /**
     * Texts in as few groups as hold them, in order. A text that is longer than a group may be is cut.
     *
     * @param room characters of a group, of which each text takes ten more than it has
     * @param most texts of a group
     */
    public static List<List<String>> groups(List<String> texts, int room, int most) {
        List<List<String>> groups = new ArrayList<>();
        List<String> group = new ArrayList<>();
        int used = 0;
        for (String whole : texts) {
            String text = cut(whole, room - 20);
            if (!group.isEmpty() && (used + text.length() + 10 > room || group.size() == most)) {
                groups.add(List.copyOf(group));
                group.clear();
                used = 0;
            }
            group.add(text);
            used += text.length() + 10;
        }
        if (!group.isEmpty()) {
            groups.add(List.copyOf(group));
        }
        return groups;
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 4) + " […]";
    }
}
