package dev.emend.format.evaluation;

import dev.emend.run.Ranking;
import java.util.List;

/**
 * A comparison of prompts with what must be known to read it. The same report gives the same characters. Safe for use by many
 * threads at once.
 *
 * @param task its name
 * @param metric its name, or what a judge was asked
 * @param models that answered
 * @param seed of the sampling, of the order of the examples, and of the statistics
 */
public record ComparisonReport(String task, String metric, List<String> models, long seed, Ranking ranking) {

    public ComparisonReport {
        models = List.copyOf(models);
    }

    /** The models that answered, in one text. */
    public String model() {
        return String.join(", ", models);
    }

    /** One object on one line, without a line break. {@code docs/comparison.md} names its fields. */
    public String json() {
        return new ComparisonJson(this).text();
    }

    /** A page that needs no network and no script, to be written as UTF-8. */
    public String html() {
        return ComparisonPage.render(this);
    }
}
