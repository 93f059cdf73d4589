package dev.emend.proposal;

import dev.emend.data.Example;
import dev.emend.metric.Outcome;
import dev.emend.prompt.Demonstration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws sets of demonstrations, some of which show answers that the model itself has given and that were right: bootstrapped
 * demonstrations (Khattab et al., "DSPy: Compiling Declarative Language Model Calls into Self-Improving Pipelines", 2023).
 * Where answers are more than a label, such as reasoning before it, they show how the model gets there. No call.
 *
 * <p>No set is longer than {@link DemonstrationChoice#CHARACTER_LIMIT}, unless a single demonstration is.
 */
public final class DemonstrationSets {

    public static final String NAME = "bootstrap";

    private final Map<String, String> answers = new LinkedHashMap<>();
    private final DemonstrationChoice labels;
    private final DemonstrationChoice own;

    /**
     * A set, and what it is.
     *
     * @param what such as "3 of its own answers and 5 labels"
     */
    public record Shown(List<Demonstration> demonstrations, String what) {

        public Shown {
            demonstrations = List.copyOf(demonstrations);
        }

        /** The parent with these demonstrations in place of its own. */
        public Draft draft(Parent parent) {
            return new Draft.Written(new Proposal(
                    parent.prompt().withDemonstrations(demonstrations), List.of(parent.id()), NAME, "show " + what));
        }

        /** Regardless of order. */
        private Set<Demonstration> content() {
            return new HashSet<>(demonstrations);
        }
    }

    /** @param right the model's own answers to train examples, those that were right */
    public DemonstrationSets(List<Example> train, List<Outcome> right) {
        this.labels = new DemonstrationChoice(train);
        right.forEach(outcome -> answers.put(outcome.example().id(), outcome.output()));
        this.own = new DemonstrationChoice(
                right.stream().map(DemonstrationSets::answered).toList());
    }

    /** Where the data has no right answer, the model's own stands for it. */
    private static Example answered(Outcome outcome) {
        Example example = outcome.example();
        String answer = example.expected().isEmpty() ? outcome.output() : example.expected();
        return example.withExpected(answer);
    }

    /** How many demonstrations one set may show at most. */
    public int available() {
        return labels.available() == 0 ? own.available() : labels.available();
    }

    /**
     * Labelled train examples drawn at random, each as likely as any other, but for those that are far longer than most, which come last. Of
     * those with equal inputs, as a step late in a chain may have, one is shown.
     */
    public Shown labelled(int size, UniformRandomProvider random) {
        Set<Map<String, String>> taken = new HashSet<>();
        List<Demonstration> drawn = fitting(labels.order(example -> 0, random).stream()
                .filter(example -> taken.add(example.inputs()))
                .limit(size)
                .map(example -> new Demonstration(example.id(), example.inputs(), example.expected()))
                .toList());
        return new Shown(drawn, count(drawn.size(), "label"));
    }

    /**
     * The model's own answers first, then labelled examples, so that every right answer is shown about as often as any
     * other.
     *
     * @param size how many in all, where there are so many
     * @param most of them that the model has answered, where there are so many
     */
    public Shown bootstrapped(int size, int most, UniformRandomProvider random) {
        List<Demonstration> first = own.choose(Math.min(size, most), List.of(), example -> 0, random);
        List<Demonstration> chosen = labels.choose(size, first, example -> 0, random);
        List<Demonstration> drawn = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Demonstration demonstration = chosen.get(i);
            drawn.add(
                    i >= first.size()
                            ? demonstration
                            : new Demonstration(
                                    demonstration.exampleId(),
                                    demonstration.inputs(),
                                    answers.getOrDefault(demonstration.exampleId(), demonstration.output())));
        }
        drawn = fitting(drawn);
        Set<String> answered = first.stream().map(Demonstration::exampleId).collect(Collectors.toSet());
        int shown = (int) drawn.stream()
                .filter(demonstration -> answered.contains(demonstration.exampleId()))
                .count();
        return new Shown(drawn, described(shown, drawn.size()));
    }

    private static String described(int own, int all) {
        String labels = count(all - own, "label");
        if (own == 0) {
            return labels;
        }
        return own + " of its own answers" + (own == all ? "" : " and " + labels);
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static List<Demonstration> fitting(List<Demonstration> demonstrations) {
        List<Demonstration> fitting = new ArrayList<>();
        int characters = 0;
        for (Demonstration demonstration : demonstrations) {
            int length = DemonstrationChoice.length(demonstration);
            if (DemonstrationChoice.fits(length, fitting.size(), characters)) {
                characters += length;
                fitting.add(demonstration);
            }
        }
        return fitting;
    }

    /**
     * Distinct sets to choose from, in turn a random draw of labels, and one with answers of the model's own. Labels are
     * {@code most}, half and a quarter of that, then anew as many. Of own answers there are first as many as may be, then a
     * random number of both. So their beginning is varied too.
     *
     * @param count how many sets, where so many differ
     * @param most demonstrations in a set
     * @param mostOwn of them that the model has answered
     */
    public List<Shown> sets(int count, int most, int mostOwn, UniformRandomProvider random) {
        int largest = Math.min(most, available());
        List<Shown> sets = new ArrayList<>();
        Set<Set<Demonstration>> known = new HashSet<>();
        known.add(Set.of());
        // Draws may coincide where there is little to draw from, so there are more of them than sets.
        for (int draw = 0; draw < 4 * count && sets.size() < count && largest > 0; draw++) {
            Shown shown;
            if (draw % 2 == 0) {
                shown = labelled(Math.max(1, largest >> (draw / 2 % 3)), random);
            } else if (draw == 1) {
                shown = bootstrapped(largest, mostOwn, random);
            } else {
                int size = 1 + random.nextInt(largest);
                shown = bootstrapped(size, mostOwn == 0 ? 0 : 1 + random.nextInt(mostOwn), random);
            }
            if (known.add(shown.content())) {
                sets.add(shown);
            }
        }
        return sets;
    }
}
