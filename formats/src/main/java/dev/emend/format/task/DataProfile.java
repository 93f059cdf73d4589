package dev.emend.format.task;

import dev.emend.Where;
import dev.emend.format.data.Row;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was found in the rows of a data file.
 *
 * @param usable how many rows examples can be drawn from: those with a right answer, and of those with the same inputs one
 * @param unanswered how many rows have no right answer
 * @param repeated how many more have the inputs of an earlier row
 * @param conflicts for each input that comes with several right answers, the earliest row whose answer is not the first one
 * @param answers how often each right answer comes, the most frequent first
 * @param identifiers columns that are no inputs, since they only number or name the rows
 * @param leaks inputs that give the right answer away: each value comes with one answer, each answer with one value, and they
 *     come back in many rows; or the value is the answer
 */
public record DataProfile(
        int usable,
        int unanswered,
        int repeated,
        List<Where> conflicts,
        Map<String, Integer> answers,
        List<String> identifiers,
        List<String> leaks) {

    private static final int MANY_ROWS = 4;

    public DataProfile {
        conflicts = List.copyOf(conflicts);
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        identifiers = List.copyOf(identifiers);
        leaks = List.copyOf(leaks);
    }

    /** @param inputs that the prompt is shown */
    static DataProfile of(List<Row> rows, String expected, InputColumns inputs) {
        List<Row> answered =
                rows.stream().filter(row -> row.answer(expected).isPresent()).toList();
        Map<Map<String, String>, String> distinct = new HashMap<>();
        Map<Map<String, String>, Where> conflicts = new LinkedHashMap<>();
        for (Row row : answered) {
            Map<String, String> question = question(row, inputs);
            String answer = row.answer(expected).map(String::strip).orElse("");
            String first = distinct.putIfAbsent(question, answer);
            if (first != null && !first.equalsIgnoreCase(answer)) {
                conflicts.putIfAbsent(question, row.where());
            }
        }
        List<String> leaks = inputs.byPlaceholder().values().stream()
                .filter(column -> inputs.byPlaceholder().size() > 1 && leaks(answered, column, expected))
                .toList();
        return new DataProfile(
                distinct.size(),
                rows.size() - answered.size(),
                answered.size() - distinct.size(),
                List.copyOf(conflicts.values()),
                counted(answered, expected),
                inputs.identifiers(),
                leaks);
    }

    /** What a task reads of the row. */
    private static Map<String, String> question(Row row, InputColumns inputs) {
        Map<String, String> values = row.inputs().orElse(row.columns());
        Map<String, String> read = new HashMap<>();
        inputs.byPlaceholder().forEach((placeholder, column) -> read.put(placeholder, values.getOrDefault(column, "")));
        return read;
    }

    private static Map<String, Integer> counted(List<Row> answered, String expected) {
        Map<String, Integer> counts = new TreeMap<>();
        answered.forEach(row -> counts.merge(row.answer(expected).orElse(""), 1, Integer::sum));
        Map<String, Integer> ordered = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    /** Values that never come back prove nothing: where each row has its own, each goes with one answer by necessity. */
    private static boolean leaks(List<Row> answered, String column, String expected) {
        Map<String, String> answers = new HashMap<>();
        Map<String, String> values = new HashMap<>();
        boolean same = true;
        for (Row row : answered) {
            String value =
                    row.inputs().orElse(row.columns()).getOrDefault(column, "").strip();
            String answer = row.answer(expected).map(String::strip).orElse("");
            if (!answers.computeIfAbsent(value, any -> answer).equals(answer)
                    || !values.computeIfAbsent(answer, any -> value).equals(value)) {
                return false;
            }
            same &= value.equalsIgnoreCase(answer);
        }
        return answers.size() > 1 && (same || answers.size() * MANY_ROWS <= answered.size());
    }

    /** How many rows were left out and why, as the end of a sentence; empty where none was. */
    String skipped() {
        if (unanswered + repeated == 0) {
            return "";
        }
        String blank = unanswered == 0 ? "" : unanswered + " without a right answer";
        String twice = repeated == 0 ? "" : repeated + " with the inputs of an earlier one";
        return " to draw from, after " + blank + (blank.isEmpty() || twice.isEmpty() ? "" : " and ") + twice
                + " were left out";
    }
}
