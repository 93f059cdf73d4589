package dev.emend.judge.calibration;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * An output, or a pair of outputs, with what people said of it.
 *
 * @param example with what the judge is shown beside the output as inputs, the group as the column {@value #GROUP}, and
 *     for a pair the second output as the column {@value #OTHER}
 * @param output the output, or the first of the pair
 * @param raters each person's rating, in [0, 1] from worst to best; for a pair 1 where the first is better, 0 where the
 *     second is, 0.5 for a tie. None where nobody rated it
 */
public record Rated(Example example, String output, List<Double> raters) {

    public static final String GROUP = "group";
    public static final String OTHER = "output_b";

    /** @throws InvalidInputException where a rating is not in [0, 1] */
    public Rated {
        raters = List.copyOf(raters);
        for (double rating : raters) {
            if (!(rating >= 0 && rating <= 1)) {
                throw new InvalidInputException(
                        "the item \"" + example.id() + "\" is rated " + rating + ", and a rating is from 0 to 1",
                        example.where(),
                        "use Range.share, which gives a grade its share of the scale.");
            }
        }
    }

    public String id() {
        return example.id();
    }

    public String group() {
        return example.column(GROUP);
    }

    /** The same, belonging together with others. */
    public Rated inGroup(String group) {
        Map<String, String> columns = new HashMap<>(example.columns());
        columns.put(GROUP, group);
        return new Rated(example.withColumns(columns), output, raters);
    }

    public boolean isLabelled() {
        return !raters.isEmpty();
    }

    /** The mean of the raters; empty where nobody rated it. */
    public OptionalDouble human() {
        return raters.stream().mapToDouble(rating -> rating).average();
    }

    double rating() {
        return human().orElseThrow();
    }

    Answer answer() {
        return Answer.of(example, output);
    }
}
