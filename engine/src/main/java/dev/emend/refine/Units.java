package dev.emend.refine;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is never parted in a stream: inputs of one group, and those of which the prompt reads the same, whatever their ids. */
final class Units {

    private final Prompt prompt;
    private final Optional<String> group;
    private final Map<Object, Integer> places = new HashMap<>();
    private final int[] earlier;

    private Units(Prompt prompt, List<Example> stream, Optional<String> group) {
        this.prompt = prompt;
        this.group = group;
        this.earlier = IntStream.range(0, stream.size()).toArray();
        for (int place = 0; place < earlier.length; place++) {
            join(stream.get(place), place);
        }
    }

    /**
     * In the order of their first inputs, each in the stream's order.
     *
     * @param group the column whose equal values make inputs belong together
     * @throws InvalidInputException where an input has no such column
     */
    static List<List<Example>> of(Prompt prompt, List<Example> stream, Optional<String> group) {
        Units joined = new Units(prompt, stream, group);
        Map<Integer, List<Example>> units = new LinkedHashMap<>();
        for (int place = 0; place < stream.size(); place++) {
            units.computeIfAbsent(joined.first(place), unit -> new ArrayList<>())
                    .add(stream.get(place));
        }
        return List.copyOf(units.values());
    }

    /** What the prompt reads of an input. */
    static Map<String, String> read(Prompt prompt, Example input) {
        return input.reading(prompt.placeholders()).inputs();
    }

    private void join(Example input, int place) {
        joinBy(read(prompt, input), place);
        group.ifPresent(column -> joinBy(group(input, column), place));
    }

    private void joinBy(Object key, int place) {
        int one = first(places.computeIfAbsent(key, unknown -> place));
        int other = first(place);
        earlier[Math.max(one, other)] = Math.min(one, other);
    }

    /** The place of the first input that belongs together with this one. */
    private int first(int place) {
        int first = place;
        while (earlier[first] != first) {
            first = earlier[first];
        }
        return first;
    }

    private static String group(Example input, String column) {
        if (!input.hasColumn(column)) {
            throw new InvalidInputException(
                    "the input " + input.id() + " has no \"" + column + "\" to group by", input.where(), "");
        }
        return input.column(column);
    }
}
