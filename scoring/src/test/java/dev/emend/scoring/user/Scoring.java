package dev.emend.scoring.user;

import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Effort;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import dev.emend.model.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Metrics by their names, as a task file makes them. */
final class Scoring {

    private Scoring() {}

    static Metric metric(Path folder, String name, String... options) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            map.put(options[i], options[i + 1]);
        }
        return Metrics.named(name, map, new MetricContext(Collections.emptySortedSet(), 1, folder));
    }

    static Answer answer(String text) {
        Example example = new Example(
                "7",
                Map.of("message", "Where is my card?"),
                Map.of("customer", "new"),
                "card_arrival",
                Map.of("tone", "calm"),
                Where.NOWHERE);
        return new Answer(example, text, new Effort(new Usage(120, 0, 30), Duration.ofMillis(1500), 250), List.of());
    }
}
