package dev.emend.metric;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A kind of metric that a task file can name.
 *
 * @param name in lower case with hyphens
 * @param line what it measures, in one line without a full stop
 * @param needs what it needs beyond an answer
 * @param options that it takes, by name
 * @param files those of the options whose value is the path of a text file. A task file's reader puts the file's text in
 *     the path's place, so that a stored run does not change when the file does
 * @param maker makes it
 */
public record MetricKind(
        String name, String line, Set<Need> needs, SortedSet<String> options, Set<String> files, Maker maker) {

    /** The option that names a file with the other options, for the kinds that have it; read before a metric is made. */
    public static final String SETTINGS_FILE = "file";
    /** The option that tells which model a judge was calibrated with; nothing is scored by it. */
    public static final String CALIBRATED_WITH = "calibrated-with";

    /** What a metric needs beyond an answer. */
    public enum Need {
        /** An expected answer. */
        EXPECTED,
        /** An input that the answer is to rest on. */
        CONTEXT,
        /** A model that judges. */
        JUDGE,
        /** What the call took; an answer that exists already has none of it. */
        EFFORT
    }

    /** Makes a metric from its options. */
    @FunctionalInterface
    public interface Maker {

        /** @throws dev.emend.InvalidInputException for a bad or missing option */
        Metric make(Options options, MetricContext context);
    }

    public MetricKind {
        needs = Set.copyOf(needs);
        options = Collections.unmodifiableSortedSet(new TreeSet<>(options));
        files = Set.copyOf(files);
    }

    /** A kind none of whose options is a file. */
    public static MetricKind of(String name, String line, Set<Need> needs, Set<String> options, Maker maker) {
        return new MetricKind(name, line, needs, new TreeSet<>(options), Set.of(), maker);
    }
}
