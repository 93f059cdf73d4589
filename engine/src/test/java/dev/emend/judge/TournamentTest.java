package dev.emend.judge;

import static dev.emend.judge.Replies.exhibit;
import static dev.emend.judge.Replies.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.metric.Question;
import dev.emend.model.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TournamentTest {

    private static final PairJudge JUDGE = new PairJudge("The higher number is better.", false);
    private static final Brief BRIEF = new Brief(Map.of("question", "Say a number."));

    private static Completion higher(Question question) {
        int a = Integer.parseInt(exhibit(question, "ANSWER A"));
        int b = Integer.parseInt(exhibit(question, "ANSWER B"));
        return plain(a == b ? "tie" : a > b ? "A" : "B");
    }

    private static Tournament played(Tournament tournament, Function<Question, Completion> judge) {
        Tournament now = tournament;
        while (!now.questions().isEmpty()) {
            now = now.after(now.questions().stream().map(judge).toList());
        }
        return now;
    }

    private static List<Integer> ranking(Tournament tournament) {
        return tournament.standings().stream().map(Tournament.Standing::answer).toList();
    }

    @Test
    void everyoneAgainstEveryoneRanksByStrength() {
        Tournament round = Tournament.roundRobin(JUDGE, BRIEF, List.of("3", "9", "1", "5"), 1);
        assertThat(round.questions()).hasSize(12);
        Tournament over = played(round, TournamentTest::higher);
        assertThat(ranking(over)).containsExactly(1, 3, 0, 2);
        Tournament.Standing best = over.standings().getFirst();
        assertThat(best.points()).isEqualTo(3);
        assertThat(best.strength())
                .isBetween(best.interval().low(), best.interval().high());
        assertThat(over.standings()).isEqualTo(over.standings());
    }

    @Test
    void swissRoundsFindTheBestOfManyWithFewDuels() {
        List<String> answers = IntStream.range(0, 32)
                .map(i -> i * 7 % 32)
                .mapToObj(Integer::toString)
                .toList();
        Tournament tournament = Tournament.swiss(JUDGE, BRIEF, answers, 6, 5);
        int asked = 0;
        Tournament now = tournament;
        while (!now.questions().isEmpty()) {
            assertThat(now.questions().size()).isLessThanOrEqualTo(32);
            asked += now.questions().size();
            now = now.after(now.questions().stream().map(TournamentTest::higher).toList());
        }
        assertThat(asked).isLessThanOrEqualTo(6 * 32);
        assertThat(answers.get(ranking(now).getFirst())).isEqualTo("31");
    }

    @Test
    void aJudgeThatFavoursAPlaceRanksNobodyAboveAnother() {
        Tournament over =
                played(Tournament.roundRobin(JUDGE, BRIEF, List.of("3", "9", "1"), 1), question -> plain("A"));
        assertThat(over.standings()).allSatisfy(standing -> {
            assertThat(standing.strength()).isCloseTo(0, within(1e-6));
            assertThat(standing.swayed()).isEqualTo(standing.duels()).isEqualTo(2);
        });
    }

    @Test
    void anOddNumberOfAnswersLeavesOneOutOfARoundAndNoPairMeetsTwice() {
        List<String> met = new ArrayList<>();
        played(Tournament.swiss(JUDGE, BRIEF, List.of("1", "2", "3"), 5, 2), question -> {
            met.add(exhibit(question, "ANSWER A") + exhibit(question, "ANSWER B"));
            return higher(question);
        });
        assertThat(met).containsExactlyInAnyOrder("12", "21", "13", "31", "23", "32");
    }

    @Test
    void unreadableVerdictsCountForNobody() {
        Tournament over = played(Tournament.roundRobin(JUDGE, BRIEF, List.of("1", "2"), 1), question -> plain(""));
        assertThat(over.standings()).extracting(Tournament.Standing::duels).containsExactly(0, 0);
    }

    @Test
    void strengthsAreThoseOfTheModel() {
        List<BradleyTerry.Game> games = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            games.add(new BradleyTerry.Game(0, 1, i % 4 == 0 ? 0 : 1));
        }
        double[] strengths = BradleyTerry.strengths(2, games);
        assertThat(strengths[0] - strengths[1]).isCloseTo(Math.log(3), within(0.01));
    }

    @Test
    void strengthsStandAroundAnAverageOpponentHoweverManyGamesThereWere() {
        List<BradleyTerry.Game> games = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            games.add(new BradleyTerry.Game(0, 1, i % 10 == 0 ? 0 : 1));
        }
        assertThat(BradleyTerry.strengths(2, games)).containsExactly(new double[] {1.097, -1.097}, within(0.001));

        games.clear();
        for (int i = 0; i < 120; i++) {
            for (int one = 0; one < 5; one++) {
                for (int other = one + 1; other < 5; other++) {
                    games.add(new BradleyTerry.Game(one, other, one == 0 || other == 4 ? 1 : 0.5));
                }
            }
        }
        assertThat(BradleyTerry.strengths(5, games))
                .as("by Newton's method: one wins all, three are average, one loses all")
                .containsExactly(new double[] {6.581, 0, 0, 0, -6.581}, within(0.001));
    }

    @Test
    void repliesMustPairWithQuestions() {
        assertThatThrownBy(() -> Tournament.roundRobin(JUDGE, BRIEF, List.of("1", "2"), 1)
                        .after(List.of()))
                .hasMessageContaining("asks 2 questions, but 0 replies");
    }
}
