package dev.emend.metric.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RougeTest {

    @Test
    void aSharedPairOfWordsCountsAsOftenAsBothTextsHaveIt() {
        PrecisionRecall figures = Rouge.n("The cat sat. The cat ran.", "the cat, the cat, the cat", 2);
        assertThat(figures.precision()).isCloseTo(2 / 5.0, within(1e-12));
        assertThat(figures.recall()).isCloseTo(2 / 5.0, within(1e-12));
        assertThat(figures.f()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void aTextWithoutLatinLettersHasNoWords() {
        assertThat(Rouge.n("Мама мыла раму", "Мама мыла раму", 1)).isEqualTo(PrecisionRecall.ZERO);
        assertThat(Rouge.n("", "", 2).f()).isZero();
    }

    @RepeatedTest(50)
    void theBitParallelSubsequenceIsThatOfTheTable(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        int vocabulary = 1 + random.nextInt(12);
        int[] a = random.ints(random.nextInt(200), 0, vocabulary).toArray();
        int[] b = random.ints(random.nextInt(200), 0, vocabulary).toArray();
        int[][] table = new int[a.length + 1][b.length + 1];
        for (int i = 1; i <= a.length; i++) {
            for (int j = 1; j <= b.length; j++) {
                table[i][j] =
                        a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : Math.max(table[i - 1][j], table[i][j - 1]);
            }
        }
        CommonSubsequence subsequence = new CommonSubsequence(vocabulary);
        BitSet marks = new BitSet();
        subsequence.mark(a, b, marks);
        assertThat(subsequence.length(a, b)).isEqualTo(table[a.length][b.length]);
        assertThat(marks.cardinality()).isEqualTo(table[a.length][b.length]);
        assertThat(isSubsequence(marks.stream().map(i -> a[i]).toArray(), b)).isTrue();
    }

    private static boolean isSubsequence(int[] part, int[] whole) {
        int next = 0;
        for (int word : whole) {
            next += next < part.length && part[next] == word ? 1 : 0;
        }
        return next == part.length;
    }
}
