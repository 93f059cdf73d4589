package dev.emend.judge.calibration;

import dev.emend.Fingerprint;
import dev.emend.metric.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which items people should rate next: those on which two judges differ most, one that is close to the other on all else,
 * with few of one group. Query by committee (Seung, Opper and Sompolinsky, COLT 1992) of two.
 */
final class NextLabels {

    /** How many items are looked at for each that is proposed. */
    private static final int LOOKED_AT = 4;

    private final Bench bench;
    private final JudgeDesign one;
    private final JudgeDesign other;
    private final long seed;

    NextLabels(Bench bench, JudgeDesign one, JudgeDesign other, long seed) {
        this.bench = bench;
        this.one = one;
        this.other = other;
        this.seed = seed;
    }

    /**
     * @param pool items without ratings; where there is none, {@code rated} for a second rating
     * @param allowance in questions
     */
    List<NextLabel> propose(int n, List<Rated> pool, List<Rated> rated, long allowance) {
        List<Rated> looked = rated;
        if (!pool.isEmpty()) {
            looked = pool.stream()
                    .sorted(Comparator.<Rated>comparingLong(item -> Fingerprint.of("label next")
                                    .add(seed)
                                    .add(item.id())
                                    .seed())
                            .thenComparing(Rated::id))
                    .limit((long) n * LOOKED_AT)
                    .toList();
            while (!looked.isEmpty() && bench.missing(one, looked) + bench.missing(other, looked) > allowance) {
                looked = looked.subList(0, looked.size() - 1);
            }
            bench.judge(List.of(one, other), looked);
        }
        List<Rated> judged = bench.judged(one, bench.judged(other, looked));
        return chosen(n, judged);
    }

    private List<NextLabel> chosen(int n, List<Rated> judged) {
        double[] first = places(one, judged);
        double[] second = places(other, judged);
        Map<String, Integer> perGroup = new HashMap<>();
        List<Integer> open =
                new ArrayList<>(IntStream.range(0, judged.size()).boxed().toList());
        List<NextLabel> chosen = new ArrayList<>();
        while (chosen.size() < n && !open.isEmpty()) {
            Integer best = open.stream()
                    .max(Comparator.<Integer>comparingDouble(i -> Math.abs(first[i] - second[i])
                                    / (1 + perGroup.getOrDefault(judged.get(i).group(), 0)))
                            .thenComparingDouble(i -> spread(judged.get(i)))
                            .thenComparing(Comparator.reverseOrder()))
                    .orElseThrow();
            open.remove(best);
            Rated item = judged.get(best);
            perGroup.merge(item.group(), 1, Integer::sum);
            chosen.add(new NextLabel(item.id(), item.group(), first[best], second[best]));
        }
        return chosen;
    }

    private double spread(Rated item) {
        return bench.score(one, item)
                .map(score -> score.parts().getOrDefault("spread", 0.0))
                .orElse(0.0);
    }

    /** Where the design places each item among these, in [0, 1]; ties at the middle. */
    private double[] places(JudgeDesign design, List<Rated> items) {
        double[] values = items.stream()
                .mapToDouble(item -> bench.score(design, item).map(Score::value).orElse(0.0))
                .toArray();
        return IntStream.range(0, values.length)
                .mapToDouble(i -> {
                    double below = 0;
                    for (int j = 0; j < values.length; j++) {
                        below += values[j] < values[i] ? 1 : values[j] == values[i] ? 0.5 : 0;
                    }
                    return below / values.length;
                })
                .toArray();
    }
}
