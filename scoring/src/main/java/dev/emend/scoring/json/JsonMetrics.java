package dev.emend.scoring.json;

import static dev.emend.metric.MetricKind.Need.EXPECTED;

import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricProvider;
import dev.emend.metric.Normalization;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The metrics for JSON. */
public final class JsonMetrics implements MetricProvider {

    @Override
    public List<MetricKind> kinds() {
        Set<String> fieldOptions = new TreeSet<>(Normalization.OPTIONS);
        fieldOptions.addAll(List.of("fence", "arrays", "superfluous", "fields"));
        return List.of(
                new MetricKind(
                        "json-schema",
                        "the answer is JSON that a schema admits",
                        Set.of(),
                        new TreeSet<>(List.of("schema", "fence", "score")),
                        Set.of("schema"),
                        (options, context) -> JsonSchema.from(options)),
                MetricKind.of(
                        "json-fields",
                        "how many fields of the expected JSON object the answer has right",
                        Set.of(EXPECTED),
                        fieldOptions,
                        JsonFields::from));
    }
}
