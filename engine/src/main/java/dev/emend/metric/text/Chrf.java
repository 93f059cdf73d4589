package dev.emend.metric.text;

import dev.emend.metric.Options;
import java.util.ArrayList;
import java.util.List;

/**
 * chrF and chrF++ (Popović, "chrF: character n-gram F-score for automatic MT evaluation", 2015; "chrF++: words helping
 * character n-grams", 2017) as sacreBLEU 2.6 computes them.
 *
 * @param characterOrder the longest n-grams of characters
 * @param wordOrder the longest n-grams of words: 0 for chrF, 2 for chrF++
 * @param beta how many times as much recall counts as precision
 * @param whitespace whether it counts among the characters
 * @param epsilon whether orders without n-grams count almost 0, as in the author's program, instead of not at all
 */
record Chrf(int characterOrder, int wordOrder, double beta, boolean lowercase, boolean whitespace, boolean epsilon) {

    static final List<String> OPTIONS =
            List.of("character-order", "word-order", "beta", "lowercase", "whitespace", "epsilon");

    private static final double EPSILON = 1e-16;
    private static final String MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    static Chrf from(Options options) {
        return new Chrf(
                options.whole("character-order", 6, 1, 20),
                options.whole("word-order", 0, 0, 9),
                options.number("beta", 2, 0, 100),
                options.flag("lowercase", false),
                options.flag("whitespace", false),
                options.flag("epsilon", false));
    }

    private record Text(int[] characters, List<String> words) {}

    private Text read(String text) {
        String line = lowercase ? PythonText.lower(text) : text;
        int[] characters = line.codePoints()
                .filter(c -> whitespace || !PythonText.isSpace(c))
                .toArray();
        return new Text(characters, wordOrder > 0 ? words(line) : List.of());
    }

    /** Words, and one mark of each at its end, or else at its start, apart from it. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : PythonText.split(line)) {
            int last = word.length() - 1;
            if (last > 0 && MARKS.indexOf(word.charAt(last)) >= 0) {
                words.add(word.substring(0, last));
                words.add(word.substring(last));
            } else if (last > 0 && MARKS.indexOf(word.charAt(0)) >= 0) {
                words.add(word.substring(0, 1));
                words.add(word.substring(1));
            } else {
                words.add(word);
            }
        }
        return words;
    }

    /** The counts against that of the references, one or more, which gives the highest value. */
    ChrfCounts counts(List<String> references, String candidate) {
        Text came = read(candidate);
        return references.stream()
                .map(reference -> counts(read(reference), came))
                .reduce((best, next) -> value(next) > value(best) ? next : best)
                .orElseThrow();
    }

    private ChrfCounts counts(Text wanted, Text came) {
        Vocabulary vocabulary = new Vocabulary();
        int[] words = vocabulary.encode(wanted.words);
        return ChrfCounts.of(
                new ChrfCounts.Lengths(
                        came.characters.length, wanted.characters.length, came.words.size(), wanted.words.size()),
                NGrams.matches(List.of(wanted.characters), came.characters, characterOrder),
                NGrams.matches(List.of(words), vocabulary.encode(came.words), wordOrder));
    }

    /** In [0, 1]. */
    double value(ChrfCounts counts) {
        double sum = 0;
        double precisions = 0;
        double recalls = 0;
        int orders = characterOrder + wordOrder;
        int effective = 0;
        for (int i = 0; i < orders; i++) {
            double precision = counts.precision(i, EPSILON);
            double recall = counts.recall(i, EPSILON);
            sum += f(precision, recall, EPSILON);
            if (counts.isEffective(i)) {
                precisions += precision;
                recalls += recall;
                effective++;
            }
        }
        if (epsilon) {
            return Math.min(1, sum / orders);
        }
        return effective == 0 ? 0 : Math.min(1, f(precisions / effective, recalls / effective, 0));
    }

    private double f(double precision, double recall, double otherwise) {
        double denominator = beta * beta * precision + recall;
        return denominator > 0 ? (1 + beta * beta) * precision * recall / denominator : otherwise;
    }
}
