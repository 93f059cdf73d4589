package dev.emend.proposal;

import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.prompt.Demonstration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Chooses labelled train examples as demonstrations, without a call.
 *
 * <p>For small models demonstrations are often the whole gain (CAPO's ablations; Wan et al., "Teach Better or Show
 * Smarter?", 2024), and balance over the answers matters more than which examples are shown. So a choice goes round the
 * distinct answers, each round in a new random order, and takes from each answer the example of the lowest rank that is
 * not taken yet; ties are broken at random. Where nearly every answer is distinct, as in free text, that is a plain
 * ranked sample. Every call pays for what is shown: examples longer than three times the median are taken last, and what would
 * make a choice longer than {@link #CHARACTER_LIMIT} is passed over, unless it is the only one. And models read a prefix that they have read
 * before at a fraction of the price, so what is kept from a parent stays in front, as it was; a smaller choice by the same
 * random numbers is the beginning of a larger one.
 */
public final class DemonstrationChoice {

    /** Inputs and answers of all demonstrations together; some two thousand tokens of English. */
    static final int CHARACTER_LIMIT = 8000;

    private final List<Example> train;
    private final double longest;

    public DemonstrationChoice(List<Example> train) {
        this.train =
                train.stream().filter(example -> !example.expected().isEmpty()).toList();
        int[] lengths = this.train.stream()
                .mapToInt(DemonstrationChoice::length)
                .sorted()
                .toArray();
        this.longest = lengths.length == 0 ? 0 : 3.0 * lengths[lengths.length / 2];
    }

    /** How many examples there are to choose from. */
    public int available() {
        return train.size();
    }

    /** How many distinct answers the examples have. */
    public int answers() {
        return (int) train.stream().map(Example::expected).distinct().count();
    }

    /** How many make a fair first choice: one for each answer where answers are labels (4 to 16), else eight. */
    public int unit() {
        return Math.min(available(), answersAreLabels() ? Math.clamp(answers(), 4, 16) : 8);
    }

    /** How many make a full choice: two for each answer where answers are labels (8 to 32), else eight. */
    public int full() {
        return Math.min(available(), answersAreLabels() ? 2 * unit() : 8);
    }

    private boolean answersAreLabels() {
        return 3 * answers() <= available();
    }

    /**
     * @param size how many, where there are so many and they are short enough
     * @param kept demonstrations to keep, which come first, in their order; they count
     * @param rank lower is taken earlier, such as 0 for examples that the parent gets wrong
     */
    public List<Demonstration> choose(
            int size, List<Demonstration> kept, ToIntFunction<Example> rank, UniformRandomProvider random) {
        List<Demonstration> chosen = new ArrayList<>(kept.subList(0, Math.min(size, kept.size())));
        Set<Map<String, String>> taken = new HashSet<>();
        Map<String, Integer> shown = new LinkedHashMap<>();
        chosen.forEach(demonstration -> {
            taken.add(demonstration.inputs());
            shown.merge(demonstration.output(), 1, Integer::sum);
        });
        List<Example> order = order(rank, random);
        int characters = chosen.stream().mapToInt(DemonstrationChoice::length).sum();
        while (chosen.size() < size) {
            Example next = null;
            int fewest = Integer.MAX_VALUE;
            for (Example example : order) {
                int times = shown.getOrDefault(example.expected(), 0);
                if (times < fewest
                        && !taken.contains(example.inputs())
                        && fits(length(example), chosen.size(), characters)) {
                    fewest = times;
                    next = example;
                }
            }
            if (next == null) {
                break;
            }
            taken.add(next.inputs());
            characters += length(next);
            shown.merge(next.expected(), 1, Integer::sum);
            chosen.add(new Demonstration(next.id(), next.inputs(), next.expected()));
        }
        return chosen;
    }

    /** All of them by rank, those of one rank in a random order, but those that are far longer than most come last. */
    List<Example> order(ToIntFunction<Example> rank, UniformRandomProvider random) {
        List<Example> order = Lots.shuffled(train, random);
        order.sort(Comparator.comparing((Example example) -> length(example) > longest)
                .thenComparingInt(rank));
        return order;
    }

    /** The parent with so many in place of its own, or as many as there are, every answer shown about as often as any other. */
    public Draft shown(Parent parent, int size, UniformRandomProvider random) {
        List<Demonstration> chosen = choose(size, List.of(), example -> 0, random);
        return Demonstrating.shown(
                parent, chosen, "show " + chosen.size() + " examples, every answer as often as any other");
    }

    /** Whether one of this length may be shown beside so many of so many characters. */
    static boolean fits(int length, int shown, int characters) {
        return shown == 0 || characters + length <= CHARACTER_LIMIT;
    }

    private static int length(Example example) {
        return length(example.inputs(), example.expected());
    }

    static int length(Demonstration demonstration) {
        return length(demonstration.inputs(), demonstration.output());
    }

    private static int length(Map<String, String> inputs, String answer) {
        return answer.length()
                + inputs.values().stream().mapToInt(String::length).sum();
    }
}
