package dev.emend.strategy.auto;

import dev.emend.data.Example;
import dev.emend.evaluation.Estimate;
import dev.emend.search.Search;
import java.util.List;
import java.util.Optional;

/**
 * Whether there is anything to gain: whether the gate could show what a perfect prompt would gain on the seed, by the metric
 * itself, which need not be a mean.
 */
final class Headroom {

    /** One call in so many that are left. */
    private static final int SHARE = 4;

    private Headroom() {}

    /**
     * Has the seed answer a few validation examples, and all of them where these say neither yes nor no; either only as far as a
     * share of the calls that are left goes.
     *
     * @param first the few
     */
    static boolean isThere(Search search, List<Example> first) {
        search.phase("probing what there is to gain");
        for (List<Example> wanted : List.of(first, search.validation())) {
            List<Example> probe = wanted.subList(0, (int) Math.min(wanted.size(), search.callsLeft() / SHARE));
            if (probe.size() < wanted.size() && wanted != first) {
                return true;
            }
            search.evaluate(List.of(search.seed()), probe);
            Optional<Estimate> known =
                    search.scoreboard().estimate(search.seed().id(), probe);
            if (known.isEmpty()) {
                return true;
            }
            Estimate seed = known.get();
            if (1 - seed.interval().low() < search.detectable()) {
                return false;
            }
            if (1 - seed.value() > search.detectable() / 2) {
                return true;
            }
        }
        return true;
    }
}
