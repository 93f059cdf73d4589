package dev.emend.metric.grounding;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Options;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Whether an answer's sentences cite passages that exist and that support them. After ALCE (Gao et al., "Enabling Large
 * Language Models to Generate Text with Citations", 2023), with {@link LexicalSupport} in the place of its entailment
 * model: recall is the share of the sentences that the passages they cite support together; precision is the share of the
 * citations whose passage exists and supports its sentence, alone or so that the others do not without it. The value is
 * the F1 of the two.
 *
 * @param pattern of a citation; the numbers within its first group, or within all of it, are what is cited
 * @param threshold the share from which on a sentence counts as supported
 */
record Citations(Context context, Pattern pattern, double threshold) implements Metric {

    static final List<String> OPTIONS = List.of(Context.OPTION, "pattern", "threshold");

    private static final Pattern USUAL = Pattern.compile(
            "\\[((?:(?:doc(?:ument)?|passage|source)s?\\s*)?\\d{1,4}(?:\\s*[,;–-]\\s*\\d{1,4})*)]"
                    + "|\\(((?:doc(?:ument)?|passage|source)s?\\s*\\d{1,4}(?:\\s*[,;–-]\\s*\\d{1,4})*)\\)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})(?:\\s*[–-]\\s*(\\d{1,4}))?");
    private static final Pattern SPACE_BEFORE_MARK = Pattern.compile("\\s+([.,;:!?])");
    private static final LexicalSupport MEASURE = new LexicalSupport(LexicalSupport.Overlap.MEAN, true);
    private static final int MOST_QUOTED = 3;

    static Citations from(Options options) {
        return new Citations(
                Context.from(options), pattern(options), options.number("threshold", LexicalSupport.THRESHOLD, 0, 1));
    }

    private static Pattern pattern(Options options) {
        if (!options.has("pattern")) {
            return USUAL;
        }
        try {
            return Pattern.compile(options.text("pattern", ""));
        } catch (PatternSyntaxException wrong) {
            throw options.wrong("pattern", "a regular expression (" + wrong.getDescription() + ")");
        }
    }

    @Override
    public String name() {
        return "citations";
    }

    /** A sentence without its citations, and what it cites. */
    private record Cited(String sentence, SortedSet<Integer> numbers) {}

    @Override
    public Score score(Answer answer) {
        SortedMap<Integer, String> passages = Passages.of(context.texts(answer.example()));
        List<Cited> sentences = cited(answer.text());
        if (sentences.isEmpty()) {
            return Verdicts.EMPTY;
        }
        List<String> uncited = new ArrayList<>();
        List<String> unsupported = new ArrayList<>();
        SortedSet<Integer> invented = new TreeSet<>();
        int citations = 0;
        int fitting = 0;
        for (Cited each : sentences) {
            citations += each.numbers().size();
            each.numbers().stream()
                    .filter(number -> !passages.containsKey(number))
                    .forEach(invented::add);
            List<Integer> there =
                    each.numbers().stream().filter(passages::containsKey).toList();
            if (each.numbers().isEmpty()) {
                uncited.add(each.sentence());
            } else if (!supports(there, each, passages)) {
                unsupported.add(each.sentence());
            } else {
                fitting += (int) there.stream()
                        .filter(number -> supports(List.of(number), each, passages)
                                || !supports(without(number, there), each, passages))
                        .count();
            }
        }
        int right = sentences.size() - uncited.size() - unsupported.size();
        double recall = (double) right / sentences.size();
        double precision = citations == 0 ? 0 : (double) fitting / citations;
        Map<String, Double> parts = new TreeMap<>();
        parts.put("recall", recall);
        parts.put("precision", precision);
        parts.put("sentences", (double) sentences.size());
        parts.put("citations", (double) citations);
        parts.put("uncited", (double) uncited.size());
        parts.put("nonexistent", (double) invented.size());
        double f1 = recall + precision == 0 ? 0 : 2 * recall * precision / (recall + precision);
        return new Score(
                f1, feedback(uncited, unsupported, invented, passages, citations - fitting, sentences.size()), parts);
    }

    private boolean supports(List<Integer> numbers, Cited cited, Map<Integer, String> passages) {
        return !numbers.isEmpty()
                && MEASURE.from(numbers.stream().map(passages::get).toList())
                        .of(cited.sentence())
                        .supports(threshold);
    }

    private static List<Integer> without(Integer number, List<Integer> numbers) {
        return numbers.stream().filter(other -> !other.equals(number)).toList();
    }

    private static String feedback(
            List<String> uncited,
            List<String> unsupported,
            SortedSet<Integer> invented,
            SortedMap<Integer, String> passages,
            int unfit,
            int sentences) {
        List<String> said = new ArrayList<>();
        if (!uncited.isEmpty()) {
            said.add(uncited.size() + " of " + sentences + " sentences " + (uncited.size() == 1 ? "cites" : "cite")
                    + " nothing: " + quoted(uncited));
        }
        if (!invented.isEmpty()) {
            said.add("There is no passage "
                    + invented.stream().map(String::valueOf).collect(Collectors.joining(", ")) + "; there "
                    + (passages.size() == 1 ? "is only " : "are ")
                    + passages.keySet().stream().limit(20).map(String::valueOf).collect(Collectors.joining(", "))
                    + (passages.size() > 20 ? ", …" : "") + ".");
        }
        if (!unsupported.isEmpty()) {
            said.add("The passages cited do not support " + quoted(unsupported));
        }
        if (said.isEmpty() && unfit > 0) {
            said.add(
                    unfit == 1
                            ? "1 citation adds nothing to its sentence; leave it out."
                            : unfit + " citations add nothing to their sentences; leave them out.");
        }
        return said.isEmpty() ? "Every sentence cites passages that support it." : String.join(" ", said);
    }

    private static String quoted(List<String> sentences) {
        return sentences.stream().limit(MOST_QUOTED).map(Quote::of).collect(Collectors.joining("; "))
                + (sentences.size() > MOST_QUOTED ? "; …" : ".");
    }

    /**
     * The answer's sentences. Citations before a sentence's first word belong to the sentence before it, where that one has
     * none of its own, so that it does not matter on which side of the full stop they stand.
     */
    private List<Cited> cited(String answer) {
        List<Cited> sentences = new ArrayList<>();
        for (String piece : Sentences.of(answer)) {
            SortedSet<Integer> leading = new TreeSet<>();
            SortedSet<Integer> own = new TreeSet<>();
            StringBuilder rest = new StringBuilder();
            Matcher citation = pattern.matcher(piece);
            while (citation.find()) {
                citation.appendReplacement(rest, "");
                (hasWord(rest) ? own : leading).addAll(numbers(citation));
            }
            citation.appendTail(rest);
            if (!sentences.isEmpty() && sentences.getLast().numbers().isEmpty()) {
                sentences.getLast().numbers().addAll(leading);
            } else {
                own.addAll(leading);
            }
            if (hasWord(rest)) {
                sentences.add(new Cited(
                        SPACE_BEFORE_MARK.matcher(rest).replaceAll("$1").strip(), own));
            } else if (!sentences.isEmpty()) {
                sentences.getLast().numbers().addAll(own);
            }
        }
        return sentences;
    }

    private static boolean hasWord(CharSequence text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    private static SortedSet<Integer> numbers(Matcher citation) {
        String cited = citation.group();
        for (int group = citation.groupCount(); group > 0; group--) {
            if (citation.group(group) != null) {
                cited = citation.group(group);
            }
        }
        SortedSet<Integer> numbers = new TreeSet<>();
        Matcher number = NUMBERS.matcher(cited);
        while (number.find()) {
            int first = Integer.parseInt(number.group(1));
            int last = number.group(2) == null ? first : Integer.parseInt(number.group(2));
            for (int each = first; each <= Math.min(last, first + 50); each++) {
                numbers.add(each);
            }
        }
        return numbers;
    }

    /** @throws InvalidInputException where the example has no context */
    @Override
    public void check(Example example) {
        context.texts(example);
    }
}
