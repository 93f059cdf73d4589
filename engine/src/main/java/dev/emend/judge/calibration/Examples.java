package dev.emend.judge.calibration;

import dev.emend.Excerpt;
import dev.emend.data.Example;
import dev.emend.judge.Range;
import dev.emend.judge.Scale;
import dev.emend.metric.Exhibit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Train items as they are shown to a judge, and to who writes its rubric. */
final class Examples {

    private static final int SHOWN_CHARACTERS = 600;

    private Examples() {}

    /** At evenly spaced places from the lowest rating to the highest; fewer where there are not as many. */
    static List<Rated> balanced(List<Rated> items, int n) {
        List<Rated> sorted = new ArrayList<>(items);
        sorted.sort(Comparator.comparingDouble(Rated::rating).thenComparing(Rated::id));
        if (sorted.size() <= n) {
            return List.copyOf(sorted);
        }
        List<Rated> chosen = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            chosen.add(sorted.get(n == 1 ? sorted.size() / 2 : i * (sorted.size() - 1) / (n - 1)));
        }
        return chosen;
    }

    /** For the option {@code examples} of a judge that grades. */
    static String graded(List<Rated> items, Scale scale) {
        StringBuilder text = new StringBuilder();
        for (Rated item : items) {
            text.append(Exhibit.fenced(exhibits(item, "EXAMPLE ANSWER")))
                    .append("Grade: ")
                    .append(scale.written(item.rating()))
                    .append("\n\n");
        }
        return text.toString().strip();
    }

    /** For the option {@code examples} of a judge that compares. */
    static String compared(List<Rated> items) {
        StringBuilder text = new StringBuilder();
        for (Rated item : items) {
            List<Exhibit> exhibits = exhibits(item, "EXAMPLE ANSWER A");
            exhibits.add(
                    new Exhibit("EXAMPLE ANSWER B", Excerpt.of(item.example().column(Rated.OTHER), SHOWN_CHARACTERS)));
            text.append(Exhibit.fenced(exhibits))
                    .append("Better: ")
                    .append(preference(item.rating()))
                    .append("\n\n");
        }
        return text.toString().strip();
    }

    private static List<Exhibit> exhibits(Rated item, String name) {
        List<Exhibit> exhibits = new ArrayList<>();
        item.example()
                .inputs()
                .forEach((input, value) -> exhibits.add(new Exhibit(
                        "EXAMPLE INPUT " + input.toUpperCase(Locale.ROOT), Excerpt.of(value, SHOWN_CHARACTERS))));
        exhibits.add(new Exhibit(name, Excerpt.of(item.output(), SHOWN_CHARACTERS)));
        return exhibits;
    }

    private static String preference(double rating) {
        return rating > 0.5 ? "A" : rating < 0.5 ? "B" : "tie";
    }

    /** For the meta-model: all that the judge sees, and people's rating in words. */
    static Example told(Rated item, Kind kind, Range people, String more) {
        Map<String, String> inputs = new LinkedHashMap<>(item.example().inputs());
        inputs.put(kind == Kind.PAIRS ? "output A" : "output", item.output());
        if (kind == Kind.PAIRS) {
            inputs.put("output B", item.example().column(Rated.OTHER));
        }
        String rating = switch (kind) {
            case PAIRS -> item.rating() == 0.5 ? "neither is better" : preference(item.rating()) + " is better";
            case GRADES ->
                String.format(Locale.ROOT, "%.1f on the scale %s", people.rating(item.rating()), people.text());
        };
        return Example.of(item.id(), new TreeMap<>(inputs), rating + more);
    }
}
