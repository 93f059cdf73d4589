package dev.emend.judge.calibration;

import dev.emend.evaluation.agreement.Coefficient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * Chooses among designs by their agreement with people on more and more of the items: after a quarter and after a half of
 * them the worse half drops out (Karnin et al., "Almost Optimal Exploration in Multi-Armed Bandits", ICML 2013). Agreement
 * is measured anew on all items so far, since a correlation is no mean of single scores. The first design, the one to beat,
 * never drops out; of equals the earlier wins.
 */
final class DesignRace {

    /** Below this many items a correlation says nothing. */
    private static final int FEWEST = 6;

    private final Bench bench;
    private final List<Rated> items;
    private final Coefficient coefficient;

    DesignRace(Bench bench, List<Rated> items, Coefficient coefficient) {
        this.bench = bench;
        this.items = items;
        this.coefficient = coefficient;
    }

    /**
     * @param designs the one to beat first, then by how promising they are; the last are left out where the allowance is
     *     short
     */
    JudgeDesign best(List<JudgeDesign> designs, Allowance allowance) {
        List<JudgeDesign> field = new ArrayList<>(designs);
        int n = affordable(field, allowance);
        while (n < Math.min(FEWEST, items.size()) && field.size() > 1) {
            field.removeLast();
            n = affordable(field, allowance);
        }
        if (field.size() == 1) {
            return field.getFirst();
        }
        for (int level : levels(n)) {
            List<Rated> seen = items.subList(0, level);
            bench.judge(field, seen);
            List<Rated> shared = shared(field, seen);
            if (shared.size() < Math.min(FEWEST, level)) {
                return designs.getFirst();
            }
            field = ranked(field, shared);
            if (level < n) {
                field = survivors(designs.getFirst(), field);
            }
            if (bench.hasEnded()) {
                break;
            }
        }
        return field.getFirst();
    }

    private List<Rated> shared(List<JudgeDesign> field, List<Rated> seen) {
        return seen.stream()
                .filter(item -> field.stream()
                        .allMatch(design -> bench.score(design, item).isPresent()))
                .toList();
    }

    /** Stable, so that of equals the earlier stays ahead. */
    private List<JudgeDesign> ranked(List<JudgeDesign> field, List<Rated> shared) {
        List<JudgeDesign> ranked = new ArrayList<>(field);
        ranked.sort(Comparator.comparingDouble(design -> -bench.agreement(design, shared, coefficient)));
        return ranked;
    }

    private static List<JudgeDesign> survivors(JudgeDesign first, List<JudgeDesign> ranked) {
        List<JudgeDesign> survivors = new ArrayList<>(ranked.subList(0, (ranked.size() + 1) / 2));
        // In front again, so that it wins among equals.
        survivors.remove(first);
        survivors.addFirst(first);
        return survivors;
    }

    private static List<Integer> levels(int n) {
        List<Integer> levels = new ArrayList<>();
        for (int level : List.of(Math.max(FEWEST, (n + 3) / 4), Math.max(FEWEST, (n + 1) / 2), n)) {
            if (level <= n && (levels.isEmpty() || level > levels.getLast())) {
                levels.add(level);
            }
        }
        return levels;
    }

    /** The most items for which the race cannot cost more than the allowance. */
    private int affordable(List<JudgeDesign> field, Allowance allowance) {
        int covered = 0;
        int beyond = items.size() + 1;
        while (beyond - covered > 1) {
            int n = (covered + beyond) / 2;
            if (allowance.covers(greatestCost(field, n, bench::missing), greatestCost(field, n, bench::missingCost))) {
                covered = n;
            } else {
                beyond = n;
            }
        }
        return covered;
    }

    private double greatestCost(List<JudgeDesign> field, int n, ToDoubleBiFunction<JudgeDesign, List<Rated>> missing) {
        double cost = 0;
        int from = 0;
        int alive = field.size();
        for (int level : levels(n)) {
            List<Rated> next = items.subList(from, level);
            double first = missing.applyAsDouble(field.getFirst(), next);
            double others = field.stream()
                    .skip(1)
                    .map(design -> missing.applyAsDouble(design, next))
                    .sorted(Comparator.reverseOrder())
                    .limit(alive - 1L)
                    .mapToDouble(each -> each)
                    .sum();
            cost += first + others;
            from = level;
            alive = (alive + 1) / 2 + 1;
        }
        return cost;
    }
}
