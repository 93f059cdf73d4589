package dev.emend.metric.text;

import static dev.emend.metric.MetricKind.Need.EXPECTED;

import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricProvider;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Metrics of the words or characters that an answer shares with the expected one. */
public final class TextMetrics implements MetricProvider {

    @Override
    public List<MetricKind> kinds() {
        return List.of(
                kind(
                        "rouge",
                        "how many words, n-grams or subsequences the answer shares with the expected text (rouge-score)",
                        RougeMetric.OPTIONS,
                        (options, context) -> RougeMetric.from(options)),
                kind(
                        "bleu",
                        "how precise the answer's runs of one to four words are (sacreBLEU)",
                        BleuMetric.OPTIONS,
                        (options, context) -> BleuMetric.from(options)),
                kind(
                        "chrf",
                        "how many runs of one to six characters the answer shares with the expected text (sacreBLEU)",
                        ChrfMetric.options(),
                        (options, context) -> ChrfMetric.from(options)),
                kind(
                        "meteor",
                        "how many words or stems the answer shares with the expected text, and in which order (NLTK)",
                        MeteorMetric.OPTIONS,
                        (options, context) -> MeteorMetric.from(options)),
                kind(
                        "edit-similarity",
                        "how few characters or words of the answer must change to make it the expected text",
                        EditSimilarity.OPTIONS,
                        (options, context) -> EditSimilarity.from(options)),
                kind(
                        "token-f1",
                        "how many words the answer shares with the expected text (SQuAD's F1)",
                        References.OPTIONS,
                        (options, context) -> new TokenF1(References.from(options))),
                kind(
                        "squad-exact-match",
                        "the answer is the expected text, but for case, punctuation and articles (SQuAD's exact match)",
                        References.OPTIONS,
                        (options, context) -> new SquadExactMatch(References.from(options))));
    }

    private static MetricKind kind(String name, String line, Collection<String> options, MetricKind.Maker maker) {
        return MetricKind.of(name, line, Set.of(EXPECTED), new TreeSet<>(options), maker);
    }
}
