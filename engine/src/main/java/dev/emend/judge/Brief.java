package dev.emend.judge;

import dev.emend.data.Example;
import dev.emend.metric.Exhibit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an answer was given to, as far as a judge is to know it.
 *
 * @param inputs by name
 * @param reference an answer known to be right, where there is one
 */
public record Brief(SortedMap<String, String> inputs, Optional<String> reference) {

    public Brief {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    public Brief(Map<String, String> inputs) {
        this(new TreeMap<>(inputs), Optional.empty());
    }

    /** The example's inputs without its expected answer. */
    public static Brief of(Example example) {
        return new Brief(example.allInputs());
    }

    /** Without an input that is shown elsewhere, such as the other answer of a pair. */
    Brief without(String input) {
        SortedMap<String, String> rest = new TreeMap<>(inputs);
        rest.remove(input);
        return new Brief(rest, reference);
    }

    Brief withReference(String text) {
        return new Brief(inputs, Optional.of(text));
    }

    List<Exhibit> exhibits() {
        List<Exhibit> exhibits = new ArrayList<>();
        inputs.forEach((name, text) -> exhibits.add(new Exhibit("INPUT " + name.toUpperCase(Locale.ROOT), text)));
        reference.ifPresent(text -> exhibits.add(new Exhibit("REFERENCE", text)));
        return exhibits;
    }
}
