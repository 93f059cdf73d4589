package dev.emend.strategy.simba;

import dev.emend.metric.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/** Several answers to one example, best first. */
record Bucket(List<Outcome> answers) {

    /** First those from which most can be learned: by the gap between best and worst, by the best, by the gap to the mean. */
    static final Comparator<Bucket> MOST_TO_LEARN = Comparator.comparingDouble(
                    (Bucket bucket) -> bucket.most() - bucket.least())
            .thenComparingDouble(Bucket::most)
            .thenComparingDouble(
                    bucket -> bucket.most() - bucket.scores().average().orElse(0))
            .reversed();

    Bucket {
        answers = answers.stream()
                .sorted(Comparator.comparingDouble(
                                (Outcome outcome) -> outcome.score().value())
                        .reversed())
                .toList();
    }

    Outcome best() {
        return answers.getFirst();
    }

    Outcome worst() {
        return answers.getLast();
    }

    /** The best answer's score. */
    double most() {
        return best().score().value();
    }

    /** The worst answer's score. */
    double least() {
        return worst().score().value();
    }

    DoubleStream scores() {
        return answers.stream().mapToDouble(outcome -> outcome.score().value());
    }
}
