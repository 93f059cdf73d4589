package dev.emend.strategy.gepa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.evaluation.Rollout;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Answer;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.search.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class MergesTest {

    private static final Prompt SEED = Prompt.of("p", "Name the colour.", "Of this thing: {{thing}}");
    private static final Demonstration SHOWN = new Demonstration("t1", Map.of("thing", "grass"), "green");

    private final List<Example> validation = IntStream.range(0, 10)
            .mapToObj(i -> Example.of("v" + i, Map.of("thing", "thing " + i), "x"))
            .toList();
    private final Scoreboard scoreboard = new Scoreboard(Metrics.named("exact-match", Map.of(), new TreeSet<>()));
    private final Merges merges = new Merges(() -> validation, scoreboard);

    private static UniformRandomProvider random(long seed) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    }

    /** @param right one digit for each validation example: 1 where the candidate is right */
    private Candidate add(Merges to, int id, Prompt prompt, String right, Integer... parents) {
        Candidate candidate = new Candidate(id, prompt, List.of(parents), "reflect", "");
        for (int i = 0; i < right.length(); i++) {
            scoreboard.add(new Rollout(
                    id, new Outcome(Answer.of(validation.get(i), ""), new Score(right.charAt(i) - '0', "."))));
        }
        to.add(candidate);
        return candidate;
    }

    private Candidate add(int id, Prompt prompt, String right, Integer... parents) {
        return add(merges, id, prompt, right, parents);
    }

    private static Prompt with(String system, String user) {
        return Prompt.of("p", system, user + ": {{thing}}");
    }

    private Optional<Merges.Merge> draw(Integer... front) {
        return merges.draw(new TreeSet<>(List.of(front)), random(1));
    }

    @Test
    void takesEachMessageFromTheSideThatHasChangedIt() {
        add(0, with("Name it", "Thing"), "0000000000");
        add(1, with("Look carefully", "Thing"), "1100000000", 0);
        add(2, with("Name it", "This is the thing"), "0011100000", 0);

        Merges.Merge merge = draw(1, 2).orElseThrow();

        assertThat(merge.child().messages())
                .isEqualTo(with("Look carefully", "This is the thing").messages());
        assertThat(merge.ancestor().id()).isZero();
    }

    /** As in a search that goes on from the winner of an earlier one. */
    @Test
    void aSeedMayHaveParentsThatTheSearchDoesNotKnow() {
        add(7, with("Name it", "Thing"), "0000000000", 0);
        add(8, with("Look carefully", "Thing"), "1100000000", 7);
        add(9, with("Name it", "This is the thing"), "0011100000", 7);

        assertThat(draw(8, 9).orElseThrow().ancestor().id()).isEqualTo(7);
    }

    @Test
    void takesDemonstrationsFromTheSideThatHasChangedThem() {
        add(0, SEED, "0000000000");
        add(1, SEED.withDemonstrations(List.of(SHOWN)), "1100000000", 0);
        add(
                2,
                SEED.withMessage(
                        0, with("Look carefully", "").messages().getFirst().content()),
                "0011100000",
                0);

        Prompt child = draw(1, 2).orElseThrow().child();

        assertThat(child.demonstrations()).containsExactly(SHOWN);
        assertThat(child.messages().getFirst().content().source()).isEqualTo("Look carefully");
    }

    @Test
    void takesWhatBothHaveChangedFromTheBetter() {
        add(0, SEED, "0000000000");
        add(1, with("Look carefully", "Of this thing").withDemonstrations(List.of(SHOWN)), "1100000000", 0);
        add(2, with("Look twice", "Of this thing"), "0011100000", 0);

        Prompt child = draw(1, 2).orElseThrow().child();

        assertThat(child.messages().getFirst().content().source()).isEqualTo("Look twice");
        assertThat(child.demonstrations()).containsExactly(SHOWN);
    }

    @Test
    void lineagesThatDifferInOneComponentHaveNothingToMerge() {
        add(0, with("Name it", "Thing"), "0000000000");
        add(1, with("Look carefully", "Thing"), "1100000000", 0);
        add(2, with("Look twice", "Thing"), "0011100000", 0);

        assertThat(draw(1, 2)).isEmpty();
    }

    @Test
    void aCandidateIsNotMergedWithItsAncestor() {
        add(0, with("Name it", "Thing"), "0000000000");
        add(1, with("Look carefully", "Thing"), "1100000000", 0);
        add(2, with("Name it", "This is the thing"), "0011100000", 1);

        assertThat(draw(1, 2)).isEmpty();
    }

    @Test
    void anAncestorThatIsBetterThanOneOfTheTwoIsNone() {
        add(0, with("Name it", "Thing"), "1110000000");
        add(1, with("Look carefully", "Thing"), "0001000000", 0);
        add(2, with("Name it", "This is the thing"), "0011100000", 0);

        assertThat(draw(1, 2)).isEmpty();
    }

    @Test
    void ancestorsThatAllScoreZeroAreDrawnFromAllTheSame() {
        add(0, with("Name it", "Thing"), "0000000000");
        add(1, with("Look carefully", "Thing"), "0000000000", 0);
        add(2, with("Name it", "This is the thing"), "0000000000", 0);

        assertThat(draw(1, 2)).isPresent();
    }

    @Test
    void nothingIsDrawnTwice() {
        add(0, with("Name it", "Thing"), "0000000000");
        add(1, with("Look carefully", "Thing"), "1100000000", 0);
        add(2, with("Name it", "This is the thing"), "0011100000", 0);

        assertThat(draw(1, 2)).isPresent();
        assertThat(draw(1, 2)).isEmpty();
    }

    @Test
    void aMergeThatIsInThePoolAlreadyIsNotDrawn() {
        add(0, with("Name it", "Thing"), "0000000000");
        add(1, with("Look carefully", "Thing"), "1100000000", 0);
        add(2, with("Name it", "This is the thing"), "0011100000", 0);
        add(3, with("Look carefully", "This is the thing"), "1111100000", 2);

        assertThat(draw(1, 2)).isEmpty();
    }

    @Test
    void theDrawDoesNotDependOnTheOrderInWhichCandidatesCame() {
        List<Prompt> systems = new ArrayList<>();
        for (String word : List.of("carefully", "twice", "again")) {
            systems.add(with("Look " + word, "Thing"));
        }
        Merges reversed = new Merges(() -> validation, scoreboard);
        add(merges, 0, with("Name it", "Thing"), "0000000000");
        add(reversed, 0, with("Name it", "Thing"), "0000000000");
        for (int i = 0; i < 3; i++) {
            add(merges, 1 + i, systems.get(i), "1000000000", 0);
            add(reversed, 3 - i, systems.get(2 - i), "1000000000", 0);
        }
        for (int i = 0; i < 3; i++) {
            add(merges, 4 + i, with("Name it", "Thing no. " + i), "0100000000", 0);
            add(reversed, 6 - i, with("Name it", "Thing no. " + (2 - i)), "0100000000", 0);
        }
        TreeSet<Integer> front = new TreeSet<>(List.of(1, 2, 3, 4, 5, 6));

        for (long seed = 0; seed < 9; seed++) {
            assertThat(reversed.draw(front, random(seed))).isEqualTo(merges.draw(front, random(seed)));
        }
    }

    @Test
    void isTriedOnExamplesThatTellTheTwoApart() {
        add(0, with("Name it", "Thing"), "0000000000");
        add(1, with("Look carefully", "Thing"), "1111000000", 0);
        add(2, with("Name it", "This is the thing"), "0000111000", 0);
        Merges.Merge merge = draw(1, 2).orElseThrow();

        List<Integer> places = merges.contested(merge, random(3)).stream()
                .map(validation::indexOf)
                .toList();

        assertThat(places).hasSize(5).doesNotHaveDuplicates();
        assertThat(places.subList(0, 2)).allSatisfy(place -> assertThat(place).isLessThan(4));
        assertThat(places.subList(2, 4)).allSatisfy(place -> assertThat(place).isBetween(4, 6));
        assertThat(places.get(4)).isGreaterThan(6);
    }

    @Test
    void whereTheTwoAgreeItIsTriedOnFiveAllTheSame() {
        add(0, with("Name it", "Thing"), "0000000000");
        add(1, with("Look carefully", "Thing"), "1111111111", 0);
        add(2, with("Name it", "This is the thing"), "1111111111", 0);

        assertThat(merges.contested(draw(1, 2).orElseThrow(), random(3)))
                .hasSize(5)
                .doesNotHaveDuplicates();
    }
}
