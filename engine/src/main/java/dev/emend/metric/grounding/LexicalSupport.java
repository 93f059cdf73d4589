package dev.emend.metric.grounding;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.metric.Options;
import java.util.List;
import java.util.Map;

/**
 * Support by shared words: the precision of the sentence's word pairs or words against the context as in ROUGE-N (Lin,
 * "ROUGE: A Package for Automatic Evaluation of Summaries", 2004), halved for every number and name that the context
 * lacks. A sentence of one word has no pair and counts by its word. Other than rouge-score, it reads words of any script.
 */
record LexicalSupport(Overlap overlap, boolean names) implements Support.Measure {

    /**
     * The share from which on a sentence counts as supported, unless told otherwise. On the design half of SummEdits it
     * calls 10 % of the sentences of consistent summaries unsupported.
     */
    static final double THRESHOLD = 0.3;

    static final List<String> OPTIONS = List.of("overlap", "names");

    /** Which words are counted. */
    enum Overlap {
        ROUGE_1("rouge-1"),
        ROUGE_2("rouge-2"),
        MEAN("mean"),
        NONE("none");

        private final String label;

        Overlap(String label) {
            this.label = label;
        }

        static Overlap from(Options options) {
            List<String> labels =
                    List.of(values()).stream().map(overlap -> overlap.label).toList();
            return values()[labels.indexOf(options.choice("overlap", MEAN.label, labels))];
        }
    }

    static LexicalSupport from(Options options) {
        Overlap overlap = Overlap.from(options);
        boolean names = options.flag("names", true);
        if (overlap == Overlap.NONE && !names) {
            throw new InvalidInputException(
                    "with \"overlap: none\" and \"names: false\" the metric " + options.metric() + " measures nothing",
                    Where.NOWHERE,
                    "leave one of them out.");
        }
        return new LexicalSupport(overlap, names);
    }

    @Override
    public Support from(List<String> passages) {
        Names known = new Names(String.join("\n", passages));
        Map<List<String>, Integer> words = Grams.of(passages, 1);
        Map<List<String>, Integer> pairs = Grams.of(passages, 2);
        return sentence -> {
            List<String> own = Words.of(sentence);
            double one = Grams.precision(own, 1, words);
            double two = own.size() > 1 ? Grams.precision(own, 2, pairs) : one;
            double share = switch (overlap) {
                case ROUGE_1 -> one;
                case ROUGE_2 -> two;
                case MEAN -> (one + two) / 2;
                case NONE -> 1;
            };
            List<String> unknown = names ? known.unknownIn(sentence) : List.of();
            return new Support.Finding(share * Math.pow(0.5, unknown.size()), unknown);
        };
    }
}
