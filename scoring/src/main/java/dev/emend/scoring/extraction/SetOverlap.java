package dev.emend.scoring.extraction;

import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Normalization;
import dev.emend.metric.Options;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How the set of the answer's items agrees with the expected one. Items that {@link Normalization} makes equal are one.
 * Where nothing is expected and nothing came, all figures are 1; else a figure whose denominator is 0 is 0.
 *
 * @param form that the answer must have; the expected items may have any
 */
record SetOverlap(Figure figure, ItemForm form, String separator, Normalization normalization) implements Metric {

    private static final int MOST_SHOWN = 8;

    enum Figure {
        F1,
        PRECISION,
        RECALL
    }

    static Set<String> options() {
        Set<String> options = new TreeSet<>(Normalization.OPTIONS);
        options.addAll(List.of("figure", "items", "separator"));
        return options;
    }

    static SetOverlap from(Options options) {
        String separator = options.text("separator", ",");
        if (separator.isEmpty()) {
            throw options.wrong("separator", "at least one character");
        }
        return new SetOverlap(
                Figure.valueOf(options.choice("figure", "f1", List.of("f1", "precision", "recall"))
                        .toUpperCase(Locale.ROOT)),
                ItemForm.valueOf(options.choice("items", "any", List.of("any", "json", "lines", "separated"))
                        .toUpperCase(Locale.ROOT)),
                separator,
                Normalization.from(options));
    }

    @Override
    public String name() {
        return "set-f1";
    }

    @Override
    public Score score(Answer answer) {
        Map<String, String> wanted = byNormalForm(
                ItemForm.ANY.read(answer.example().expected(), separator).orElseThrow());
        Optional<List<String>> items = form.read(answer.text(), separator);
        if (items.isEmpty()) {
            return new Score(
                    0,
                    "Format error: the answer must be a JSON array of items, but is " + Quote.of(answer.text()) + ".");
        }
        Map<String, String> came = byNormalForm(items.get());
        List<String> missing = without(wanted, came);
        List<String> superfluous = without(came, wanted);
        int shared = wanted.size() - missing.size();
        boolean bothEmpty = wanted.isEmpty() && came.isEmpty();
        double precision = bothEmpty ? 1 : share(shared, came.size());
        double recall = bothEmpty ? 1 : share(shared, wanted.size());
        double f1 = bothEmpty ? 1 : share(2 * shared, wanted.size() + came.size());
        double value = switch (figure) {
            case F1 -> f1;
            case PRECISION -> precision;
            case RECALL -> recall;
        };
        return new Score(
                value,
                feedback(wanted.size(), came.size(), missing, superfluous),
                Map.of("precision", precision, "recall", recall, "f1", f1));
    }

    private static String feedback(int wanted, int came, List<String> missing, List<String> superfluous) {
        if (missing.isEmpty() && superfluous.isEmpty()) {
            return wanted == 0
                    ? "Right: no items were expected, and there are none."
                    : "Right: all " + wanted + " items are there and no others.";
        }
        StringBuilder text = new StringBuilder("Expected " + wanted + " items, the answer has " + came + ".");
        if (!missing.isEmpty()) {
            text.append(" Missing: ").append(some(missing)).append('.');
        }
        if (!superfluous.isEmpty()) {
            text.append(" Superfluous: ").append(some(superfluous)).append('.');
        }
        return text.toString();
    }

    private static String some(List<String> items) {
        return items.stream().limit(MOST_SHOWN).map(Quote::of).collect(Collectors.joining(", "))
                + (items.size() > MOST_SHOWN ? " and " + (items.size() - MOST_SHOWN) + " more" : "");
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private Map<String, String> byNormalForm(List<String> items) {
        Map<String, String> distinct = new LinkedHashMap<>();
        items.forEach(item -> {
            String normal = normalization.apply(item);
            if (!normal.isBlank()) {
                distinct.putIfAbsent(normal, item);
            }
        });
        return distinct;
    }

    private static List<String> without(Map<String, String> items, Map<String, String> others) {
        return items.entrySet().stream()
                .filter(item -> !others.containsKey(item.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
