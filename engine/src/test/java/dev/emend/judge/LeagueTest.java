package dev.emend.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.model.Usage;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LeagueTest {

    private static final Brief BRIEF = new Brief(Map.of("question", "Which is longest?"));

    private final PairJudge judge = new PairJudge("The longer one.", false);

    private static Completion said(String text) {
        return new Completion(text, Completion.Finish.STOP, Usage.NONE, List.of());
    }

    private static void play(League league, List<String> answers, Function<Question, String> verdict) {
        play(league, String.join("/", answers), answers, verdict);
    }

    private static void play(League league, String group, List<String> answers, Function<Question, String> verdict) {
        List<Question> questions = league.questions(BRIEF, answers);
        league.add(
                group,
                answers,
                questions.stream().map(verdict).map(LeagueTest::said).toList());
    }

    private static String longer(Question question) {
        String text = question.messages().getLast().content();
        int first = text.split("ANSWER A", -1)[1].length();
        int second = text.split("ANSWER B", -1)[1].length();
        return first > second ? "A" : "B";
    }

    /** By the letters x that an answer has. */
    private static String more(Question question) {
        String text = question.messages().getLast().content();
        int cut = text.indexOf("ANSWER B");
        long first =
                text.substring(0, cut).chars().filter(letter -> letter == 'x').count();
        long second =
                text.substring(cut).chars().filter(letter -> letter == 'x').count();
        return first == second ? "tie" : first > second ? "A" : "B";
    }

    @Test
    void the_one_that_wins_its_duels_in_both_orders_stands_first() {
        League league = new League(judge, 3, League.Meeting.all(3), 1);
        for (int i = 0; i < 12; i++) {
            play(league, List.of("xx " + i, "xxxx " + i, (i % 3 == 0 ? "xxxxxx " : "x ") + i), LeagueTest::more);
        }

        List<League.Standing> standings = league.standings();

        assertThat(standings.get(1).strength())
                .isGreaterThan(standings.get(0).strength())
                .isGreaterThan(standings.get(2).strength());
        assertThat(standings.get(1).share()).isEqualTo((12 + 8) / 24.0);
        assertThat(standings.get(1).shareInterval().low()).isLessThan(20 / 24.0);
        assertThat(standings)
                .allSatisfy(standing -> assertThat(standing.swayed()).isZero());
        assertThat(league.values(1, 0)).hasSize(12).containsOnly(OptionalDouble.of(1));
        assertThat(league.values(0, 2)).contains(OptionalDouble.of(0), OptionalDouble.of(1));
    }

    @Test
    void inputs_of_one_group_are_one_piece_of_evidence() {
        League apart = new League(judge, 2, League.Meeting.all(2), 1);
        League together = new League(judge, 2, League.Meeting.all(2), 1);
        for (int document = 0; document < 8; document++) {
            List<String> answers = document % 2 == 0 ? List.of("xx", "x") : List.of("x", "xx");
            for (int question = 0; question < 16; question++) {
                play(apart, document + "." + question, answers, LeagueTest::more);
                play(together, String.valueOf(document), answers, LeagueTest::more);
            }
        }

        League.Standing narrow = apart.standings().getFirst();
        League.Standing wide = together.standings().getFirst();

        assertThat(wide.share()).isEqualTo(narrow.share());
        assertThat(wide.strength()).isEqualTo(narrow.strength());
        assertThat(wide.shareInterval().high() - wide.shareInterval().low())
                .isGreaterThan(3
                        * (narrow.shareInterval().high()
                                - narrow.shareInterval().low()));
        assertThat(wide.interval().high() - wide.interval().low())
                .isGreaterThan(3 * (narrow.interval().high() - narrow.interval().low()));
    }

    @Test
    void a_judge_that_favours_a_place_makes_ties() {
        League league = new League(judge, 2, League.Meeting.all(2), 1);
        for (int i = 0; i < 8; i++) {
            play(league, List.of("one " + i, "other " + i), question -> "A");
        }

        assertThat(league.standings()).allSatisfy(standing -> {
            assertThat(standing.share()).isEqualTo(0.5);
            assertThat(standing.swayed()).isEqualTo(8);
        });
    }

    @Test
    void equal_answers_are_a_tie_and_nobody_is_asked() {
        League league = new League(judge, 3, League.Meeting.all(3), 1);
        List<String> answers = List.of("red", "red ", "blue");

        assertThat(league.questions(BRIEF, answers)).hasSize(4);
        assertThatThrownBy(() -> league.add("red", answers, List.of())).isInstanceOf(IllegalArgumentException.class);
        play(league, answers, LeagueTest::longer);
        assertThat(league.values(0, 1)).containsExactly(OptionalDouble.of(0.5));
        assertThat(league.standings())
                .allSatisfy(standing -> assertThat(standing.duels()).isEqualTo(2));
    }

    @Test
    void unreadable_verdicts_count_for_nobody() {
        League league = new League(judge, 2, League.Meeting.all(2), 1);
        play(league, List.of("one", "other"), question -> "I cannot say");

        assertThat(league.standings()).allSatisfy(standing -> {
            assertThat(standing.duels()).isZero();
            assertThat(standing.strength()).isZero();
        });
        assertThat(league.unread()).isEqualTo(1);
    }

    @Test
    void who_does_not_meet_is_compared_through_those_who_do() {
        League league = new League(judge, 3, List.of(new League.Meeting(0, 1), new League.Meeting(1, 2)), 1);
        for (int i = 0; i < 12; i++) {
            play(league, List.of("xxx ", i % 4 == 0 ? "xxxx" : "xx ", i % 6 == 0 ? "xxxxxx" : "x"), LeagueTest::more);
        }

        List<League.Standing> standings = league.standings();

        assertThat(standings).extracting(League.Standing::duels).containsExactly(12, 24, 12);
        assertThat(standings.get(0).strength()).isGreaterThan(standings.get(1).strength());
        assertThat(standings.get(1).strength()).isGreaterThan(standings.get(2).strength());
        assertThat(league.haveMet(2, 0)).isFalse();
        assertThat(league.haveMet(2, 1)).isTrue();
        assertThat(league.values(0, 2)).hasSize(12).containsOnly(OptionalDouble.empty());
    }

    @Test
    void who_has_dropped_out_meets_nobody_any_more() {
        League league = new League(judge, 3, League.Meeting.all(3), 1);
        play(league, List.of("xxx", "xx", "x"), LeagueTest::more);
        league.drop(2);

        assertThat(league.plays(2)).isFalse();
        assertThat(league.questions(BRIEF, List.of("xxx", "xx", ""))).hasSize(2);
        play(league, List.of("xxx", "xx", ""), LeagueTest::more);

        assertThat(league.standings()).extracting(League.Standing::inputs).containsExactly(2, 2, 1);
        assertThat(league.values(0, 2)).containsExactly(OptionalDouble.of(1), OptionalDouble.empty());
    }

    @Test
    void leagues_of_the_same_players_are_joined() {
        League given = new League(judge, 2, League.Meeting.all(2), 1);
        play(given, List.of("xxx", "xx"), LeagueTest::more);
        League late = new League(judge, 3, List.of(new League.Meeting(0, 2)), 1);
        play(late, List.of("xxx", "", "xxxx"), LeagueTest::more);

        League both = given.joined(late);

        assertThat(both.standings()).extracting(League.Standing::duels).containsExactly(2, 1, 1);
        assertThat(both.values(2, 0)).containsExactly(OptionalDouble.empty(), OptionalDouble.of(1));
    }

    @Test
    void meetings_of_nobody_and_meetings_that_come_twice_are_refused() {
        League.Meeting meeting = new League.Meeting(0, 1);
        for (List<League.Meeting> meetings : List.of(List.of(meeting, meeting), List.of(new League.Meeting(1, 2)))) {
            assertThatThrownBy(() -> new League(judge, 2, meetings, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("players 0 to 1");
        }
    }
}
