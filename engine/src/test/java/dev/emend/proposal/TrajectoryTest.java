package dev.emend.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.prompt.Prompt;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class TrajectoryTest {

    private static final Example AUSTRALIA = Example.of("1", Map.of("country", "Australia"), "Canberra");

    private final Trajectory trajectory = new Trajectory("Capitals");

    private static Trajectory.Tried tried(int id, String instruction, double score) {
        return new Trajectory.Tried(new Parent(id, Prompt.of("p", instruction, "{{country}}")), score);
    }

    private static String question(Draft draft) {
        return ((Draft.Asked) draft).messages().getLast().content();
    }

    @Test
    void showsPairsInAscendingOrderWithWholeScores() {
        Draft draft = trajectory.draft(
                List.of(tried(0, "Name the capital.", 0.5), tried(1, "Name it well.", 0.756), tried(2, "Go.", 0.1)),
                List.of(AUSTRALIA),
                1);

        assertThat(question(draft))
                .containsSubsequence(
                        "Go.", "Score: 10\n", "Name the capital.", "Score: 50\n", "Name it well.", "Score: 76\n")
                .containsSubsequence("Score: 76", "country: Australia", "right answer: Canberra");
    }

    @Test
    void ofEqualScoresTheNewerStandsNearerToTheEnd() {
        Draft draft = trajectory.draft(
                List.of(tried(0, "The first.", 0.5), tried(1, "The second.", 0.501), tried(2, "The third.", 0.5)),
                List.of(),
                1);

        assertThat(question(draft)).containsSubsequence("The first.", "The third.", "The second.");
    }

    @Test
    void itsParentsAreAllThatItShowsAndItBuildsOnTheBest() {
        Draft.Asked draft = (Draft.Asked) trajectory.draft(
                List.of(tried(4, "Name the capital.", 0.5), tried(7, "Name it well.", 0.7)), List.of(), 0.3);

        assertThat(draft.parents()).containsExactly(7, 4);
        assertThat(draft.sampling().temperature()).isEqualTo(0.3);
    }

    @Test
    void isBoundedHoweverMuchWasTriedAndKeepsTheBest() {
        List<Trajectory.Tried> many = IntStream.range(0, 200)
                .mapToObj(i -> tried(i, "Attempt " + i + ". " + "x".repeat(1000), i / 200.0))
                .toList();

        String question = question(trajectory.draft(many, List.of(), 1));

        assertThat(question.length()).isLessThan(Trajectory.CHARACTER_LIMIT + 2000);
        assertThat(question).contains("Attempt 199.").doesNotContain("Attempt 10.");
        assertThat(question(trajectory.draft(List.of(tried(0, "y".repeat(9000), 0.5)), List.of(), 1)))
                .contains("y".repeat(9000));
    }

    @Test
    void asAnyOperatorItShowsParentsByTheirOutcomes() {
        Parent unknown = new Parent(1, Prompt.of("p", "Nobody has looked.", "{{country}}"));
        Parent known = new Parent(
                2,
                Prompt.of("p", "Name the capital.", "{{country}}"),
                List.of(
                        new Outcome(Answer.of(AUSTRALIA, "Canberra"), new Score(1, "Right.")),
                        new Outcome(Answer.of(AUSTRALIA, "Sydney"), new Score(0, "Wrong."))));
        var random = RandomSource.XO_RO_SHI_RO_128_PP.create(1L);

        assertThat(trajectory.draft(Material.of(unknown, random))).isEmpty();
        assertThat(question(trajectory
                        .draft(Material.of(List.of(known, unknown), random))
                        .orElseThrow()))
                .containsSubsequence("Name the capital.", "Score: 50")
                .doesNotContain("Nobody has looked.");
    }
}
