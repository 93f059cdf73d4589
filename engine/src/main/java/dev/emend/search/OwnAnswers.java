package dev.emend.search;

import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.metric.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Has the seed prompt answer train examples until enough answers are right, to be shown as demonstrations. */
public final class OwnAnswers {

    /** Of the calls that are left, where they are limited. */
    private static final int SHARE = 10;

    private OwnAnswers() {}

    /**
     * Each batch has as many examples as right answers are still missing, so none is answered without need. At most a tenth
     * of the calls that are left, where they are limited, goes into it.
     *
     * @param wanted how many right answers, at least 0
     * @param threshold the score from which on an answer is right, in [0, 1]
     * @return in the order in which they were given; fewer than wanted where there are no more
     */
    public static List<Outcome> right(Search search, int wanted, double threshold) {
        // What the seed shows already, it would only repeat.
        List<Example> train =
                Lots.shuffled(TrainLook.unseen(search.seed(), search.train()), search.random("examples to answer"));
        long left = search.callsLeft();
        int most = (int) Math.min(train.size(), left == Long.MAX_VALUE ? left : left / SHARE);
        List<Outcome> right = new ArrayList<>();
        int met = 0;
        while (right.size() < wanted && met < most) {
            List<Example> batch = train.subList(met, Math.min(most, met + wanted - right.size()));
            search.evaluate(List.of(search.seed()), batch);
            search.scoreboard().outcomes(search.seed().id(), batch).stream()
                    .filter(outcome -> outcome.score().value() >= threshold
                            && !outcome.output().isBlank())
                    .forEach(right::add);
            met += batch.size();
        }
        return right;
    }
}
