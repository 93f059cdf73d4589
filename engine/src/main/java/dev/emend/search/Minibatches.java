package dev.emend.search;

import dev.emend.Lots;
import dev.emend.data.Example;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Small batches of train examples, epoch by epoch: each epoch goes through all of them in a new random order. Where they do
 * not divide evenly, the last batch of an epoch is filled up with others that have filled up the least so far, so that no
 * batch is smaller than another and none holds an example twice. Used by one thread.
 */
public final class Minibatches {

    private final List<Example> train;
    private final int size;
    private final Function<String, UniformRandomProvider> random;
    private final Map<String, Integer> fillings = new HashMap<>();
    private List<Example> epoch = List.of();
    private int epochs;
    private int next;

    /**
     * @param train at least one
     * @param size of a batch, at least 1; where there are fewer train examples, every batch holds all of them
     * @param random by label
     */
    public Minibatches(List<Example> train, int size, Function<String, UniformRandomProvider> random) {
        this.train = train;
        this.size = Math.min(size, train.size());
        this.random = random;
    }

    /** The next batch; the first of a new epoch where one is over. */
    public List<Example> next() {
        if (next == epoch.size()) {
            epoch = shuffled();
            next = 0;
        }
        List<Example> batch = epoch.subList(next, Math.min(next + size, epoch.size()));
        next += batch.size();
        return batch;
    }

    private List<Example> shuffled() {
        List<Example> order = Lots.shuffled(train, random.apply("minibatches of epoch " + ++epochs));
        int over = order.size() % size;
        if (over > 0) {
            List<Example> others = order.subList(0, order.size() - over);
            List<Example> filling = others.stream()
                    .sorted(Comparator.comparingInt(example -> fillings.getOrDefault(example.id(), 0)))
                    .limit(size - over)
                    .toList();
            filling.forEach(example -> fillings.merge(example.id(), 1, Integer::sum));
            order.addAll(filling);
        }
        return order;
    }
}
