package dev.emend.metric;

import java.util.List;

/**
 * Adds kinds of metrics. Implementations are found by {@link java.util.ServiceLoader}, so a library on the class path adds
 * its metrics by being there.
 */
public interface MetricProvider {

    List<MetricKind> kinds();
}
