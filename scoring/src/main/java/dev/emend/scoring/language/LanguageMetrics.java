package dev.emend.scoring.language;

import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricProvider;
import java.util.List;
import java.util.Set;

/** The metric for an answer's language. */
public final class LanguageMetrics implements MetricProvider {

    @Override
    public List<MetricKind> kinds() {
        return List.of(MetricKind.of(
                "language",
                "the answer is written in the language that it should be",
                Set.of(),
                Set.of("is", "column"),
                (options, context) -> AnswerLanguage.from(options)));
    }
}
