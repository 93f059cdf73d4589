package dev.emend.strategy.simba;

import dev.emend.Lots;
import dev.emend.metric.Outcome;
import dev.emend.prompt.Demonstration;
import dev.emend.proposal.Advice;
import dev.emend.proposal.Demonstrating;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Material;
import dev.emend.proposal.Parent;
import dev.emend.search.Candidate;
import dev.emend.search.Parents;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/**
 * What {@link Simba} learns from several answers to one example: a demonstration, which is the best of them, or a rule, which
 * the meta-model writes from the best and the worst.
 */
final class Lessons {

    /** In characters, of inputs and answer of a demonstration. */
    private static final int LONGEST_DEMONSTRATION = 2000;

    private final Advice advice;
    private final int demonstrations;
    private final double low;
    private final double high;

    /**
     * @param demonstrations how many a prompt shows at most
     * @param buckets of a step, at least one; by all of their answers, it is decided which are good and which are bad
     */
    Lessons(Advice advice, int demonstrations, List<Bucket> buckets) {
        this.advice = advice;
        this.demonstrations = demonstrations;
        double[] scores =
                buckets.stream().flatMapToDouble(Bucket::scores).sorted().toArray();
        this.low = scores[(int) Math.round(0.1 * (scores.length - 1))];
        this.high = scores[(int) Math.round(0.9 * (scores.length - 1))];
    }

    /** A demonstration or a rule, by lot, or the other one where the first cannot be made; empty where neither can. */
    Optional<Draft> draft(Candidate candidate, Bucket bucket, UniformRandomProvider random) {
        Parent parent = thinned(candidate, random);
        return random.nextBoolean()
                ? demonstration(parent, bucket).or(() -> rule(parent, bucket, random))
                : rule(parent, bucket, random).or(() -> demonstration(parent, bucket));
    }

    /** A candidate without some of its demonstrations; at least one is dropped where no other would have room. */
    private Parent thinned(Candidate candidate, UniformRandomProvider random) {
        List<Demonstration> shown = candidate.prompt().demonstrations();
        if (shown.isEmpty()) {
            return Parents.of(candidate);
        }
        int drops = Math.max(
                PoissonSampler.of(random, (double) shown.size() / demonstrations)
                        .sample(),
                shown.size() - demonstrations + 1);
        List<Demonstration> kept = Lots.shuffled(
                        IntStream.range(0, shown.size()).boxed().toList(), random)
                .stream()
                .skip(drops)
                .sorted()
                .map(shown::get)
                .toList();
        return new Parent(candidate.id(), candidate.prompt().withDemonstrations(kept));
    }

    /** Shows the best answer; empty where that is not good enough, too long, or an answer to this input is shown. */
    private Optional<Draft> demonstration(Parent parent, Bucket bucket) {
        Outcome best = bucket.best();
        Demonstration answer =
                new Demonstration(best.example().id(), best.example().inputs(), best.output());
        List<Demonstration> shown = new ArrayList<>(parent.prompt().demonstrations());
        boolean good = bucket.most() > 0 && bucket.most() >= high;
        boolean known = shown.stream().anyMatch(other -> other.inputs().equals(answer.inputs()));
        if (demonstrations == 0 || !good || known || length(answer) > LONGEST_DEMONSTRATION) {
            return Optional.empty();
        }
        shown.add(answer);
        return Optional.of(Demonstrating.shown(
                parent,
                shown,
                String.format(
                        Locale.ROOT, "show the model's own answer to an example, which scored %.2f", bucket.most())));
    }

    private static int length(Demonstration demonstration) {
        return demonstration.output().length()
                + demonstration.inputs().values().stream()
                        .mapToInt(String::length)
                        .sum();
    }

    /** Contrasts best and worst answer; empty where the worst leaves nothing to gain, or the best shows nothing. */
    private Optional<Draft> rule(Parent parent, Bucket bucket, UniformRandomProvider random) {
        if (bucket.least() >= 1 || bucket.most() < low || bucket.least() > high) {
            return Optional.empty();
        }
        Optional<Outcome> better = bucket.most() > bucket.least() ? Optional.of(bucket.best()) : Optional.empty();
        return Optional.of(advice.draft(Material.of(parent, random), better, bucket.worst()));
    }
}
