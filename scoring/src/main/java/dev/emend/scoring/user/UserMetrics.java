package dev.emend.scoring.user;

import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricProvider;
import java.util.List;
import java.util.Set;

/** The metrics that a user writes. */
public final class UserMetrics implements MetricProvider {

    @Override
    public List<MetricKind> kinds() {
        return List.of(
                MetricKind.of(
                        "expression",
                        "what an expression of your own (CEL) makes of the answer",
                        Set.of(),
                        Set.of("score", "feedback"),
                        (options, context) -> Expression.from(options)),
                MetricKind.of(
                        "java",
                        "what a Java class of your own makes of the answer",
                        Set.of(),
                        Set.of("class", "classpath", "options"),
                        UserClass::from),
                MetricKind.of(
                        "command",
                        "what a program of your own makes of the answer, by JSON lines",
                        Set.of(),
                        Set.of("command", "process", "timeout"),
                        Command::from));
    }
}
