package dev.emend.metric;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a metric may know of the task that it is made for.
 *
 * @param labels every value that an expected answer takes
 * @param jurors how many models judge, at least one
 * @param folder where relative paths start
 */
public record MetricContext(SortedSet<String> labels, int jurors, Path folder) {

    public MetricContext {
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    }

    /** One judge, and the working folder. */
    public static MetricContext of(SortedSet<String> labels) {
        return new MetricContext(labels, 1, Path.of(""));
    }
}
