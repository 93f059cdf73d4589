package dev.emend.search;

import dev.emend.data.Example;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Estimates;
import java.util.List;

/** Whether there is anything to gain: whether the gate could show what a perfect prompt would gain on the seed. */
final class Headroom {

    private static final double CONFIDENCE = 0.95;

    private Headroom() {}

    /**
     * Has the seed answer a few validation examples, and all of them where these say neither yes nor no.
     *
     * @param first the few
     */
    static boolean isThere(Search search, List<Example> first) {
        search.phase("probing what there is to gain");
        for (List<Example> probe : List.of(first, search.validation())) {
            search.evaluate(List.of(search.seed()), probe);
            double[] lost = search.scoreboard().outcomes(search.seed().id(), probe).stream()
                    .mapToDouble(outcome -> 1 - outcome.score().value())
                    .toArray();
            Estimate errors = Estimates.of(lost, CONFIDENCE);
            if (errors.interval().high() < search.detectable()) {
                return false;
            }
            if (errors.value() > search.detectable() / 2) {
                return true;
            }
        }
        return true;
    }
}
