package dev.emend.refine;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricKind.Need;
import dev.emend.metric.Metrics;
import java.util.List;

/** Looks whether a metric can steer the refinement of an answer. */
final class Steering {

    private Steering() {}

    /** @throws InvalidInputException where it needs what nobody has while an answer is refined */
    static void check(Metric signal) {
        List<Metric> parts = signal.objectives().isEmpty() ? List.of(signal) : signal.objectives();
        for (Metric part : parts) {
            Metrics.kinds().stream()
                    .filter(kind -> kind.name().equals(part.name()))
                    .forEach(Steering::check);
        }
    }

    private static void check(MetricKind kind) {
        if (kind.needs().contains(Need.EXPECTED)) {
            throw refused(
                    kind,
                    "needs the right answer, which nobody has when an answer is refined",
                    "check with it what was refined, or have a prompt learn from labelled inputs.");
        }
        if (kind.needs().contains(Need.EFFORT)) {
            throw refused(kind, "measures the call and not the answer", "");
        }
    }

    private static InvalidInputException refused(MetricKind kind, String why, String maybe) {
        return new InvalidInputException("the metric " + kind.name() + " " + why, Where.NOWHERE, maybe);
    }
}
