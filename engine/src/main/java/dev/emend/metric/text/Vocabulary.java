package dev.emend.metric.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives equal words of several texts equal numbers from 0. Not safe for use by several threads. */
final class Vocabulary {

    private final Map<String, Integer> numbers = new HashMap<>();

    int[] encode(List<String> words) {
        int[] codes = new int[words.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = numbers.computeIfAbsent(words.get(i), word -> numbers.size());
        }
        return codes;
    }

    int size() {
        return numbers.size();
    }
}
