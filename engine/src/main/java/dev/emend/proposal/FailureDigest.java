package dev.emend.proposal;

import dev.emend.Excerpt;
import dev.emend.metric.Outcome;
import dev.emend.program.TextList;
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
 * last of its kind that is shown, or in a cluster that the digest states and the last request names. What was found in a group
 * goes on with the number of its failures.
 */
public final class FailureDigest {

    /** Characters of a request, of which most models read some thousand at once. */
    public static final int CHARACTERS = 6000;

    private static final int FEWEST_CHARACTERS = 3000;
    /** Of the mark of an excerpt. */
    private static final int MARK = 4;

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

    /**
     * Failures as they are analysed.
     *
     * @param texts of each group
     * @param counts failures of each group, with those that are like a shown one
     * @param shown failures that stand in a group
     * @param clusters of all others
     * @param untold failures of kinds of which none is shown
     */
    record Groups(List<List<String>> texts, List<Integer> counts, int shown, List<Cluster> clusters, int untold) {}

    private record Shown(String text, int alike) {}

    private record Finding(String text, int failures) {}

    private final String taskDescription;
    private final int characters;
    private final int ofAKind;
    private final int mostAnalyses;

    /**
     * @param taskDescription what the prompt is for; may be empty
     * @param characters of a request at most, its system message included; at least 3000
     */
    public FailureDigest(String taskDescription, int characters) {
        this(taskDescription, characters, SHOWN_OF_A_KIND, MOST_ANALYSES);
    }

    private FailureDigest(String taskDescription, int characters, int ofAKind, int mostAnalyses) {
        if (characters < FEWEST_CHARACTERS) {
            throw new IllegalArgumentException("a request needs at least " + FEWEST_CHARACTERS + " characters");
        }
        this.taskDescription = cut(taskDescription, FEWEST_CHARACTERS / 3);
        this.characters = characters;
        this.ofAKind = ofAKind;
        this.mostAnalyses = mostAnalyses;
    }

    /**
     * One that shows a failure of every kind, however many requests that takes.
     *
     * @param taskDescription what the prompt is for; may be empty
     * @param characters of a request at most, its system message included; at least 3000
     */
    public static FailureDigest ofEveryKind(String taskDescription, int characters) {
        return new FailureDigest(taskDescription, characters, 1, Integer.MAX_VALUE);
    }

    /** @param asking what the meta-model replies to each; one batch */
    public Digest of(List<Failure> failures, Function<List<Ask>, List<String>> asking) {
        return failures.isEmpty() ? new Digest(List.of(), 0, List.of(), 0) : of(grouped(failures), asking);
    }

    /** @param failures at least one */
    Groups grouped(List<Failure> failures) {
        Map<String, List<Failure>> kinds = new LinkedHashMap<>();
        failures.forEach(failure ->
                kinds.computeIfAbsent(failure.kind(), kind -> new ArrayList<>()).add(failure));
        List<Map.Entry<String, List<Failure>>> largestFirst = kinds.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Failure>> kind) ->
                        -kind.getValue().size()))
                .toList();
        List<Shown> shown = List.of();
        List<List<String>> groups = List.of();
        int some = ofAKind;
        int left = largestFirst.size();
        while (groups.isEmpty() || groups.size() > mostAnalyses) {
            if (!groups.isEmpty()) {
                // First fewer of each kind, then fewer kinds.
                left = some == 1 ? Math.max(1, left * mostAnalyses / groups.size() - 1) : left;
                some = 1;
            }
            shown = shown(largestFirst.subList(0, left), some);
            groups = groups(shown.stream().map(FailureDigest::line).toList(), room(ANALYSE), Integer.MAX_VALUE);
        }
        List<Cluster> clusters = new ArrayList<>();
        for (int i = 0; i < largestFirst.size(); i++) {
            int size = largestFirst.get(i).getValue().size();
            int hidden = i < left ? size - Math.min(some, size) : size;
            if (hidden > 0) {
                clusters.add(new Cluster(largestFirst.get(i).getKey(), hidden));
            }
        }
        int untold = largestFirst.subList(left, largestFirst.size()).stream()
                .mapToInt(kind -> kind.getValue().size())
                .sum();
        List<Integer> counts =
                summed(groups, shown.stream().map(one -> 1 + one.alike).toList());
        return new Groups(groups, counts, shown.size(), clusters, untold);
    }

    /** What the members of each group count together. */
    private static List<Integer> summed(List<List<String>> groups, List<Integer> counts) {
        List<Integer> sums = new ArrayList<>();
        int first = 0;
        for (List<String> group : groups) {
            sums.add(counts.subList(first, first + group.size()).stream()
                    .mapToInt(Integer::intValue)
                    .sum());
            first += group.size();
        }
        return sums;
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

    /** @param asking what the meta-model replies to each; one batch */
    Digest of(Groups groups, Function<List<Ask>, List<String>> asking) {
        List<Finding> findings = asked(groups.texts, groups.counts, ANALYSE, "", asking);
        int calls = findings.size();
        String rest = groups.untold == 0
                ? ""
                : "\n" + groups.untold + " more failures of other, rarer kinds are not among these.";
        while (findings.size() > 1) {
            List<List<String>> next = groups(
                    findings.stream()
                            .map(finding -> "From " + finding.failures + " failures:\n" + finding.text)
                            .toList(),
                    room(RECONCILE + rest),
                    Integer.MAX_VALUE);
            List<Integer> counts =
                    summed(next, findings.stream().map(Finding::failures).toList());
            calls += next.size();
            findings = asked(next, counts, RECONCILE, next.size() == 1 ? rest : "", asking);
        }
        List<String> rules = findings.stream()
                .flatMap(finding -> TextList.items(finding.text).stream())
                .toList();
        return new Digest(rules, groups.shown, groups.clusters, calls);
    }

    private List<Finding> asked(
            List<List<String>> groups,
            List<Integer> counts,
            String question,
            String rest,
            Function<List<Ask>, List<String>> asking) {
        List<Ask> asks = groups.stream()
                .map(group -> new Ask(
                        List.of(
                                new ChatMessage(Role.SYSTEM, SYSTEM),
                                new ChatMessage(Role.USER, head() + numbered(group) + question + rest)),
                        new Sampling(0, 1, MOST_TOKENS, List.of())))
                .toList();
        List<String> replies = asking.apply(asks);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            String reply = replies.get(i).replaceAll("`{3,}\\w*", " ").strip();
            // Where the meta-model says nothing, what it was shown goes on, shortened.
            String found = reply.isEmpty() ? String.join("\n", groups.get(i)) : reply;
            findings.add(new Finding(cut(found, LONGEST_FINDING), counts.get(i)));
        }
        return findings;
    }

    private String head() {
        return taskDescription.isBlank() ? "" : "The task: " + taskDescription.strip() + "\n\n";
    }

    static String numbered(List<String> texts) {
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
        return text.length() <= most ? text : Excerpt.of(text, most - MARK);
    }
}
