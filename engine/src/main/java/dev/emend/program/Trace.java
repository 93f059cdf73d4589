package dev.emend.program;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What happened when a program ran on an example.
 *
 * @param visits of steps, in order; a {@link MapStep} has one for each element
 * @param failure why there is no answer, where there is none
 */
public record Trace(List<Visit> visits, Optional<String> failure) {

    /** Of a program that is one prompt: its answer says everything. */
    public static final Trace NONE = new Trace(List.of(), Optional.empty());

    public Trace {
        visits = List.copyOf(visits);
    }

    /**
     * A step at work.
     *
     * @param inputs by placeholder, or by variable where the step has no prompt
     * @param output as it was written
     * @param violation what is wrong with the output's form, as the end of a sentence that begins with "its answer"
     */
    public record Visit(String step, Map<String, String> inputs, String output, Optional<String> violation) {

        public Visit {
            inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
        }
    }

    /** What a step did, in order; nothing where it was not reached. */
    public List<Visit> of(String step) {
        return visits.stream().filter(visit -> visit.step().equals(step)).toList();
    }
}
