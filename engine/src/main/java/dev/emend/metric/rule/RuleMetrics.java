package dev.emend.metric.rule;

import dev.emend.metric.Metric;
import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricProvider;
import dev.emend.metric.Options;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Metrics of an answer's form. */
public final class RuleMetrics implements MetricProvider {

    @Override
    public List<MetricKind> kinds() {
        return List.of(
                kind("regex", "a regular expression matches the answer", RegexRule.OPTIONS, RegexRule::from),
                kind(
                        "required-phrases",
                        "the share of required phrases that stand in the answer",
                        PhraseRule.OPTIONS,
                        options -> PhraseRule.from(options, true)),
                kind(
                        "forbidden-phrases",
                        "no forbidden phrase stands in the answer",
                        PhraseRule.OPTIONS,
                        options -> PhraseRule.from(options, false)),
                kind(
                        "length",
                        "the answer has between so many and so many characters, words, sentences or lines",
                        Length.OPTIONS,
                        Length::from),
                kind(
                        "readability",
                        "the answer's Flesch reading ease or Flesch-Kincaid grade is in a range (English)",
                        Readability.OPTIONS,
                        Readability::from));
    }

    private static MetricKind kind(String name, String line, Set<String> options, Function<Options, Metric> maker) {
        return MetricKind.of(name, line, Set.of(), options, (given, context) -> maker.apply(given));
    }
}
